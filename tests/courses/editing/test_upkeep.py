"""Review dates and laws: set beside a page, told once, listed and exported."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Page

from lms.common import clock
from lms.content import operations
from lms.content.models import Law, LawVersion, Upkeep
from tests.courses.editing.people import in_group
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_lesson, a_text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
REPORT = "/beheer/inhoud/herzien/"


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.at(clock.start_of(TODAY) + timedelta(hours=12)):
        yield


@pytest.fixture
def decree():
    return Law.objects.create(short_name="Bestuursdecreet")


def version_of(law, name="geldend", **values):
    return LawVersion.objects.create(law=law, name=name, **values)


def keep(page, person=None, *, days=None, **more):
    day = TODAY + timedelta(days=days) if days is not None else None
    return operations.set_upkeep(page, review_by=day, owner=person, **more)


def page_form(page):
    return reverse("content_upkeep", args=["wagtailcore", "page", page.pk])


def side_panel(client, page):
    return client.get(
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    ).content.decode()


def test_a_trainer_sets_a_date_an_owner_and_laws_and_sees_them_beside_the_editor(
    author, course, trainer, decree
):
    version = version_of(decree)
    sent = {
        "review_by": "2026-09-01",
        "owner": trainer.pk,
        "note": "Bedragen",
        "laws": [version.pk],
    }

    response = author.post(page_form(course), sent)

    assert response.headers["Location"].endswith(f"/pages/{course.pk}/edit/")
    kept = Upkeep.objects.of(course).get()
    assert (kept.review_by, kept.owner, kept.note) == (
        date(2026, 9, 1),
        trainer,
        "Bedragen",
    )
    html = side_panel(author, course)
    assert "Te herzien tegen 1 september 2026." in html
    assert "Bestuursdecreet, geldend" in html
    assert "Steunt op deze wetten" in html


def test_looking_it_over_is_noted_and_the_date_that_was_due_is_done(
    author, course, trainer
):
    keep(course, trainer, days=3, note="Bedragen")

    as_it_stood = {"review_by": "2026-03-05", "note": "Bedragen"}
    author.post(page_form(course), {"reviewed": "on", **as_it_stood})

    kept = Upkeep.objects.of(course).get()
    assert (kept.review_by, kept.note, kept.reviewed_by) == (None, "", trainer)
    assert "Laatst nagekeken op 2 maart 2026" in side_panel(author, course)


def test_only_who_may_edit_the_page_sets_its_date(client, course, catalogue):
    for person in (
        UserFactory(),
        in_group("begeleiders"),
        in_group("inhoudsdeskundigen"),
    ):
        client.force_login(person)
        for there in (
            page_form(course),
            reverse("content_where_used", args=[course.pk]),
        ):
            response = client.post(there, {"review_by": "2026-09-01"})
            assert response.status_code in {302, 403, 405}
    assert not Upkeep.objects.exists()
    client.force_login(in_group("trainers"))
    home = catalogue.get_parent()
    assert client.get(page_form(home)).status_code in {302, 403}
    odd = reverse("content_upkeep", args=["accounts", "user", 1])
    assert client.get(odd).status_code == 404


@pytest.mark.rules
def test_the_owner_hears_of_each_date_once_in_one_mail(course, lessons, trainer):
    keep(course, trainer, days=10, note="Kijk naar de bedragen.")
    keep(lessons[0], trainer, days=-5)
    keep(lessons[1], trainer, days=40)
    keep(lessons[2], None, days=1)

    call_command("tick")
    call_command("tick")

    (sent,) = mail.outbox
    assert sent.subject == "2 pagina’s te herzien"
    assert sent.to == [trainer.email]
    assert "“Een cursus”, tegen 12 maart 2026" in sent.body
    assert "Kijk naar de bedragen." in sent.body
    assert REPORT in sent.body

    keep(course, trainer, days=12)
    call_command("tick")
    assert [one.subject for one in mail.outbox[1:]] == ["1 pagina te herzien"]


def test_who_left_gets_no_mail(course):
    keep(course, UserFactory(is_active=False), days=1)

    call_command("tick")

    assert not mail.outbox


@pytest.mark.rules
def test_the_report_lists_what_one_may_edit_soonest_first(
    author, client, course, lessons, trainer, decree
):
    keep(course, trainer, days=-1, laws=[version_of(decree)])
    keep(lessons[0], trainer, days=60)
    keep(lessons[1], None, days=200)
    home = Page.objects.get(pk=course.get_parent().get_parent().pk)
    keep(home, None, days=1)

    def titles(query=""):
        html = author.get(f"{REPORT}{query}").content.decode()
        return [
            one for one in ("Een cursus", "Les 1", "Les 2") if f">{one}<" in _flat(html)
        ]

    assert titles() == ["Een cursus", "Les 1", "Les 2"]
    assert titles("?when=te-laat") == ["Een cursus"]
    assert titles("?when=drie-maanden") == ["Les 1"]
    assert titles(f"?law={decree.pk}") == ["Een cursus"]
    assert titles(f"?owner={trainer.pk}") == ["Een cursus", "Les 1"]
    assert f">{home.title}<" not in _flat(author.get(REPORT).content.decode())


def _flat(html):
    return "".join(line.strip() for line in html.splitlines())


def test_the_report_is_exported(author, course, trainer, decree):
    keep(course, trainer, days=3, note="Bedragen", laws=[version_of(decree)])

    sheet = author.get(f"{REPORT}?export=xlsx")
    rows = list(load_workbook(BytesIO(sheet.getvalue())).active.values)
    assert rows[0][0] == "Titel"
    assert rows[1][0] == "Een cursus"
    text = author.get(f"{REPORT}?export=csv").getvalue().decode()
    assert "Bestuursdecreet, geldend" in text
    assert "Bedragen" in text


def test_report_and_law_cost_as_much_for_any_number(
    author, course, lessons, trainer, decree
):
    version = version_of(decree)
    there = reverse("content_law_version", args=[version.pk])

    def costs():
        found = []
        for address in (REPORT, there, f"{REPORT}?export=csv"):
            author.get(address)
            with CaptureQueriesContext(connection) as queries:
                response = author.get(address)
                if response.streaming:
                    response.getvalue()
            found.append(len(queries))
        return found

    keep(course, trainer, days=1, laws=[version])
    keep(lessons[0], trainer, days=1, laws=[version])
    few = costs()
    module = lessons[0].get_parent().specific
    for number in range(20, 28):
        keep(a_lesson(module, number, [a_text()]), trainer, days=1, laws=[version])

    assert costs() == few


@pytest.mark.rules
def test_a_version_is_superseded_when_its_last_day_is_past_or_a_younger_one_is_in_force(
    decree,
):
    old = version_of(decree, "oud")
    ended = version_of(decree, "voorbij", in_force_until=TODAY - timedelta(days=1))
    now = version_of(decree, "nu", in_force_from=TODAY)
    coming = version_of(decree, "straks", in_force_from=TODAY + timedelta(days=9))

    found = LawVersion.objects.superseded(TODAY)

    assert set(found) == {old, ended}
    assert old.is_superseded
    assert not now.is_superseded
    assert not coming.is_superseded


def test_the_database_keeps_versions_sane(decree):
    version_of(decree)
    with pytest.raises(IntegrityError), transaction.atomic():
        version_of(decree)
    with pytest.raises(IntegrityError), transaction.atomic():
        version_of(
            decree, "b", in_force_from=TODAY, in_force_until=TODAY - timedelta(days=1)
        )


@pytest.mark.rules
def test_when_a_law_changes_everything_on_it_gets_a_date_at_once(
    author, course, lessons, trainer, decree
):
    version = version_of(decree, in_force_until=TODAY - timedelta(days=1))
    keep(course, None, laws=[version])
    keep(lessons[0], trainer, days=3, laws=[version], note="Al gevraagd.")
    keep(lessons[1], trainer, days=300, laws=[version])
    Page.objects.filter(pk=course.pk).update(owner=trainer)
    there = reverse("content_law_version", args=[version.pk])
    shown = author.get(there).content.decode()
    assert "Geldt niet meer" in shown
    assert "Geef 3 pagina’s deze datum" in shown

    author.post(there, {"review_by": "2026-04-01", "note": "Nieuw decreet."})

    dates = {one.object_id: one for one in Upkeep.objects.all()}
    assert dates[course.pk].review_by == date(2026, 4, 1)
    assert dates[course.pk].owner == trainer
    assert dates[lessons[0].pk].review_by == TODAY + timedelta(days=3)
    assert dates[lessons[0].pk].note == "Nieuw decreet.\nAl gevraagd."
    assert dates[lessons[1].pk].review_by == date(2026, 4, 1)


def test_a_page_on_a_superseded_law_warns_its_editor(author, course, decree):
    version = version_of(decree, in_force_until=TODAY - timedelta(days=1))
    assert "geldt niet meer" not in side_panel(author, course)

    keep(course, None, laws=[version])

    html = side_panel(author, course)
    assert "Die versie geldt niet meer." in html
    assert reverse("content_law_version", args=[version.pk]) in html


def test_a_law_is_shown_to_trainers_and_experts_alone(client, decree, catalogue):
    there = reverse("content_law_version", args=[version_of(decree).pk])
    for name, seen in [
        ("trainers", 200),
        ("inhoudsdeskundigen", 200),
        ("begeleiders", 302),
    ]:
        client.force_login(in_group(name))
        assert client.get(there).status_code == seen, name
    client.force_login(in_group("inhoudsdeskundigen"))
    assert client.get("/beheer/snippets/content/law/add/").status_code == 302


def test_what_was_deleted_has_no_date(author, course, lessons, trainer):
    keep(lessons[0], trainer, days=1)
    keep(course, trainer, days=1)

    lessons[0].get_parent().specific.delete()

    assert [one.object_id for one in Upkeep.objects.all()] == [course.pk]
