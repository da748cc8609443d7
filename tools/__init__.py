"""Scripts of the project: set-up, server, tests. No product code."""
