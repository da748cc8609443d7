"""Importing people, the tree, and in which capacity somebody acts."""
