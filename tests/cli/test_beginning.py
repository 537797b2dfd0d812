from pathlib import Path

import pytest

from gala.cli.beginning import NOW_LEAD_MS, Beginning, beginning
from gala.cli.failure import Failure
from gala.cli.sheets import Sheet, load
from gala.core.log import LogReader, header_line
from tests.core.playing import SHEET, sheet_of
from tests.keys import KEYS, PROMISE

NOW_MS = 1_700_000_000_000
START_MS = 1_623_759_660_000


def asked(
    start: str | None = None, pace: float | None = None, auto: bool | None = None
) -> Beginning:
    sheet = Sheet(sheet_of(SHEET), SHEET)
    return beginning(sheet, "tonight", start=start, pace=pace, auto=auto, keys=KEYS)


def test_what_was_not_said_is_the_usual() -> None:
    header = asked().header(NOW_MS, PROMISE)
    assert (header.show, header.pace_milli, header.mode) == ("tonight", 1_000, "auto")
    assert header.origin_ms == NOW_MS + NOW_LEAD_MS, "the sheet's start has passed"


def test_what_was_said() -> None:
    header = asked("2021-06-15T20:21:01+08:00", 60, False).header(NOW_MS, PROMISE)
    assert (header.pace_milli, header.mode) == (60_000, "manual")
    assert header.origin_ms == START_MS + 1_000, "also when it has passed: it was asked for"


def test_the_sheets_own_start_counts_while_it_is_to_come() -> None:
    assert asked().header(START_MS - 1, PROMISE).origin_ms == START_MS
    assert asked().header(START_MS, PROMISE).origin_ms == START_MS + NOW_LEAD_MS
    assert asked("now").header(START_MS - 3_600_000, PROMISE).origin_ms < START_MS


def test_the_header_is_one_that_a_log_begins_with(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("\ufeff" + SHEET.lstrip().replace("\n", "\r\n"))
    header = beginning(load(path), "x", start=None, pace=2.5, auto=True, keys=KEYS).header(
        NOW_MS, PROMISE
    )
    assert LogReader(header_line(header)).header == header
    assert header.promise == PROMISE


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(Failure, match="--pace"):
        asked(pace=0)
    with pytest.raises(Failure, match="--start"):
        asked("soon")


def test_a_night_keeps_one_text_of_all_files(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(f"{SHEET.rstrip()}\n  - include: end.yaml\n")
    (tmp_path / "end.yaml").write_text(
        "segments:\n  - repeat: 2\n    segments: [{id: bye, kind: host, title: Bye, length: 1m}]\n"
    )
    loaded = load(path)
    header = beginning(loaded, "x", start=None, pace=None, auto=True, keys=KEYS).header(
        NOW_MS, PROMISE
    )
    assert "include" not in header.sheet
    assert [each.id for each in LogReader(header_line(header)).plan.segments][-2:] == [
        "bye-1",
        "bye-2",
    ]
