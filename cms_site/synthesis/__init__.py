"""Very many people who learn: made by bulk writes, for benchmarks and load tests.

The same seed gives the same people, entities, participations and dates. What is written
is what the operations write (participations, dated transitions, completions), in the
shape of one person after the other, and nothing is announced to anybody.
"""

from .making import Made, synthesize

__all__ = ["Made", "synthesize"]
