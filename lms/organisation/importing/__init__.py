"""Importing people and mandates: what a file says, and what it comes to."""
