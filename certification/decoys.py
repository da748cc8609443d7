"""A certificate that does not exist, for the work that an unknown code must cost too.

Whoever measures how long an answer takes learns nothing: for an unknown code the same
questions are asked and the same page is set, and thrown away.
"""

from datetime import UTC, date, datetime

from django.db.models import prefetch_related_objects

from .models import Certificate, CertificatePersonalia

_STEPS = [
    {"title": "De deontologische code in de praktijk", "completed_on": "2026-03-02"},
    {"title": "Wegwijs in de klokkenluidersregeling", "completed_on": "2026-03-09"},
    {"title": "Een integriteitsgesprek voeren", "completed_on": "2026-04-13"},
    {"title": "Omgaan met geschenken", "completed_on": "2026-04-20"},
    {"title": "Risico’s op je dienst", "completed_on": "2026-04-27"},
    {"title": "De mand van de leverancier", "completed_on": "2026-04-27"},
    {"title": "Een dag met collega’s", "completed_on": "2026-05-04"},
]


def decoy() -> Certificate:
    """One that looks like any other, never stored; asks for its events, as a check does."""
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
    CertificatePersonalia(
        certificate=certificate,
        facts={
            "name": "Niemand",
            "role": "Contactpersoon integriteit",
            "entity": "Voorbeeldagentschap",
            "wording": "Niemand heeft het traject voltooid. " * 4,
            "requirements": [
                {
                    "title": "Kern",
                    "steps": [{**one, "form": "e-learning"} for one in _STEPS],
                }
            ],
        },
    )
    prefetch_related_objects([certificate], "events")
    return certificate
