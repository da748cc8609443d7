"""The content files of the demo, read."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
MEDIA = CONTENT / "media"
FILMS = CONTENT / "films"

Data = dict[str, Any]


def read(name: str) -> Data:
    """One content file, such as ``people.toml``."""
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)


def read_all(folder: str) -> Iterator[Data]:
    """Every content file of a folder, by name."""
    for path in sorted((CONTENT / folder).glob("*.toml")):
        yield read(f"{folder}/{path.name}")
