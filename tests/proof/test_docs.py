"""docs/proof.md says what the code does, as far as a test can read it."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from gala.proof import rows
from tests.proof.example import block
from tests.proof.night import rehearsed

PAGE = (Path(__file__).parents[2] / "docs" / "proof.md").read_text(encoding="utf-8")


def _shown(first: str) -> set[str]:
    """Return the keys of the object that the page shows beginning with `first`."""
    begin = PAGE.index(first)
    depth, keys = 0, set[str]()
    for mark in re.finditer(r'[{}\[\]]|"([a-z0-9_]+)"', PAGE[begin:]):
        if mark[0] in "{[":
            depth += 1
        elif mark[0] in "}]":
            depth -= 1
        elif depth == 1 and PAGE[begin : begin + mark.start()].rstrip()[-1] in "{,":
            keys.add(mark[1])
        if depth == 0:
            return keys
    raise AssertionError(f"{first} has no end")


def test_the_example_is_what_the_code_makes() -> None:
    """Else put there what `python -m tests.proof.example` prints."""
    assert block() in PAGE


def test_the_table_of_events_is_the_readers() -> None:
    section = PAGE.partition("### The events that matter here")[2].partition("## 4.")[0]
    told = dict[str, int]()
    for row in re.findall(r"`(\[\"[a-z_]+\".*\])`", section):
        names = re.sub(r"\[\[.*?\], …\]", "rows", row[1:-1]).split(", ")
        told[names[0].strip('"')] = len(names) - 1
    assert told == {name: size for name, (size, _) in rows._READERS.items()}


@pytest.mark.parametrize(
    ("first", "value"),
    [
        ('{"beacon":{…},"gala":"log"', json.loads(rehearsed().log[0])),
        ('{"effects":', json.loads(rehearsed().log[1])),
        ('{"chain":', json.loads(rehearsed().log[0])["beacon"]),
        ('{"i":n', json.loads(rehearsed().draw(1))["lines"][0]),
        ('{"algorithm":', json.loads(rehearsed().manifests[1].text())),
        ('{"alternates":', json.loads(rehearsed().manifests[3].text())["rule"]),
        ('{"max_fen":', json.loads(rehearsed().manifests[1].text())["rule"]),
        ('{"checkpoint":"…","gala":"draw"', json.loads(rehearsed().draw(1))),
        ('{"checkpoint":"…","gala":"window"', json.loads(rehearsed().window("flash"))),
        ('{"entries":n,"gala":"entry"', json.loads(rehearsed().entry("entry", 0))),
        ('{"batch":…,"gala":"receipt"', json.loads(rehearsed().kept[0].bundle())),
        ('{"files":', json.loads(rehearsed().record().manifest)),
        ('{"at_ms","batch"', json.loads(rehearsed().claims[0])),
        ('{"batch","root"', json.loads(rehearsed().receipts[0])),
    ],
)
def test_objects_have_the_keys_that_the_page_shows(first: str, value: dict[str, Any]) -> None:
    assert _shown(first) == value.keys()


def test_sections_are_numbered() -> None:
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)]
    assert all(after == before + 1 for before, after in pairwise([0, *numbers]))
