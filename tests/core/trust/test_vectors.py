"""The vectors of claims on guarantees, which the page is held to as well."""

from typing import Any

import pytest

from gala.core.trust.journal import unchained
from gala.core.trust.recount import recount
from gala.proof.errors import ProofError
from tests.core.trust.cards import UNITS, card
from tests.core.trust.vectors import text, vectors
from tests.proof.vectors import FOLDER

HELD = vectors()


def counted(case: dict[str, Any]) -> None:
    recount(card(), UNITS, unchained(line.encode() for line in case["lines"]))


def test_the_file_is_what_this_code_writes() -> None:
    assert (FOLDER / "guarantees.json").read_text(encoding="utf-8") == text()


@pytest.mark.parametrize("case", HELD["good"], ids=lambda case: case["name"])
def test_what_holds(case: dict[str, Any]) -> None:
    counted(case)


@pytest.mark.parametrize(
    "case", HELD["bad"] + HELD["bad_by_the_sheet"] + HELD["broken"], ids=lambda case: case["name"]
)
def test_what_does_not_hold(case: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        counted(case)
