"""The files of vectors are what the code makes, so verifiers in other languages agree with it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.proof.vectors import FOLDER, LENIENT, MADE, lenient, written

SIZE_MAX = 460_000


@pytest.mark.parametrize(("name", "make"), MADE.items())
def test_the_files_are_up_to_date(name: str, make: Callable[[], dict[str, Any]]) -> None:
    """Else run `python -m tests.proof.vectors`, and tell the other verifiers."""
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == written(make())


def test_the_page_knows_every_rule_that_may_be_waived() -> None:
    """Else run `python -m tests.proof.vectors`."""
    assert LENIENT.read_text(encoding="utf-8") == written(lenient())


def test_the_files_stay_small() -> None:
    for path in FOLDER.iterdir():
        assert path.stat().st_size < SIZE_MAX, path.name
