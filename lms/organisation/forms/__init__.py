"""Forms by which an administrator keeps the organisation, and imports people."""
