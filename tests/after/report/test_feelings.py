from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.feelings import _REASONS, section
from gala.core.events import FeelingsCounted
from gala.core.feelings import REASONS
from tests.conductor.records import Night


def test_every_reason_has_its_words() -> None:
    assert tuple(_REASONS) == REASONS


def test_hearts_and_flags_of_a_record_by_segment(tmp_path: Path) -> None:
    night = Night().play(6)
    for hearts in (3, 8):
        night.put(
            FeelingsCounted(
                night.show.now_ms,
                (("opening", "", hearts), ("visit", "beauty", hearts)),
                (("opening", "other", hearts), ("sale", "wrong_price", hearts)),
            )
        )
    folder = night.play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    account = from_folder(folder)
    (table,) = section(account).tables
    assert [row[1:3] for row in table.rows] == [(8, 0), (0, 0), (8, 8)]
    assert table.total("other") == table.total("wrong_price") == 8
    assert table.total("offensive") == 0
    bare = replace(account, show=replace(account.show, feelings=None))
    assert section(bare).tables[0].rows == []
    assert section(bare).notes == ()
