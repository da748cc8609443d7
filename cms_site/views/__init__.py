"""The edges: find within what this person may see, call one operation, answer."""
