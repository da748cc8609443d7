"""A portfolio assignment: handed in, judged by a trainer, returned or accepted."""
