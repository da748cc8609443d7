"""What people did, told through the operations that the product uses."""


def load_history() -> None:
    """Nothing yet."""
