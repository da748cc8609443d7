"""The blocks in which trainers write questions."""

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation
from hypothesis import given
from wagtail.admin.telepath import JSContext
from wagtail.blocks import ListBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail_factories import ImageFactory

from courses.blocks import LESSON_BLOCKS
from courses.blocks.questions import QUESTION_BLOCKS
from courses.questions import KINDS, question_in, question_of

from .stored import STORED, an_id, drafts, listed, steady

BLOCKS = dict(QUESTION_BLOCKS)


def cleaned(kind, **changes):
    block = BLOCKS[kind]
    return block.clean(block.to_python(STORED[kind] | changes))


def told(kind, **changes):
    """At which fields something is told when this is published, in Dutch."""
    with (
        translation.override("nl"),
        pytest.raises(StructBlockValidationError) as caught,
    ):
        cleaned(kind, **changes)
    return {
        field: str(_messages(error))
        for field, error in caught.value.block_errors.items()
    }


def _messages(error):
    outside = getattr(error, "non_block_errors", None)
    return outside.data if outside else error


def test_each_kind_has_its_block_in_lessons_too():
    assert BLOCKS.keys() == KINDS.keys()
    assert BLOCKS.items() <= dict(LESSON_BLOCKS).items()


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"hotspot"}))
def test_a_good_question_can_be_published_and_stays_as_it_was(kind):
    block = BLOCKS[kind]

    stored = block.get_prep_value(cleaned(kind))

    pk = an_id(kind)
    assert question_of(kind, pk, stored) == question_of(kind, pk, STORED[kind])


@pytest.mark.django_db
def test_a_good_hotspot_can_be_published_and_stays_as_it_was():
    image = ImageFactory()
    block = BLOCKS["hotspot"]

    stored = block.get_prep_value(cleaned("hotspot", image=image.pk))

    pk = an_id("hotspot")
    expected = question_of("hotspot", pk, STORED["hotspot"] | {"image": image.pk})
    assert question_of("hotspot", pk, stored) == expected
    assert block.asked(pk, block.to_python(stored)) == expected


@pytest.mark.parametrize(
    ("kind", "changes", "field", "words"),
    [
        ("question", {"multiple": False}, "answers", "maar één antwoord juist"),
        ("question", {"answers": []}, "answers", "minstens twee antwoorden"),
        (
            "question",
            {"answers": listed({"text": "a"}, {"text": "b"})},
            "answers",
            "Duid minstens één antwoord aan",
        ),
        ("true_false", {"answer": ""}, "answer", "verplicht"),
        ("matching", {"pairs": []}, "pairs", "minstens twee paren"),
        (
            "ordering",
            {"items": listed({"text": "a"}, {"text": "A"})},
            "items",
            "Twee items zijn gelijk",
        ),
        ("gaps", {"text": "Geen gaten."}, "text", "tussen [[ en ]]"),
        ("gaps", {"text": "Een [[gat."}, "text", "Een van de twee ontbreekt"),
        ("gaps", {"text": "Een [[cadeau]]."}, "mistakes", "is een juist antwoord"),
        ("short_text", {"accepted": []}, "accepted", "minstens één juist antwoord"),
        (
            "number",
            {"mistakes": listed({"value": "1234", "feedback": "x"})},
            "mistakes",
            "juist binnen de marge",
        ),
        ("likert", {"scale": listed("a")}, "scale", "minstens twee trappen"),
        ("categories", {"categories": []}, "categories", "minstens twee categorieën"),
        ("open", {"least_words": 30}, "most_words", "lager dan het laagste"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(kind, changes, field, words):
    assert words in told(kind, **changes)[field]


@pytest.mark.parametrize(
    ("region", "field"),
    [
        ({"shape": "rectangle", "x": 95, "y": 0, "width": 10, "height": 5}, "width"),
        ({"shape": "circle", "x": 1, "y": 1}, "width"),
        ({"shape": "polygon", "points": "1,1 2"}, "points"),
        ({"shape": "polygon", "points": "1,1 2,2"}, "points"),
    ],
)
def test_a_region_says_what_is_wrong_with_it(region, field):
    block = BLOCKS["hotspot"].child_blocks["regions"].child_block

    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python({"label": "a"} | region))
    assert caught.value.block_errors.keys() == {field}


def test_every_fault_has_a_field_and_a_sentence_in_dutch():
    for block in BLOCKS.values():
        for field, sentence in block.faults_at.values():
            assert field in block.child_blocks
            with translation.override("nl"):
                dutch = str(sentence)
            with translation.override("en"):
                assert str(sentence) != dutch


@steady
@given(question=drafts())
def test_every_fault_is_told_somewhere(question):
    assert set(question.faults()) <= BLOCKS[question.kind].faults_at.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_may_be_incomplete(kind):
    block = BLOCKS[kind]
    for value in ({}, dict.fromkeys(STORED[kind])):
        empty = block.to_python({k: v for k, v in value.items() if v is not None})

        block.defer_required_validation()
        try:
            block.clean(empty)
        finally:
            block.restore_deferred_validation()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_place_in_the_form(kind):
    block = BLOCKS[kind]

    names = block.get_form_layout().get_sorted_block_names()

    assert sorted(names) == sorted(block.child_blocks)
    assert names[0] == "prompt"


@pytest.mark.parametrize("kind", KINDS)
def test_every_block_has_a_preview_and_says_what_it_is_for(kind):
    block = BLOCKS[kind]
    value = block.get_preview_value()

    assert block.get_description()
    faults = block.asked(an_id(kind), value).faults()
    assert set(faults) <= {"no-image"}
    assert value["prompt"] in block.render(value)


def test_the_regions_of_a_hotspot_can_be_drawn_in_the_admin():
    context = JSContext()
    packed = context.pack(BLOCKS["hotspot"])

    assert packed["_type"] == "courses.HotspotBlock"
    drawing = packed["_args"][2]["drawing"]
    assert drawing["image"].startswith("/beheer/images/0/")
    assert "{number}" in drawing["draws"]
    assert "courses/editor/hotspot.js" in str(context.media)
    for name in ("hotspot.js", "hotspot.css"):
        assert finders.find(f"courses/editor/{name}")


def test_lists_are_bounded_so_that_what_is_sent_is_too():
    def lists(block):
        for child in block.child_blocks.values():
            if isinstance(child, ListBlock):
                yield child
                yield from (
                    lists(child.child_block)
                    if hasattr(child.child_block, "child_blocks")
                    else ()
                )

    for block in BLOCKS.values():
        assert all(one.meta.max_num and one.meta.max_num <= 20 for one in lists(block))


def test_a_choice_stored_before_there_were_other_kinds_is_the_same_question():
    value = {
        "prompt": "Wat doe je?",
        "multiple": False,
        "answers": listed(
            {"text": "a", "correct": True, "feedback": ""},
            {"text": "b", "correct": False, "feedback": ""},
        ),
        "explanation": "",
    }
    block = BLOCKS["question"]
    pk = an_id("oud")

    stored = block.get_prep_value(block.clean(block.to_python(value)))

    question = question_in({"type": "question", "id": str(pk), "value": value})
    assert question_of("question", pk, stored) == question
    first = question.options[0].id
    assert question.read({"answer": [first]}) == [first]
    assert question.judge([first]).right
