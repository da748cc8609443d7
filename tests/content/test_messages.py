"""A mail and a chat, in a scene and in a lesson, as they are shown."""

import pytest

from courses.blocks import LessonStream
from dilemmas.blocks import SCENE_BODY

STREAMS = {"scene": SCENE_BODY, "lesson": LessonStream()}


def shown(kind, value):
    found = {
        stream.to_python([{"type": kind, "value": value}]).render_as_block()
        for stream in STREAMS.values()
    }
    assert len({html.replace("block-", "") for html in found}) == 1
    return found.pop()


def test_a_mail_names_its_sender_and_shows_no_empty_date():
    mail = {"sender": "HR-dienst", "to": "Jij", "subject": "Uren", "body": "<p>Dag</p>"}

    html = shown("mail", {**mail, "date": ""})

    assert html.count("<dt>") == 3
    assert "HR-dienst" in html
    assert "<p>Dag</p>" in html
    assert shown("mail", {**mail, "date": "Maandag"}).count("<dt>") == 4


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({"who": "Karim", "mine": False}, "Karim"),
        ({"who": "", "mine": True}, "Jij"),
        ({"who": "Karim", "mine": True}, "Karim"),
        ({"who": "", "mine": False}, "Iemand"),
    ],
)
def test_every_message_says_in_text_who_sent_it(message, name):
    html = shown(
        "chat", {"messages": [{**message, "text": "<b>Kom</b>", "time": "16.02"}]}
    )

    assert f"<strong>{name}</strong>" in html
    assert "&lt;b&gt;Kom" in html
    assert "16.02" in html


@pytest.mark.parametrize("kind", ["mail", "chat"])
def test_the_admin_shows_an_example_of_the_block(kind):
    for stream in STREAMS.values():
        block = stream.child_blocks[kind]
        assert block.render(block.get_preview_value())


def test_a_message_of_who_the_story_follows_stands_at_their_own_side():
    html = shown("chat", {"messages": [{"who": "Karim", "mine": True, "text": "Ik"}]})

    assert "chat__message--mine" in html
