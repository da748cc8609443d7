"""A translation beside its source, as its author sees it."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas import operations
from dilemmas.models import ScenarioPage
from dilemmas.operations import WrittenScene, fingerprint
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, fork

from .sending import row, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


@pytest.fixture
def french(client, page):
    begin(client, page)
    return ScenarioPage.objects.get(locale__language_code="fr")


def begin(client, page, language="fr"):
    there = reverse("dilemmas_begin_translation", args=[page.pk])
    return client.post(there, {"taal": language})


def seen(client, page):
    return client.get(reverse("dilemmas_translation", args=[page.pk]))


def part(response, title):
    return next(one for one in response.context["parts"] if one.title == title)


def write(page, named, author, *, publish=False, **changes) -> None:
    scene = row(page, named)
    operations.save_scene(
        page.pk,
        WrittenScene(
            key=UUID(scene["key"]),
            content={**scene, **changes},
            read_as=fingerprint(scene),
        ),
        author=User.objects.get(pk=author.pk),
    )
    if publish:
        ScenarioPage.objects.get(pk=page.pk).latest_revision.publish()


def test_the_form_of_a_scenario_leads_to_its_translations(client, page):
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert reverse("dilemmas_translation", args=[page.pk]) in form.content.decode()


def test_a_translation_is_begun_from_its_source_and_found_there_again(client, page):
    assert "Begin een vertaling in het Frans" in seen(client, page).content.decode()

    response = begin(client, page)

    french = ScenarioPage.objects.get(locale__language_code="fr")
    there = reverse("dilemmas_translation", args=[french.pk])
    assert response.url == there
    assert there in seen(client, page).content.decode()
    assert "Begin een vertaling in het Frans" not in seen(client, page).content.decode()


def test_a_new_translation_says_of_each_scene_that_it_is_to_be_translated(
    client, french
):
    response = seen(client, french)

    assert "Je concept is opgebouwd zoals de bron." in response.content.decode()
    titles = [one.title for one in response.context["parts"]]
    assert titles[1:] == ["De mand", "Wat het kostte", "Wat het opleverde"]
    assert all(one.left == one.total > 0 for one in response.context["parts"])
    assert not any(one.told for one in response.context["parts"])


def test_what_is_translated_counts_down_and_what_changed_in_the_source_is_told(
    client, page, french, trainer
):
    write(french, "Wat het kostte", trainer, title="Le prix")
    write(page, "Wat het kostte", trainer, publish=True, title="Wat het jou kostte")

    response = seen(client, french)

    prix = part(response, "Le prix")
    assert (prix.left, prix.total) == (2, 3)
    assert [one.sentence for one in prix.told] == ["Veranderd: de titel van de scène."]
    assert "jou" in [piece.text.strip() for piece in prix.told[0].pieces]
    assert "is opgebouwd zoals de bron" in response.content.decode()

    there = reverse("dilemmas_confirm_translation", args=[french.pk, prix.key])
    client.post(there, {"read_as": prix.read_as})

    assert part(seen(client, french), "Le prix").told == []


def test_confirming_an_older_text_is_refused_and_says_so(client, page, french, trainer):
    read_as = part(seen(client, french), "De mand").read_as
    write(page, "De mand", trainer, publish=True, title="De doos")
    there = reverse(
        "dilemmas_confirm_translation", args=[french.pk, row(page, "De doos")["key"]]
    )

    response = client.post(there, {"read_as": read_as}, follow=True)

    assert "De brontekst veranderde terwijl je las." in response.content.decode()
    assert part(response, "De mand").told


def test_a_change_of_structure_is_told_before_it_is_taken_over(
    client, page, french, trainer
):
    write(french, "De mand", trainer, title="Le panier")
    start, cost = row(page, "De mand"), row(page, "Wat het kostte")["key"]
    choices = [{**one, "target": cost} for one in start["choices"]]
    operations.delete_scene(
        page.pk, UUID(row(page, "Wat het opleverde")["key"]), author=trainer
    )
    write(page, "De mand", trainer, publish=True, choices=choices)

    response = seen(client, french)

    chapters = [one.title for one in response.context["chapters"]]
    assert chapters == ["Le panier", "Wat het opleverde"]
    assert "<del>" not in response.content.decode().split('id="woorden"')[1]

    client.post(reverse("dilemmas_carry_structure", args=[french.pk]))

    response = seen(client, french)
    assert not response.context["lags"]
    assert row(french, "Le panier")["choices"][1]["target"] == cost


def test_writing_a_scene_in_the_editor_is_no_change_of_structure(client, french):
    there = reverse("dilemmas_scene", args=[french.pk, row(french, "De mand")["key"]])
    effects = {
        "choices-0-effects-openheid": "0",
        "choices-0-effects-collegialiteit": "1",
    }
    assert "+" in str(row(french, "De mand")["choices"][0]["effects"])
    client.post(
        there, {**sent(client, french, "De mand", title="Le panier"), **effects}
    )

    response = seen(client, french)

    assert part(response, "Le panier").left > 0
    assert not response.context["lags"]


def test_the_words_around_the_scenes_are_a_part_too(client, page, french):
    source = ScenarioPage.objects.get(pk=page.pk)
    source.given, source.summary = "Een geschenk weiger je altijd.", "Eén zin."
    source.save_revision().publish()

    whole = part(seen(client, french), "Het scenario als geheel")

    told = {one.sentence for one in whole.told}
    assert told == {"Veranderd: wat vaststaat.", "Veranderd: de samenvatting."}


def test_notes_for_the_facilitator_count_as_words(client, page, french, trainer):
    write(page, "De mand", trainer, publish=True, facilitator_notes="Vraag door.")

    (told,) = part(seen(client, french), "De mand").told

    assert told.sentence == "Veranderd: de nota’s voor de begeleider."


@pytest.mark.parametrize("middle", [1, 12])
def test_it_costs_the_same_for_any_number_of_scenes(client, trainer, middle):
    page = a_scenario(scenes=fork(middle=middle))
    begin(client, page)
    french = ScenarioPage.objects.get(locale__language_code="fr")
    seen(client, french)

    with CaptureQueriesContext(connection) as captured:
        seen(client, french)

    # Who asks and what they may: 7; the two pages with what they say: 3; the values of
    # four stories, before and after: 4; what was kept: 1; the frame of the admin: 3.
    assert len(captured) == 18


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("dilemmas_translation", "get"),
        ("dilemmas_carry_structure", "post"),
        ("dilemmas_begin_translation", "post"),
    ],
)
def test_who_may_not_edit_the_page_sees_and_changes_nothing(
    client, french, name, method
):
    stranger = UserFactory()
    client.force_login(stranger)

    response = getattr(client, method)(reverse(name, args=[french.pk]))

    assert response.status_code in (302, 403)
    assert ScenarioPage.objects.count() == 2
