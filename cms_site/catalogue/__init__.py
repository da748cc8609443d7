"""The offer as visitors find it: what there is, which facets, what a search finds."""
