"""Pages on which HR assigns, managers decide, and learners see why and ask for more time.

Here and not in lms.reporting: they show no completions of others, and need none of it.
"""
