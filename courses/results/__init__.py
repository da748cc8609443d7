"""Results per question, for trainers: over groups of five people, never of anybody.

``items`` are the measures, ``counting`` what the database counts, ``telling`` how answers
of each kind are grouped, ``reading`` what a page shows. Why it is told in groups of five:
docs/decisions/0024-results-in-groups-of-five.md.
"""
