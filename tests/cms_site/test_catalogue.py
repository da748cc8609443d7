import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms_site.catalogue.search import found
from lms.learning import operations
from lms.learning.enums import ActivityKind, Facet
from lms.learning.models import Term
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]


def titles(response):
    return [entry.title for entry in response.context["page_obj"]]


def a_term(facet, slug):
    return Term.objects.get_or_create(facet=facet, slug=slug, name=slug.title())[0]


def counts(response, name):
    return {
        option.value: option.count
        for facet in response.context["results"].facets
        if facet.name == name
        for option in facet.options
    }


def test_it_lists_what_is_listed_by_title_and_nothing_else(client, site):
    an_activity(title="Zorg")
    an_activity(title="Één code")
    an_activity(title="Verborgen", is_listed=False)
    an_activity(ActivityKind.LESSON, title="Een les")

    assert titles(client.get("/aanbod/")) == ["Één code", "Zorg"]


def test_filters_stand_in_the_address_and_counts_follow_them(client, site):
    prevention = a_term(Facet.PILLAR, "preventie")
    reaction = a_term(Facet.PILLAR, "reactie-sanctie")
    an_activity(title="Kort", terms=[prevention], duration_minutes=15)
    an_activity(title="Lang", terms=[prevention], duration_minutes=90)
    an_activity(title="Anders", terms=[reaction], duration_minutes=15)

    response = client.get("/aanbod/?pijler=preventie&duur=tot-20")

    assert titles(response) == ["Kort"]
    assert counts(response, "duur") == {"tot-20": 1, "meer-dan-60": 1}
    assert counts(response, "pijler") == {"preventie": 1, "reactie-sanctie": 1}


def test_an_unknown_value_is_ignored(client, site):
    an_activity(title="Iets")

    assert titles(client.get("/aanbod/?pijler=onzin&page=99")) == ["Iets"]


def test_what_is_meant_for_nobody_in_particular_is_for_everyone(client, site):
    role = RoleFactory(slug="leidinggevende")
    an_activity(title="Voor wie leidt", roles=[role])
    an_activity(title="Voor allen")

    assert titles(client.get("/aanbod/?rol=leidinggevende")) == ["Voor wie leidt"]
    assert titles(client.get("/aanbod/?rol=iedereen")) == ["Voor allen"]


@pytest.mark.rules
def test_search_finds_beginnings_of_words_and_folds_accents(site):
    rule = an_activity(title="De klokkenluidersregeling in het kort")
    accents = an_activity(title="Eén financiële coördinator")
    an_activity(title="Geschenken", summary="Wat neem je aan?")

    assert found("klokken") == [rule.pk]
    assert found("coordinator financiele") == [accents.pk]
    assert found("coördinator") == [accents.pk]


@pytest.mark.rules
def test_search_looks_in_summary_terms_and_roles_and_titles_go_first(site):
    term = a_term(Facet.PRINCIPLE, "objectiviteit")
    in_summary = an_activity(title="Iets", summary="Over geschenken op het werk")
    in_title = an_activity(title="Geschenken weigeren")
    tagged = an_activity(title="Anders", terms=[term])

    assert found("geschenken") == [in_title.pk, in_summary.pk]
    assert found("objectiviteit") == [tagged.pk]


@pytest.mark.rules
@pytest.mark.parametrize("query", ["'", '"', "*", "a AND", "(", "\\", "%", "-", "🙂"])
def test_signs_that_search_engines_know_break_nothing(client, site, query):
    an_activity(title="Iets")

    assert client.get("/aanbod/", {"q": query}).status_code == 200


def test_an_empty_result_says_which_filter_to_loosen(client, site):
    prevention = a_term(Facet.PILLAR, "preventie")
    an_activity(title="Lang", terms=[prevention], duration_minutes=90)
    an_activity(title="Kort", duration_minutes=10)

    response = client.get("/aanbod/?pijler=preventie&duur=tot-20")

    assert titles(response) == []
    loosened = {
        chosen.label: (chosen.url, chosen.count)
        for chosen in response.context["results"].chosen
    }
    assert loosened["Preventie"] == ("?duur=tot-20", 1)
    assert loosened["Tot 20 minuten"] == ("?pijler=preventie", 1)


def test_a_search_without_result_suggests_a_word_of_a_title(client, site):
    an_activity(title="Geschenken en uitnodigingen")

    response = client.get("/aanbod/?q=gesjenken")

    assert response.context["results"].suggestions == ["geschenken"]
    assert b"?q=geschenken" in response.content


def test_who_is_signed_in_sees_how_things_stand(client, site):
    learner = UserFactory()
    activity = an_activity(title="Begonnen")
    participation = operations.register(learner, activity)
    operations.report_progress(participation.pk, 40)
    client.force_login(learner)

    response = client.get("/aanbod/")

    assert response.context["states"][activity.pk].progress == 40


def test_it_costs_the_same_however_much_there_is(client, site):
    learner = UserFactory()
    role = RoleFactory()
    client.force_login(learner)

    def cost_of(activities):
        for number in range(activities):
            activity = an_activity(
                title=f"Cursus {number}",
                terms=[a_term(Facet.PILLAR, "preventie")],
                roles=[role],
            )
            operations.register(learner, activity)
        client.get("/aanbod/?pijler=preventie")  # what the process keeps
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/aanbod/?pijler=preventie")
        assert len(response.context["page_obj"]) >= activities
        return len(queries)

    assert cost_of(1) == cost_of(20) <= AT_MOST


# session, user; site and root page; the catalogue's page (twice: as page, as catalogue)
# and who may see it;
# the offer (3), what of it is closed (remembered, but not in tests) and its states;
# navigation (mandates, 2 of permissions).
AT_MOST = 16


def test_pages_of_24_and_a_head_request(client, site):
    for number in range(30):
        an_activity(title=f"Cursus {number:02}")

    assert len(titles(client.get("/aanbod/"))) == 24
    assert titles(client.get("/aanbod/?page=2"))[0] == "Cursus 24"
    assert client.head("/aanbod/").status_code == 200


def test_it_says_what_it_is_to_search_engines(client, site):
    response = client.get("/aanbod/?q=iets")

    assert (
        b'<link rel="canonical" href="http://testserver/aanbod/">' in response.content
    )


def test_a_card_says_what_comes_first_until_it_is_done(client, site):
    learner = UserFactory()
    basics, advanced = an_activity(title="De basis"), an_activity(title="Verder")
    operations.set_prerequisites({advanced.key: [basics.key]})
    client.force_login(learner)
    assert "Eerst: De basis" in client.get("/aanbod/").content.decode()

    operations.report_progress(operations.register(learner, basics).pk, 100)

    assert "Eerst:" not in client.get("/aanbod/").content.decode()


def advised(response):
    return [(each.entry.title, *each.reasons) for each in response.context["advice"]]


def test_a_visitor_is_advised_by_the_role_that_they_choose(client, site):
    role = RoleFactory(slug="leidinggevende", name="Leidinggevende")
    an_activity(title="Voor wie leidt", roles=[role])
    an_activity(title="Voor allen")

    assert advised(client.get("/aanbod/")) == []
    assert advised(client.get("/aanbod/?rol=iedereen")) == []
    response = client.get("/aanbod/?rol=leidinggevende")
    assert advised(response) == [
        ("Voor wie leidt", "Aanbevolen als je leidinggevende bent")
    ]
    assert "Aanbevolen als je leidinggevende bent" in response.content.decode()


def test_who_is_signed_in_is_advised_and_not_what_is_done_busy_closed_or_gone(
    client, site
):
    learner = UserFactory()
    role = MandateFactory(person=learner).role
    done, busy, gone, fits = (
        an_activity(title=title, roles=[role])
        for title in ("Gedaan", "Bezig", "Weg", "Past")
    )
    operations.report_progress(operations.register(learner, done).pk, 100)
    operations.report_progress(operations.register(learner, busy).pk, 10)
    operations.withdraw_activity(gone.key)
    client.force_login(learner)

    found = advised(client.get("/aanbod/"))

    assert [title for title, *_ in found] == [fits.title]


@pytest.mark.parametrize("asked", ["?q=past", "?duur=tot-20", "?page=1"])
def test_who_looks_for_something_is_not_advised(client, site, asked):
    learner = UserFactory()
    an_activity(title="Past", roles=[MandateFactory(person=learner).role])
    client.force_login(learner)

    assert advised(client.get("/aanbod/"))
    assert advised(client.get(f"/aanbod/{asked}")) == []


def test_advice_costs_the_same_however_much_there_is(client, site):
    learner = UserFactory()
    role = MandateFactory(person=learner).role
    client.force_login(learner)

    def cost_of(size):
        steps = [an_activity(title=f"Stap {number}") for number in range(size + 1)]
        operations.register(
            learner, an_activity(ActivityKind.TRAJECTORY, requires=steps)
        )
        for number in range(size):
            an_activity(title=f"Tip {number}", roles=[role])
            operations.register(learner, an_activity(title=f"Bezig {number}"))
        client.get("/aanbod/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/aanbod/").context["advice"]
        return len(queries)

    # Beside what the offer takes: one's part in it, mandates, what trajectories ask.
    assert cost_of(1) == cost_of(8) <= AT_MOST + 3
