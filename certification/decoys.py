"""A certificate that does not exist, for the work that an unknown code must cost too.

Whoever measures how long an answer takes learns nothing: for an unknown code the same
questions are asked and the same page is set, and thrown away.
"""

import json
from datetime import UTC, date, datetime

from django.db.models import prefetch_related_objects

from .models import Certificate, CertificatePersonalia

# As many as in the trajectory of the integrity contacts: eight, and two of choice.
_STEPS = [
    {
        "title": "Een onderdeel met een titel van gewone lengte",
        "form": "e-learning",
        "completed_on": f"2026-04-{day:02}",
    }
    for day in range(1, 11)
]
_FACTS = json.dumps(
    {
        "name": "Niemand",
        "role": "Contactpersoon integriteit",
        "entity": "Voorbeeldagentschap",
        "wording": "Niemand heeft het traject voltooid. " * 4,
        "requirements": [
            {"title": "Kern", "steps": _STEPS[:8]},
            {"title": "Keuze", "steps": _STEPS[8:]},
        ],
    }
)


def decoy() -> Certificate:
    """One that looks like any other, never stored; asks for what a check asks for."""
    certificate = Certificate(
        pk=0,
        number="IC-2026-000000",
        code="0000-0000-0000-0000",
        issued_at=datetime(2026, 5, 4, tzinfo=UTC),
        completed_on=date(2026, 5, 4),
        valid_until=date(9999, 12, 31),
        trajectory_title="Traject contactpersonen integriteit",
        trajectory_code="TR-00",
        issuer="Integriteitscampus",
        language="nl",
    )
    # Read from text, as the facts of a certificate are read from their column.
    CertificatePersonalia(certificate=certificate, facts=json.loads(_FACTS))
    prefetch_related_objects([certificate], "events", "successors")
    return certificate
