"""`gala simulate`: what it says when all holds, and when something breaks."""

from __future__ import annotations

import pytest

from gala.cli.failure import Failure
from gala.cli.simulate import parsed
from tests.cli.conftest import Gala


def test_seeds() -> None:
    assert parsed("7") == range(7, 8)
    assert parsed("7:9") == range(7, 9)
    for wrong in ("", "a", "3:", "4:4", "5:2", "-1"):
        with pytest.raises(Failure):
            parsed(wrong)


def test_all_held(gala: Gala) -> None:
    ended = gala("simulate", "--seeds", "0:2", "--jobs", "1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("2 seeds, everything held: ")
    assert "show-minutes of the sheet" in ended.out


def test_one_seeds_story_can_be_followed(gala: Gala) -> None:
    ended = gala("simulate", "--seeds", "3", "--trace")
    assert ended.code == 0
    for words in ("epoch_began", "receipt in sale", "FAULT", "the world is healed", "show_ended"):
        assert words in ended.out, words
    assert ended.out.rstrip().splitlines()[-1].startswith("seed 3: everything held; trace ")
    assert gala("simulate", "--seeds", "3", "--trace").out == ended.out
    assert gala("simulate", "--seeds", "3:5", "--trace").code == 2


def test_what_broke_is_said_with_its_seed(gala: Gala, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gala.sim.rules_ledger.LedgerRules.left", lambda *_: 1)
    ended = gala("simulate", "--seeds", "0:3", "--jobs", "1")
    assert ended.code == 1
    assert "broke: no for an answer only where it is true: " in ended.out
    for words in ("faults, in the show's time:", "the last steps:", "BROKEN", "--trace"):
        assert words in ended.out, words
