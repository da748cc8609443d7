"""Which words of a scene count."""

from dilemmas.graph import Scene, text_of
from dilemmas.graph.prose import ease, prose, words

MAIL = {
    "type": "mail",
    "id": "11111111-aaaa-bbbb-cccc-111111111111",
    "value": {
        "sender": "Juriste",
        "to": "Jij",
        "date": "",
        "subject": "De mand",
        "body": "<p>Moet dit in de nota?</p><p>Bel mij.</p>",
    },
}
CHAT = {
    "type": "chat",
    "id": "22222222-aaaa-bbbb-cccc-222222222222",
    "value": {
        "name": "",
        "messages": [
            {
                "type": "item",
                "id": "33333333-aaaa-bbbb-cccc-333333333333",
                "value": {"who": "Karim", "mine": True, "text": "Kom.", "time": ""},
            }
        ],
    },
}


def test_a_mail_and_a_chat_are_read_and_their_ids_are_not():
    told = prose(Scene(key="a", body=(MAIL, CHAT)))

    assert told.split("\n") == [
        *("Juriste", "Jij", "De mand", "Moet dit in de nota?", "Bel mij."),
        *("Karim", "Kom."),
    ]
    assert words(told) == 13


def test_pictures_and_recordings_are_no_words_of_the_story():
    audio = {"type": "audio", "id": "aa-bb", "value": {"audio": 12}}

    assert text_of([audio]) == ""


def test_a_line_without_a_stop_ends_a_sentence():
    lines = "De mand staat er nog\nWij gaan naar huis\n"

    assert ease(lines) > ease(lines.replace("\n", " "))
