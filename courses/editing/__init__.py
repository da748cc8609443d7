"""What trainers have in the admin for a whole course: its tree, its order, its copy."""
