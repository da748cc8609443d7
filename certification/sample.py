"""A certificate of nobody, to show what a layout looks like."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification import pdf
from certification.attendance import as_values
from certification.enums import CertificateKind
from certification.models import Certificate, CertificatePersonalia
from certification.printed import printed
from certification.sealing.facts import attached
from certification.validity import months_after
from lms.common import clock
from lms.learning.attended import Attended
from lms.learning.enums import Form

CODE = "0000-0000-0000-0000"
NUMBER = "IC-0000-000000"


def preview(layout: pdf.Layout) -> bytes:
    """The PDF of made-up facts in the newest template of a layout, without a signature.

    In the language of whoever looks. Its code and its number belong to nobody.
    """
    certificate = _certificate(layout)
    on_paper = printed(certificate)
    if on_paper is None:
        raise ValueError("A sample has its facts.")
    return pdf.render(on_paper, attached(certificate))


def _certificate(layout: pdf.Layout) -> Certificate:
    """Never saved."""
    today = clock.today()
    of_attendance = layout == pdf.Layout.ATTENDANCE
    certificate = Certificate(
        kind=CertificateKind(layout.value),
        number=NUMBER,
        code=CODE,
        issued_at=clock.now(),
        completed_on=today,
        valid_until=None if of_attendance else months_after(today, 36),
        trajectory_title=_("Example of a session")
        if of_attendance
        else _("Example of a trajectory"),
        trajectory_code="TR-00",
        issuer=settings.WAGTAIL_SITE_NAME,
        language=settings.LANGUAGE_CODE,
        template_revision=pdf.newest(layout),
    )
    met = _attendance if of_attendance else _requirements
    CertificatePersonalia(
        certificate=certificate,
        facts=_facts(certificate, layout) | met(today),
        salt="",
    )
    return certificate


def _facts(certificate: Certificate, layout: pdf.Layout) -> dict[str, Any]:
    return {
        "name": _("Given name Family name"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "entity": _("Example agency"),
        "role": _("Example role"),
        "layout": layout.value,
        "wording": _(
            "%(name)s completed “%(trajectory)s” on %(day)s. This is an example: nobody "
            "earned it. Check at %(url)s whether a certificate is genuine."
        )
        % {
            "name": _("Given name Family name"),
            "trajectory": certificate.trajectory_title,
            "day": date_format(certificate.completed_on, "j F Y"),
            "url": certificate.address,
        },
    }


def _attendance(day: date) -> dict[str, Any]:
    days = (day - timedelta(days=1), day)
    found = Attended(days=days, minutes=810, trainers=_("Given name Family name"))
    return {"requirements": [], "attendance": as_values(found)}


def _requirements(day: date) -> dict[str, Any]:
    return {
        "requirements": [
            {
                "title": _("Everybody does this"),
                "steps": [
                    {
                        "title": _("Example of a course"),
                        "form": Form.E_LEARNING.value,
                        "completed_on": (day - timedelta(days=20)).isoformat(),
                    },
                    {
                        "title": _("Example of a session with a rather long title"),
                        "form": Form.SESSION.value,
                        "completed_on": day.isoformat(),
                    },
                ],
            }
        ],
    }
