"""Examples of the specification, read from the files beside this one."""

import json
from pathlib import Path
from typing import Any


def read(name: str) -> Any:
    """The JSON of an example file, such as ``statements``."""
    path = Path(__file__).with_name(f"{name}.json")
    return json.loads(path.read_text(encoding="utf-8"))
