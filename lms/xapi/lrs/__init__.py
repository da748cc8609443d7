"""The HTTP door of the statement store: xAPI 1.0.3, part three.

``access`` knows who asks, ``parameters`` what is asked, ``search`` finds it,
``answers`` says it, ``resources`` are the addresses.
"""
