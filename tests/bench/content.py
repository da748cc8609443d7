"""What is measured: an offer, two courses, people; and where to find them.

usage: python -m tests.bench.content PLAN

Migrates the database of the environment, fills it through the operations and the
publishing that the product uses, and describes it in the JSON file PLAN.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from cms_site.demo.indexing import indexed_at_the_end  # noqa: E402
from cms_site.models import CataloguePage, HomePage  # noqa: E402
from courses.models import CoursePage, LessonPage  # noqa: E402
from courses.operations import open_lesson  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from lms.content.models import SignpostSettings  # noqa: E402
from lms.learning import operations as learning  # noqa: E402
from lms.learning.enums import ActivityKind, Facet  # noqa: E402
from lms.learning.models import LearningActivity, Term  # noqa: E402
from lms.learning.rules import AllOf, AtLeast, Needs  # noqa: E402
from tests.bench.floor.models import FloorPage  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.courses import (  # noqa: E402
    a_course,
    a_question,
    a_reflection,
    a_text,
    add,
    an_embedded,
    an_id,
    lessons_of,
)
from tests.factories.learning import an_activity  # noqa: E402
from tests.factories.organisation import MandateFactory, RoleFactory  # noqa: E402

LONG, USUAL = 64, 8  # lessons of a course
LISTED = 60  # three pages of the catalogue
FOLLOWED = 20
DOERS, OPENED = 20, 8  # lessons of the long course that each has opened, to complete
ON_THIS_MACHINE = {"SERVER_NAME": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "nl"}

PARAGRAPH = (
    "<p>Een leverancier met wie je al jaren vlot samenwerkt, nodigt je team uit op een "
    "<b>studiedag met diner</b>. Niemand vraagt iets terug. Toch verandert er iets: de "
    "volgende keer dat je een offerte beoordeelt, zit je niet meer met lege handen aan "
    "tafel. Bespreek het <i>voor</i> je antwoordt, en leg uit wat je beslist.</p>"
)


def load() -> dict[str, dict[str, object]]:
    """Make it all; the lines to measure, by name."""
    with indexed_at_the_end(), transaction.atomic():
        catalogue = _site()
        offer = _offer()
        full, plain = _bodies(offer[0])
        usual = a_course(
            *[full, *[plain] * (USUAL - 1)],
            slug="korte-cursus",
            title="Een korte cursus",
            modules=2,
            parent=catalogue,
            introduction=PARAGRAPH,
        )
        long = a_course(
            *[plain] * LONG,
            slug="lange-cursus",
            title="Een lange cursus",
            modules=8,
            parent=catalogue,
            introduction=PARAGRAPH,
        )
        reader = _reader([usual, long], offer)
        doers = [UserFactory() for _ in range(DOERS)]
        opened = [_activity(lesson) for lesson in lessons_of(long)[:OPENED]]
        for doer in doers:
            course = learning.register(doer, _activity(long))
            for lesson in opened:
                open_lesson(course.pk, lesson)
    return _plan(usual, long, reader=_session_of(reader), doers=doers)


def _site() -> CataloguePage:
    for page in Page.objects.filter(depth=2):
        page.delete()
    home = add(
        Page.get_first_root_node(), HomePage(title="Home", slug="home", hero="H")
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home}
    )
    signpost = SignpostSettings.load()
    parties = [
        {"name": "Je leidinggevende", "when": "als je snel iets wilt weten."}
    ] * 2
    group = {"title": "Je wilt advies over integriteit", "parties": parties}
    signpost.groups = [("group", group)] * 3
    signpost.save()
    return add(home, CataloguePage(title="Aanbod", slug="aanbod", intro="Kies."))


def _offer() -> list[LearningActivity]:
    terms = [
        Term.objects.create(facet=facet, slug=f"{facet}-{n}", name=f"{facet} {n}")
        for facet in (Facet.PILLAR, Facet.PRINCIPLE, Facet.LEVEL)
        for n in range(4)
    ]
    roles = [RoleFactory(slug=f"rol-{n}") for n in range(4)]
    return [
        an_activity(
            title=f"Opleiding {n} over integriteit",
            summary="Wat je doet als iemand je iets aanbiedt, en aan wie je het vertelt.",
            address=f"/aanbod/opleiding-{n}/",
            duration_minutes=10 + n,
            picture="preventie",
            terms=[terms[n % 4], terms[4 + n % 4], terms[8 + n % 4]],
            roles=[roles[n % 4]],
        )
        for n in range(LISTED)
    ]


def _bodies(embedded: LearningActivity) -> tuple[list[dict], list[dict]]:
    """A lesson with every block that has a state, and one to read."""
    texts = [a_text(PARAGRAPH * 2) | {"id": str(an_id(n))} for n in range(4)]
    heading = {"type": "heading", "id": str(an_id("h")), "value": "Wat doe je nu?"}
    callout = {
        "type": "callout",
        "id": str(an_id("c")),
        "value": {"tone": "tip", "title": "Onthoud", "text": PARAGRAPH},
    }
    quotation = {
        "type": "quotation",
        "id": str(an_id("q")),
        "value": {"text": "Erover praten mag gewoon.", "attribution": "Een collega"},
    }
    signpost = {"type": "signpost", "id": str(an_id("s")), "value": None}
    full = [
        *texts[:2],
        heading,
        quotation,
        a_question("een"),
        *texts[2:],
        callout,
        a_question("twee", multiple=True),
        an_embedded(embedded),
        a_reflection(),
        signpost,
    ]
    return full, [*texts, callout]


def _activity(page: CoursePage | LessonPage) -> LearningActivity:
    return LearningActivity.objects.get(key=page.translation_key)


def _reader(courses: list[CoursePage], offer: list[LearningActivity]) -> User:
    """Somebody with a trajectory, two courses half done and a history."""
    mandate = MandateFactory(role=RoleFactory(slug="rol-1"))
    reader = mandate.person
    trajectory = an_activity(ActivityKind.TRAJECTORY, title="Traject")
    steps = tuple(Needs(each.key) for each in offer[:9])
    learning.set_requirements(
        trajectory, AllOf((AllOf(steps[:5], "Kern"), AtLeast(2, steps[5:], "Keuze")))
    )
    learning.register(reader, trajectory, mandate=mandate)
    for number, each in enumerate(offer[:FOLLOWED]):
        participation = learning.register(reader, each, mandate=mandate)
        learning.report_progress(participation.pk, 100 if number % 2 else 40)
    for course in courses:
        learning.register(reader, _activity(course), mandate=mandate)
        lessons = lessons_of(course)
        for lesson in lessons[1 : len(lessons) // 2]:
            part = learning.register(reader, _activity(lesson))
            learning.report_progress(part.pk, 100)
    return reader


def _session_of(person: User) -> str:
    client = Client(**ON_THIS_MACHINE)
    client.force_login(person)
    return client.cookies["sessionid"].value


def _plan(
    usual: CoursePage, long: CoursePage, *, reader: str, doers: list[User]
) -> dict[str, dict[str, object]]:
    lessons = lessons_of(long)
    sessions = [_session_of(doer) for doer in doers]
    pages = {
        "catalogue, anonymous": ("/aanbod/", ""),
        "catalogue": ("/aanbod/", reader),
        "lesson": (lessons_of(usual)[0].url, reader),
        "lesson of a course of 64": (lessons[0].url, reader),
        "course of 64 lessons": (long.url, reader),
        "mijn leren": ("/mijn-leren/", reader),
    }
    lines: dict[str, dict[str, object]] = {
        name: {"path": path, "session": session, **_cost(path, session)}
        for name, (path, session) in pages.items()
    }
    lines["completing a lesson"] = {
        "steps": [
            (reverse("courses:complete", args=[lesson.pk]), session)
            for lesson in lessons[:OPENED]
            for session in sessions
        ],
        "bytes": 0,
        "queries": 0,
    }
    home = HomePage.objects.get(slug="home")
    home.add_child(instance=FloorPage(title="Kort", slug="korte-weg"))
    lines["a bare page, our way"] = {
        "path": "/korte-weg/",
        "session": reader,
        **_cost("/korte-weg/", reader),
    }
    for number, line in enumerate(lines.values()):
        line["floor"] = _floor(home, number, int(str(line["bytes"])), reader)
        line["reader"] = reader
    return lines


def _cost(path: str, session: str) -> dict[str, object]:
    """Bytes and queries of a second visit: the first one opens and fills caches."""
    client = Client(raise_request_exception=False, **ON_THIS_MACHINE)
    if session:
        client.cookies["sessionid"] = session
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        print(f"{path} answers {answer.status_code}", file=sys.stderr)
    return {"bytes": len(answer.content), "queries": len(captured)}


def _floor(home: HomePage, number: int, size: int, session: str) -> str:
    """A bare page whose answer has as many bytes, as far as it can be that small."""
    page = home.add_child(instance=FloorPage(title="Vloer", slug=f"vloer-{number}"))
    path = f"/vloer-{number}/"
    page.body = "x" * max(0, size - int(str(_cost(path, session)["bytes"])))
    page.save()
    return path


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    Path(sys.argv[1]).write_text(json.dumps(load()), encoding="utf-8")
