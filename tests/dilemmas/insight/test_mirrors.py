"""Editions as ``tick`` freezes them and as an ending shows them."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from dilemmas import operations
from dilemmas.models import Mirror, Play, ScenarioPage, ScenarioVersion
from lms.common import clock
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play, an_umbrella, fork, take

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

NOT_YET = "Hier lees je hoe anderen kozen zodra genoeg mensen dit dilemma speelden"


def played(page, *ways: int) -> list[Play]:
    """Ended plays of as many people, each of whom went another way."""
    return [an_ended_play(page, way) for way in ways]


def made_before(page, editions: int) -> None:
    """Editions of the first scene, as if other people had played."""
    version = ScenarioVersion.objects.get(scenario=page.translation_key)
    for number in range(editions):
        Mirror.objects.create(
            version=version,
            scene=version.start,
            edition=number + 1,
            group=5 << number,
            next_group=10 << number,
            frozen_on=clock.today(),
        )


def told_to(client, play) -> str:
    """The part of an ending that tells how others chose."""
    client.force_login(play.learner)
    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()
    part = html[html.index('aria-labelledby="others"') :]
    return part[: part.index("</section>")]


def test_four_people_no_figure_anywhere(client):
    plays = played(a_scenario(), 0, 0, 1, 0)

    call_command("tick")

    assert not Mirror.objects.exists()
    told = told_to(client, plays[0])
    assert NOT_YET in told
    assert "<li" not in told
    assert "<svg" not in told


def test_five_who_agree_no_exact_figure(client):
    plays = played(a_scenario(), 0, 0, 0, 0, 0)

    call_command("tick")

    assert sorted(Mirror.objects.get().bands.values()) == ["majority", "minority"]
    told = told_to(client, plays[0])
    assert "een meerderheid, of iedereen" in told
    assert "een minderheid, of niemand" in told
    assert "Geteld bij 5 mensen" in told


def test_five_who_agree_read_as_five_of_whom_two_did_not():
    agreed, parted = a_scenario(), a_scenario(title="Een ander", scenes=fork())
    played(agreed, 0, 0, 0, 0, 0)
    played(parted, 0, 0, 0, 1, 1)

    call_command("tick")

    first, second = Mirror.objects.order_by("pk")
    assert sorted(first.bands.values()) == sorted(second.bands.values())


def test_a_sixth_late_one_does_not_move_a_frozen_result(client):
    page = a_scenario()
    plays = played(page, 0, 0, 0, 1, 1)
    call_command("tick")
    frozen, told = list(Mirror.objects.values()), told_to(client, plays[0])

    late = an_ended_play(page, 1)
    call_command("tick")

    assert list(Mirror.objects.values()) == frozen
    assert told_to(client, plays[0]) == told
    assert "een meerderheid, of iedereen" in told_to(client, late)


def test_a_next_edition_counts_nobody_whom_another_counted():
    page = a_scenario()
    played(page, 0, 0, 0, 0, 0)
    call_command("tick")
    played(page, *[1] * 9)
    call_command("tick")
    assert Mirror.objects.count() == 1

    an_ended_play(page, 1)
    call_command("tick")

    first, second = Mirror.objects.all()
    assert (first.people, second.people) == (5, 10)
    # The other way than the first five, who would have made it a third.
    assert sorted(second.bands.values()) == ["majority", "minority"]
    assert first.bands != second.bands
    assert Play.objects.exclude(mirrored_on=None).count() == 15


def test_the_newest_edition_that_tells_of_a_scene_is_shown(client):
    page = a_scenario()
    first = played(page, 0, 0, 0, 0, 0)[0]
    call_command("tick")
    played(page, *[1] * 10)
    call_command("tick")

    told = told_to(client, first)

    assert told.index("een minderheid") < told.index("een meerderheid")
    assert "Geteld bij 10 mensen" in told


def test_a_person_counts_once_by_the_first_play_that_ended():
    page = a_scenario()
    plays = played(page, 0, 0, 0, 0)
    for _ in range(6):
        an_ended_play(page, 1, learner=plays[0].learner)
    call_command("tick")
    assert not Mirror.objects.exists()

    an_ended_play(page, 0)
    call_command("tick")

    first_choice = plays[0].version.compiled.scene(str(Mirror.objects.get().scene))
    chosen = first_choice["choices"][0]["key"]
    assert Mirror.objects.get().bands[chosen] == "majority"
    assert not Play.objects.filter(mirrored_on=None, pk__in=[p.pk for p in plays])


def test_replays_of_people_who_were_counted_wait_for_nothing():
    page = a_scenario()
    plays = played(page, 0, 0, 0, 0, 0)
    call_command("tick")
    for play in plays * 2:
        an_ended_play(page, 1, learner=play.learner)

    call_command("tick")

    assert Mirror.objects.count() == 1


def test_a_play_that_did_not_end_is_not_counted():
    page = a_scenario(scenes=fork(middle=1))
    played(page, 0, 0, 0, 0)
    take(operations.begin(UserFactory(), page))

    call_command("tick")

    assert not Mirror.objects.exists()


def test_wiping_before_an_edition_takes_the_person_out():
    plays = played(a_scenario(), 0, 0, 0, 0, 0)
    operations.forget_choices(plays[0].learner, plays[0].pk)

    call_command("tick")

    assert not Mirror.objects.exists()


def test_wiping_after_an_edition_does_not_move_it(client):
    plays = played(a_scenario(), 0, 0, 0, 1, 1)
    call_command("tick")
    frozen, told = list(Mirror.objects.values()), told_to(client, plays[0])

    operations.forget_choices(plays[4].learner, plays[4].pk)
    call_command("tick")

    assert list(Mirror.objects.values()) == frozen
    assert told_to(client, plays[0]) == told


def test_people_of_two_versions_make_no_edition_together():
    page = a_scenario()
    played(page, 0, 0, 0)
    page.scenes = fork(middle=1)
    page.save_revision().publish()
    played(ScenarioPage.objects.get(pk=page.pk), 0, 0, 0, 0)

    call_command("tick")

    assert not Mirror.objects.exists()


def test_of_a_scene_that_can_be_missed_nothing_is_told_before_twenty_play_it(client):
    page = a_scenario(scenes=fork(middle=1))
    plays = [an_ended_play(page, 0, way) for way in (0, 0, 1, 1, 1)]

    call_command("tick")

    assert Mirror.objects.count() == 1
    told = told_to(client, plays[0])
    assert "De mand" in told
    assert "Midden 0" not in told
    assert NOT_YET not in told


def test_twenty_people_tell_of_a_scene_that_some_of_them_missed(client):
    page = a_scenario(scenes=fork(middle=1))
    made_before(page, 2)
    missed = played(page, *[1] * 8)
    came = [an_ended_play(page, 0, way) for way in [0, 1] * 6]

    call_command("tick")  # of the second scene, which some of them missed

    assert [(m.edition, m.group) for m in Mirror.objects.all()] == [
        (1, 5),
        (2, 10),
        (1, 20),
    ]
    told = told_to(client, came[0])
    assert "Geteld bij 10 mensen" in told
    assert "Midden 0" in told
    assert "Midden 0" not in told_to(client, missed[0])  # it was not on their way


def test_an_edition_of_a_scene_that_too_few_met_says_nothing(
    client,
):
    page = a_scenario(scenes=fork(middle=1))
    made_before(page, 2)
    played(page, *[1] * 16)
    plays = [an_ended_play(page, 0, way) for way in (0, 0, 0, 1)]

    call_command("tick")

    silent = Mirror.objects.last()
    assert (silent.edition, silent.group, silent.bands) == (1, 20, {})
    assert str(silent.scene) != str(plays[0].version.start)
    assert "Midden 0" not in told_to(client, plays[0])


def test_the_database_refuses_to_change_or_delete_an_edition():
    played(a_scenario(), 0, 0, 0, 1, 1)
    call_command("tick")

    for change in (
        lambda: Mirror.objects.update(bands={}),
        lambda: Mirror.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_nothing_in_an_edition_leads_to_a_person_a_play_an_entity_or_a_moment():
    fields = {field.name: field for field in Mirror._meta.get_fields()}

    assert set(fields) == {
        *("id", "version", "scene", "edition", "frozen_on"),
        *("group", "people", "bands", "next_group"),
    }
    assert type(fields["frozen_on"]) is models.DateField
    links = {name for name, field in fields.items() if field.is_relation}
    assert links == {"version"}


def test_no_count_of_a_choice_is_kept_and_none_reaches_the_record_stores():
    plays = played(a_scenario(), 0, 0, 0, 1, 1)
    said = StoredStatement.objects.count()

    operations.freeze_mirrors(clock.now())

    assert StoredStatement.objects.count() == said
    mirror = Mirror.objects.get()
    assert mirror.frozen_on == clock.today()
    assert all(isinstance(band, str) for band in mirror.bands.values())
    assert plays[0].version.mirrors.count() == 1


def test_an_edition_that_fails_counts_nobody(monkeypatch):
    page = a_scenario()
    played(page, 0, 0, 0, 1, 1)

    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("dilemmas.operations.mirroring.told", fail)
    with pytest.raises(OSError, match="disk"):
        operations.freeze_mirrors(clock.now())
    monkeypatch.undo()

    assert not Play.objects.exclude(mirrored_on=None).exists()
    assert operations.freeze_mirrors(clock.now()) == 1


def test_what_has_nothing_new_costs_one_query(django_assert_num_queries):
    for number in range(3):
        played(a_scenario(title=f"Verhaal {number}", scenes=fork()), 0, 0, 1, 1, 1, 0)
    call_command("tick")

    with django_assert_num_queries(1):
        assert operations.freeze_mirrors(clock.now()) == 0


@pytest.mark.parametrize("middle", [1, 6])
@pytest.mark.parametrize("editions", [1, 2])
def test_an_ending_asks_for_the_mirrors_once(
    client, django_assert_max_num_queries, middle, editions
):
    page = a_scenario(scenes=fork(middle=middle))
    plays = played(page, 0, 0, 1, 1, 1)
    call_command("tick")
    if editions > 1:
        played(page, *[0] * 10)
        call_command("tick")
    client.force_login(plays[0].learner)

    with django_assert_max_num_queries(60) as asked:
        client.get(reverse("dilemmas:play", args=[plays[0].key]))

    mirrors = [q for q in asked.captured_queries if "dilemmas_mirror" in q["sql"]]
    assert len(mirrors) == 1


@pytest.mark.parametrize("editions", [0, 2])
def test_freezing_asks_as_much_for_many_people_as_for_few(
    django_assert_num_queries, editions
):
    page = a_scenario()
    made_before(page, editions)
    played(page, *[0, 1] * 10 if editions else [0, 0, 0, 1, 1])

    # Who waits; begin, version, editions, plays, steps, edition, mark, commit.
    with django_assert_num_queries(9):
        assert operations.freeze_mirrors(clock.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_make_one_edition():
    an_umbrella()
    played(a_scenario(), 0, 0, 0, 1, 1)
    barrier, made = Barrier(4), []

    def tick() -> None:
        barrier.wait()
        try:
            made.append(operations.freeze_mirrors(clock.now()))
        finally:
            connection.close()

    threads = [Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 0, 0, 1]
    assert Mirror.objects.count() == 1
    assert Play.objects.filter(mirrored_on=clock.today()).count() == 5


def test_the_database_keeps_to_five_people_and_one_edition_of_a_number():
    version = an_ended_play(a_scenario()).version

    def make(edition: int, group: int, people: int) -> None:
        Mirror.objects.create(
            version=version,
            scene=version.start,
            edition=edition,
            group=group,
            people=people,
            frozen_on=date(2026, 1, 1),
        )

    make(1, 5, 5)
    for wrong in ((1, 10, 10), (2, 4, 0), (2, 10, 4), (2, 10, 11), (0, 5, 5)):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(*wrong)
