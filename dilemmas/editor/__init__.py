"""Writing dilemmas in the Wagtail admin: the map of a scenario, and playing its draft."""
