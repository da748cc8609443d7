"""Importing what was completed before the platform was there: a list, and what it comes to."""
