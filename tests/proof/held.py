"""The files of tests/vectors, as tests read them."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def vectors(name: str) -> Any:
    """Return a file of vectors."""
    return json.loads(
        (Path(__file__).parent.parent / "vectors" / f"{name}.json").read_text(encoding="utf-8")
    )
