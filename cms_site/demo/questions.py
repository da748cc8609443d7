"""The question bank of the demo, and how a content file names what is in it."""

from typing import Any

from wagtail.models import Locale

from courses.models import BankQuestion, QuestionTopic

from .describing import Vocabulary
from .reading import Data, read_all
from .streams import identity

OF_THE_BANK = {"key", "kind", "title"}
RULES = (
    *("title", "introduction", "attempts", "pass_mark", "minutes", "feedback"),
    *("review", "presentation", "shuffle_questions", "shuffle_answers"),
)


def load_questions() -> None:
    """Every file with questions, published; its topic is a pool to draw from."""
    words = Vocabulary()
    language = Locale.get_default()
    for data in read_all("questions"):
        topic = QuestionTopic.objects.create(name=data["topic"])
        for question in data["questions"]:
            loaded = _load(question, topic, language)
            loaded.terms = words.terms(data)
            loaded.save_revision().publish()


def _load(data: Data, topic: QuestionTopic, language: Locale) -> BankQuestion:
    key = identity("question", data["key"])
    question = BankQuestion(
        title=data["title"],
        topic=topic,
        translation_key=key,
        locale=language,
        live=False,
    )
    block = {
        "id": str(identity("question", data["key"], "block")),
        "type": data["kind"],
        "value": {
            name: _stored(value, str(key), name)
            for name, value in data.items()
            if name not in OF_THE_BANK
        },
    }
    question.body = question.body.stream_block.to_python([block])
    question.save()
    return question


def quiz_value(data: Data, path: str) -> Data:
    """The stored value of a quiz: questions by their key, draws by their topic."""
    chosen = [
        {
            "id": str(identity(path, "question", key)),
            "type": "question",
            "value": BankQuestion.objects.get(
                translation_key=identity("question", key)
            ).pk,
        }
        for key in data.get("questions", ())
    ]
    drawn = [
        {
            "id": str(identity(path, "draw", position)),
            "type": "draw",
            "value": {
                "topic": QuestionTopic.objects.get(name=draw["topic"]).pk,
                "count": draw["count"],
            },
        }
        for position, draw in enumerate(data.get("draws", ()))
    ]
    rules = {name: data[name] for name in RULES if name in data}
    return {
        **rules,
        "questions": [*chosen, *drawn],
        "bands": _stored(data.get("bands", []), path, "bands"),
    }


def _stored(value: Any, path: str, name: str) -> Any:
    """A value as a stream stores it: each item of a list has an id of its own."""
    if isinstance(value, dict):
        return {key: _stored(one, f"{path}/{name}", key) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    return [
        {
            "type": "item",
            "id": str(identity(path, name, position)),
            "value": _stored(one, f"{path}/{name}/{position}", "value"),
        }
        for position, one in enumerate(value)
    ]
