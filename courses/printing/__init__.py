"""A lesson, or a whole course, as it stands on paper."""
