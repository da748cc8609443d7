"""Who is asked what, by which rule, and until when: the reading side and plain values."""
