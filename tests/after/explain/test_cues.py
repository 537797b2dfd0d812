from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.cues import SILENT, cue_lines
from gala.core.effects import Publish
from gala.core.events import OutletTrimmed
from gala.core.state import MAIN
from tests.conductor.records import Night


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def test_every_cue_that_is_shown_has_a_line_in_both_languages(account: Account) -> None:
    cues = [
        effect
        for written in account.entries
        for effect in written.effects
        if isinstance(effect, Publish) and effect.channel == MAIN and effect.kind not in SILENT
    ]
    lines = list(cue_lines(account, "app", 0))
    assert len(lines) == len(cues) > 20
    assert not [line for line in lines if line.text[1].startswith("cue ")]
    assert all(not line.text[0].isascii() for line in lines)


def test_an_outlet_shows_them_later_and_has_its_own_rows(account: Account) -> None:
    app, tv = (list(cue_lines(account, *one)) for one in (("app", 0), ("tv", 200)))
    assert {two.at_ms - one.at_ms for one, two in zip(app, tv, strict=True)} == {200}
    opened = [line.text[1] for line in tv if line.text[1].startswith("Pen: was open")]
    assert opened
    assert opened[0].endswith(", 2 units")


def test_takes_are_at_their_own_instant(account: Account) -> None:
    line = next(one for one in cue_lines(account, "app", 0) if one.text[1] == "on air: Sale")
    assert line.at_ms == account.show.run("sale").started_ms


def test_an_outlet_that_was_trimmed_lags_by_its_new_delay_from_then_on(tmp_path: Path) -> None:
    night = Night().play(3)
    at_ms = night.show.now_ms
    night.put(OutletTrimmed(at_ms, "tv", 5_500, "director"))
    folder = night.play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    account = from_folder(folder)
    told = "from now on 5.500 s behind the stage"
    lines = {line.text[1]: line.at_ms for line in cue_lines(account, "tv", 3_000)}
    assert lines[told] == at_ms + 5_500
    started = {name: account.show.run(name).started_ms or 0 for name in ("opening", "bye")}
    assert lines["on air: Opening"] == started["opening"] + 3_000
    assert lines["on air: Bye"] == started["bye"] + 5_500
    assert told not in [line.text[1] for line in cue_lines(account, "app", 0)]
