"""Pages about privacy: one's own, those for everybody, and the desk of the officer."""
