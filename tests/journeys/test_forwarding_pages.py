"""The pages about outside LRSs in the admin: accessible, and fitting a narrow screen."""

import pytest

from tests.checkers import SIZES, tool
from tests.journeys.test_editor_pages import (
    AXE_INSIDE,
    OURS,
    TOO_WIDE_INSIDE,
    WCAG,
    resize,
)
from tests.journeys.test_pages import photograph

# A long word runs out of its own box, which itself is no wider for it.
CUT_OFF = """() => [...document.querySelectorAll("main dd, main pre")]
  .filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => one.textContent.trim().slice(0, 40))"""

A_TARGET = """
from lms.accounts.models import User
from lms.common import clock
from lms.xapi.models import DeadLetter, ForwardingSwitch, ForwardingTarget, StoredStatement

by = User.objects.get(email="beheerder@voorbeeld.test")
about = {"agreement": "Overeenkomst 2026/14", "agreed_on": clock.today()}
target = ForwardingTarget.objects.create(
    name="Analyse " * 10, endpoint="http://127.0.0.1:9/" + "a" * 200, key="k" * 100,
    variable="FORWARD_" + "X" * 80, active=True, switched_at=clock.now(), switched_by=by,
    trouble="broken", trouble_detail="500: " + "x" * 500, **about,
    next_try_at=clock.now().replace(year=clock.now().year + 1),
)
ForwardingSwitch.objects.create(
    target=target, name=target.name, endpoint=target.endpoint, on=True, at=clock.now(),
    by=by, cursor=0, **about,
)
for row in StoredStatement.objects.to_forward(0)[:30]:
    DeadLetter.objects.create(
        target=target, statement=row, refused_at=clock.now(), status=400, answer="y" * 400
    )
off = ForwardingTarget.objects.create(
    name="Proef", endpoint="http://127.0.0.1:9/", key="k", variable="FORWARD_X"
)
"""


@pytest.fixture(scope="module")
def targets(server) -> dict[str, int]:
    """One that is on and in trouble, with dead letters, and one that is off."""
    return server.ask(A_TARGET, "{'on': target.pk, 'off': off.pk}")


@pytest.mark.parametrize(
    "place", ["new/", "{on}/", "{on}/letters/", "{off}/", "{off}/on/", "{off}/delete/"]
)
def test_page_about_an_outside_lrs(page_of, targets, place):
    page = page_of("beheerder")
    page.goto(f"/beheer/xapi/forwarding/{place.format(**targets)}")
    photograph(
        page, f"forwarding-{place.strip('/').translate({47: '-', 123: '', 125: ''})}"
    )

    page.evaluate(tool("axe.min.js").read_text())
    for width, height in SIZES:
        resize(page, width, height)
        assert page.evaluate(AXE_INSIDE, [OURS, WCAG]) == [], f"at {width} px"
    resize(page, 320, 640)
    assert page.evaluate(TOO_WIDE_INSIDE) == []
    assert page.evaluate(CUT_OFF) == []
