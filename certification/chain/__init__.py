"""The chain of what happened to certificates: each link seals the one before it.

``links`` is the arithmetic, ``checking`` walks it from the first link to the last. A
link is written through ``operations.events`` and nowhere else.
"""
