"""What somebody keeps for themselves: a note at each lesson, kept lessons, all in one place."""
