"""A reader of iCalendar, written from RFC 5545 apart from the writer."""

import re

LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<params>(?:;[^:\"]+|;[^:]*\"[^\"]*\")*):(?P<value>.*)",
    re.S,
)
UNESCAPED = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


def content_lines(file: str) -> list[str]:
    """3.1: lines end in CRLF, hold 75 octets at most, and go on after a space."""
    assert file.endswith("\r\n")
    lines = file[:-2].split("\r\n")
    for line in lines:
        assert "\n" not in line
        assert "\r" not in line
        assert len(line.encode()) <= 75, line
    unfolded: list[str] = []
    for line in lines:
        if line.startswith((" ", "\t")):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return unfolded


def parse(file: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The properties of the calendar, and those of each event; texts as they were."""
    calendar: dict[str, str] = {}
    events: list[dict[str, str]] = []
    inside: list[str] = []
    for line in content_lines(file):
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert inside.pop() == value
        else:
            here = events[-1] if inside[-1] == "VEVENT" else calendar
            assert name not in here, f"{name} twice"
            here[name] = unescaped(value)
    assert inside == []
    return calendar, events


def unescaped(value: str) -> str:
    """3.3.11: what a TEXT stands for."""
    return re.sub(r"\\[\\;,nN]", lambda found: UNESCAPED[found[0]], value)
