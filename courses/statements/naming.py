"""How long the name of an activity in a statement may be."""

NAME_LENGTH = 500
