"""From the body of a content file to the raw data of a StreamField."""

import json
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from lms.common.html import from_markdown
from lms.learning.models import LearningActivity

from .media import document, film, image, recording
from .reading import Data

NAMESPACE = uuid5(NAMESPACE_URL, "https://integriteitscampus.example/demo/")


def identity(*parts: object) -> UUID:
    """A UUID that is the same at every load, from what it identifies."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


def stream(path: str, body: list[Data]) -> str:
    """The body at ``path`` (such as ``pages/privacy``) as the JSON of a StreamField."""
    return json.dumps(
        [
            {
                "id": str(identity(path, data.get("key", position))),
                "type": data["type"],
                "value": VALUES[data["type"]](data, path),
            }
            for position, data in enumerate(body)
        ]
    )


def rich(text: str) -> str:
    """Markdown as the HTML of a rich text field."""
    return str(from_markdown(text))


def paragraphs(path: str, text: str) -> str:
    """Markdown as a stream of one text block."""
    return stream(path, [{"type": "text", "text": text}])


def _image(data: Data, _path: str) -> Data:
    return {
        "image": {
            "image": image(data["file"], data["alt"]).pk,
            "decorative": False,
            "alt_text": data["alt"],
        },
        "caption": data.get("caption", ""),
    }


def _activity(data: Data, _path: str) -> Data:
    return {
        "activity": LearningActivity.objects.get(
            address__endswith=f"/{data['activity']}/"
        ).pk,
        "introduction": data.get("introduction", ""),
    }


def _question(data: Data, path: str) -> Data:
    return {
        "prompt": data["prompt"],
        "multiple": data.get("multiple", False),
        "answers": [
            {
                "id": str(identity(path, data["key"], position)),
                "type": "item",
                "value": {
                    "text": answer["text"],
                    "correct": answer.get("correct", False),
                    "feedback": answer.get("feedback", ""),
                },
            }
            for position, answer in enumerate(data["answers"])
        ],
        "explanation": data.get("explanation", ""),
    }


def _asked(data: Data) -> Data:
    """What a lesson asks of who watches; elsewhere nothing."""
    return {name: data[name] for name in ("part", "counts") if name in data}


def _mail(data: Data, _path: str) -> Data:
    return {
        "sender": data["from"],
        "to": data["to"],
        "date": data.get("date", ""),
        "subject": data["subject"],
        "body": rich(data["text"]),
    }


def _chat(data: Data, path: str) -> Data:
    return {
        "name": data.get("name", ""),
        "messages": [
            {
                "id": str(identity(path, "chat", data.get("key", ""), position)),
                "type": "item",
                "value": {
                    "who": message.get("who", ""),
                    "mine": message.get("mine", False),
                    "text": message["text"],
                    "time": message.get("time", ""),
                },
            }
            for position, message in enumerate(data["messages"])
        ],
    }


VALUES: dict[str, Callable[[Data, str], Any]] = {
    "text": lambda data, _path: rich(data["text"]),
    "heading": lambda data, _path: data["text"],
    "quotation": lambda data, _path: {
        "text": data["text"].strip(),
        "attribution": data.get("attribution", ""),
    },
    "callout": lambda data, _path: {
        "tone": data["tone"],
        "title": data.get("title", ""),
        "text": rich(data["text"]),
    },
    "image": _image,
    "download": lambda data, _path: {
        "document": document(data["file"], data["title"]).pk,
        "title": data["title"],
    },
    "video": lambda data, _path: {"video": film(data["film"]).pk} | _asked(data),
    "audio": lambda data, _path: {"audio": recording(data["film"]).pk} | _asked(data),
    "mail": _mail,
    "chat": _chat,
    "signpost": lambda _data, _path: None,
    "activity": _activity,
    "question": _question,
    "reflection": lambda data, _path: {"prompt": data["prompt"]},
}
