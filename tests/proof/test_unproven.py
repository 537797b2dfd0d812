from pathlib import Path

import pytest

from gala.proof import unproven

PAGE = Path(__file__).parents[2] / "docs" / "proof.md"


@pytest.mark.parametrize("kind", ["quicknet", "rehearsal", "hall"])
def test_every_kind_of_beacon_leaves_something_to_trust(kind: str) -> None:
    said = unproven.everything(kind)
    assert unproven.of_beacon(kind) in said
    assert len(set(said)) == 6
    assert unproven.DISK in said


def test_a_rehearsal_proves_nothing_to_outsiders() -> None:
    assert "anything to outsiders" in unproven.of_beacon("rehearsal")


def test_the_page_says_it_too() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## 8.")[2]
    of_one_file = (unproven.LATER, unproven.UNHEARD, unproven.FROZEN, unproven.KEPT)
    for words in (*unproven.everything("quicknet"), *of_one_file):
        assert words.partition(":")[0] in section
