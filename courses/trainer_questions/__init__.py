"""Questions to the trainers of a course: asked at a lesson, answered in the admin."""
