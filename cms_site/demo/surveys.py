"""The survey that every course of the demo asks at its end."""

from courses.models import Survey

from .reading import Data, read
from .streams import identity


def load_survey() -> None:
    """The survey of ``survey.toml``."""
    data = read("survey.toml")
    survey = Survey(title=data["title"], introduction=data["introduction"])
    stream = survey.questions.stream_block
    survey.questions = stream.to_python([_question(each) for each in data["questions"]])
    survey.save()


def _question(data: Data) -> Data:
    value: Data = {name: data[name] for name in ("text", "low", "high") if name in data}
    if "options" in data:
        value["options"] = [
            {
                "type": "item",
                "id": str(identity("survey", data["key"], option)),
                "value": {"text": option},
            }
            for option in data["options"]
        ]
    return {
        "id": str(identity("survey", data["key"])),
        "type": data["type"],
        "value": value,
    }
