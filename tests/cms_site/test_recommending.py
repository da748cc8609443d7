"""The rule of recommending, as data; on pages: test_dashboard, test_catalogue."""

import random

import pytest

from cms_site.catalogue.facets import Entry, Vocabulary
from cms_site.catalogue.offer import Offer
from cms_site.recommending import Learner, Reason, recommend
from cms_site.recommending.wording import names_of, sentences_of


def an_entry(pk, *, roles=("iedereen",), pillars=(), halves=()):
    return Entry(
        pk=pk,
        title=f"Titel {pk:02}",
        summary="",
        address=f"/aanbod/{pk}/",
        form="e-learning",
        form_label="E-learning",
        duration_minutes=20,
        picture="",
        tags={
            "rol": frozenset(roles),
            "pijler": frozenset(pillars),
            "thema": frozenset(halves),
        },
    )


def ids(entries, learner, most=6):
    return [each.entry.pk for each in recommend(entries, learner, most=most)]


def reasons(entries, learner):
    return {each.entry.pk: each.reason for each in recommend(entries, learner, most=99)}


def test_what_a_role_asks_for_is_recommended_and_nothing_of_other_roles():
    offer = [
        an_entry(1, roles=["contact"]),
        an_entry(2, roles=["leiding"]),
        an_entry(3),
        an_entry(4, roles=["leiding", "contact"]),
    ]

    assert ids(offer, Learner(roles=["contact"])) == [1, 4]
    assert reasons(offer, Learner(roles=["contact", "leiding"]))[4].roles == (
        "contact",
        "leiding",
    )
    assert ids(offer, Learner()) == []


def test_every_role_of_a_person_has_its_turn():
    offer = [
        *[an_entry(pk, roles=["contact"]) for pk in range(1, 8)],
        *[an_entry(pk, roles=["leiding"]) for pk in (8, 9)],
    ]

    found = ids(offer, Learner(roles=["contact", "leiding"]), most=4)

    assert found == [1, 8, 2, 9]


def test_pillars_take_turns_within_a_role():
    offer = [
        an_entry(1, roles=["contact"], pillars=["preventie"]),
        an_entry(2, roles=["contact"], pillars=["preventie"]),
        an_entry(3, roles=["contact"], pillars=["reactie"]),
    ]

    assert ids(offer, Learner(roles=["contact"])) == [1, 3, 2]


def test_a_pillar_that_was_not_touched_complements_one_that_was_completed():
    offer = [
        an_entry(1, pillars=["preventie"]),
        an_entry(2, pillars=["preventie"]),
        an_entry(3, pillars=["reactie"]),
        an_entry(4, pillars=["controle"]),
        an_entry(5, pillars=["controle"]),
    ]
    learner = Learner(done=[1], taken_up=[1, 4])

    found = reasons(offer, learner)

    assert found == {3: Reason(side="pijler", known="preventie", new="reactie")}
    # Under way is touched, but nobody has learned yet what it is about.
    assert reasons(offer, Learner(taken_up=[1])) == {}


def test_the_other_half_complements_when_no_pillar_is_new():
    offer = [
        an_entry(1, pillars=["preventie"], halves=["middelen"]),
        an_entry(2, pillars=["preventie"], halves=["mensen"]),
        an_entry(3, pillars=["preventie"], halves=["middelen"]),
        an_entry(4, pillars=["reactie"], halves=["mensen"]),
    ]

    found = reasons(offer, Learner(done=[1], taken_up=[1]))

    assert found[2] == Reason(side="thema", known="middelen", new="mensen")
    assert found[4].side == "pijler"
    assert 3 not in found


def test_what_complements_is_not_meant_for_another_role():
    offer = [
        an_entry(1, pillars=["preventie"]),
        an_entry(2, pillars=["reactie"], roles=["leiding"]),
    ]

    assert ids(offer, Learner(done=[1], taken_up=[1], roles=["contact"])) == []


def test_the_next_step_and_what_follows_come_first():
    offer = [an_entry(pk, roles=["contact"]) for pk in range(1, 5)]
    learner = Learner(
        roles=["contact"], next_steps={3: "Het traject"}, follow_ups={4: "Een cursus"}
    )

    assert ids(offer, learner) == [3, 4, 1, 2]
    assert reasons(offer, learner)[3].trajectory == "Het traject"


def test_what_was_taken_up_or_is_closed_is_never_recommended():
    offer = [an_entry(pk, roles=["contact"]) for pk in range(1, 5)]
    learner = Learner(
        roles=["contact"],
        done=[1],
        taken_up=[1, 2],
        closed=[3],
        next_steps={2: "Het traject", 3: "Het traject"},
        follow_ups={1: "Een cursus"},
    )

    assert ids(offer, learner) == [4]


def test_the_same_offer_and_person_give_the_same_order_always():
    draw = random.Random(8)  # noqa: S311 (a draw, no secret)
    pillars = ["preventie", "controle", "reactie"]
    offer = [
        an_entry(
            pk,
            roles=draw.sample(["contact", "leiding", "iedereen"], 1),
            pillars=draw.sample(pillars, 2),
            halves=draw.sample(["middelen", "mensen"], 1),
        )
        for pk in range(1, 60)
    ]
    known = {"done": [3, 7, 12], "taken_up": [3, 7, 12, 20]}

    first = ids(offer, Learner(roles=["contact", "leiding"], **known), most=12)

    assert len(first) == 12
    for _ in range(3):
        shuffled = {name: draw.sample(pks, len(pks)) for name, pks in known.items()}
        assert first == ids(
            offer, Learner(roles=["contact", "leiding"], **shuffled), most=12
        )


@pytest.mark.parametrize(
    ("reason", "sentences"),
    [
        (
            Reason(roles=("contact",)),
            ("Aanbevolen als je contactpersoon integriteit bent",),
        ),
        (
            Reason(roles=("contact", "leiding", "hr")),
            (
                "Aanbevolen als je contactpersoon integriteit, leidinggevende en "
                "HR-verantwoordelijke bent",
            ),
        ),
        (
            Reason(side="pijler", known="preventie", new="reactie"),
            ("Je volgde al iets over preventie. Dit gaat over reactie en sanctie.",),
        ),
        (
            Reason(roles=("contact",), side="thema", known="mensen", new="middelen"),
            (
                "Aanbevolen als je contactpersoon integriteit bent",
                "Je volgde al iets over omgaan met mensen. "
                "Dit gaat over omgaan met middelen.",
            ),
        ),
        (
            Reason(trajectory="Het traject", roles=("contact",)),
            ("De volgende stap van “Het traject”",),
        ),
        (Reason(after="De basis"), ("Sluit aan op “De basis”",)),
    ],
)
def test_reasons_read_as_sentences(reason, sentences):
    names = names_of(
        Offer(
            (),
            (
                Vocabulary(
                    "rol",
                    "Rol",
                    (
                        ("contact", "Contactpersoon integriteit"),
                        ("leiding", "Leidinggevende"),
                        ("hr", "HR-verantwoordelijke"),
                    ),
                ),
                Vocabulary(
                    "pijler",
                    "Pijler",
                    (("preventie", "Preventie"), ("reactie", "Reactie en sanctie")),
                ),
            ),
            Vocabulary(
                "thema",
                "Thema",
                (("middelen", "Omgaan met middelen"), ("mensen", "Omgaan met mensen")),
            ),
        )
    )

    assert sentences_of(reason, names) == sentences
