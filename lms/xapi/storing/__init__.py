"""How statements enter a store: the one write path, of our own code and of the LRS.

``candidates`` makes a statement ready, ``writing`` stores it and decides what is known
already, ``places`` gives it its place and moment, ``things`` keeps whom and what it is
about, ``references`` follows it to other statements and voids, ``attachments`` keeps
bytes once and ``multipart`` writes them out again, ``rows`` talks to the database in bulk.
"""

from .attachments import Part
from .candidates import Candidate, prepare
from .writing import write

__all__ = ["Candidate", "Part", "prepare", "write"]
