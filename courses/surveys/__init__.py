"""Surveys at the end of a course: asked, handed in, taken up by five, and read as sums."""
