"""Finding statements in the admin: by verb, activity, registration and period."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from lms.xapi import vocabulary
from lms.xapi.recording import Store, record
from lms.xapi.statements import Result
from tests.xapi import samples

pytestmark = pytest.mark.django_db

INDEX = "xapi_statements:index"


def page(client, **filters):
    answer = client.get(reverse(INDEX), filters)
    assert answer.status_code == 200
    return answer


def found(client, **filters):
    """The verbs of the statements that are listed, newest first."""
    listed = page(client, **filters).context["object_list"]
    return [one.verb.rpartition("/")[2] for one in listed]


@pytest.fixture
def three():
    """Somebody began a lesson, and completed a course; somebody else answered."""
    registrations = [uuid4() for _ in range(3)]
    lesson, course, other = registrations
    record(
        samples.statement(
            verb=vocabulary.INITIALIZED, activity=samples.LESSON, registration=lesson
        ),
        samples.statement(registration=course, parents=(samples.LESSON,)),
        samples.statement(
            verb=vocabulary.ANSWERED,
            activity=samples.QUESTION,
            registration=other,
            result=Result(response="a", success=True),
        ),
    )
    return registrations


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("De mand", ["initialized"]),
        ("geschenken", ["completed"]),
        ("Wat doe", ["answered"]),
        (samples.LESSON.iri, ["initialized"]),
    ],
)
def test_an_activity_is_found_by_title_part_of_it_or_iri(
    administrator,
    three,
    text,
    verbs,
):
    assert found(administrator, activity=text) == verbs


def test_titles_to_choose_are_proposed_without_questions(administrator, three):
    html = page(administrator).content.decode()

    assert '<option value="De mand"></option>' in html
    assert '<option value="Wat doe je?"></option>' not in html
    assert "Integriteitscampus</option>" not in html


def test_a_hostile_title_is_proposed_as_text(administrator):
    title = '"><script>alert(1)</script>'
    hostile = samples.Activity(
        iri=samples.COURSE.iri, type=vocabulary.COURSE, name=title
    )
    record(samples.statement(activity=hostile))

    html = page(administrator).content.decode()

    assert f'<option value="{escape(title)}"></option>' in html
    assert "<script>alert(1)" not in html


def test_a_registration_and_a_verb_find_what_has_both(administrator, three):
    lesson, course, _ = three

    assert found(administrator, registration=course) == ["completed"]
    assert found(administrator, registration=str(lesson).upper()) == ["initialized"]
    both = {"registration": lesson, "verb": vocabulary.COMPLETED.iri}
    assert found(administrator, **both) == []


def test_a_verb_of_our_own_is_found_under_the_home_page_of_here(
    administrator,
    settings,
):
    settings.XAPI_HOME_PAGE = "https://campus.vlaanderen"
    here = samples.Account(home_page=settings.XAPI_HOME_PAGE, name="8f3c")
    record(samples.statement(verb=vocabulary.REVOKED, actor=here, result=None))
    iri = "https://campus.vlaanderen/xapi/profile/verbs/revoked"

    assert found(administrator, verb=iri) == ["revoked"]
    assert "is niet langer houder van het certificaat “Geschenken”" in page(
        administrator
    ).content.decode().replace("&quot;", '"')


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"activity": "onbekend"}, "activiteit met de naam “onbekend”"),
        ({"registration": "geen-uuid"}, "registratie: "),
        ({"verb": "https://example.com/verbs/at"}, "werkwoord: "),
        ({"stored_from": "gisteren"}, "opgeslagen op: "),
        ({"activity": "\x00"}, "activiteit: "),
        ({"registration": "x" * 5000}, "registratie: "),
    ],
)
def test_what_cannot_be_filtered_by_is_told_and_finds_nothing(
    administrator,
    three,
    filters,
    sentence,
):
    answer = page(administrator, **filters)

    assert not answer.context["object_list"]
    assert sentence in answer.context["no_results_message"]
    assert escape(answer.context["no_results_message"][1:]) in answer.content.decode()
    assert (
        administrator.get(reverse("xapi_statements:index_results"), filters).status_code
        == 200
    )


def test_more_activities_than_can_be_looked_up_are_refused(administrator, monkeypatch):
    monkeypatch.setattr("lms.xapi.admin.filters.MOST_ACTIVITIES", 1)
    record(samples.statement(), samples.statement(activity=samples.LESSON))

    assert "te veel" in page(administrator, activity="e").context["no_results_message"]
    assert found(administrator, activity="mand") == ["completed"]


@pytest.mark.parametrize("activities", [2, 20])
def test_filtering_costs_the_same_however_much_there_is(
    administrator,
    django_assert_max_num_queries,
    activities,
):
    registration = uuid4()
    record(
        *(
            samples.statement(
                registration=registration,
                activity=samples.Activity(
                    iri=f"{samples.HOME}/activities/{number}",
                    type=vocabulary.COURSE,
                    name=f"Cursus {number}",
                ),
            )
            for number in range(activities)
        )
    )
    asked = {"activity": "Cursus", "registration": registration}
    page(administrator, **asked)

    with django_assert_max_num_queries(16) as captured:
        assert len(found(administrator, **asked)) == activities
    assert sum("activityrecord" in q["sql"] for q in captured.captured_queries) == 3


def test_the_reflection_store_is_not_found_by_any_filter(administrator):
    registration = uuid4()
    record(
        samples.statement(activity=samples.LESSON, registration=registration),
        store=Store.REFLECTION,
    )

    assert found(administrator, registration=registration) == []
    assert "De mand" not in page(administrator).content.decode()
    answer = page(administrator, activity=samples.LESSON.iri)
    assert "Geen enkel statement" in answer.context["no_results_message"]
