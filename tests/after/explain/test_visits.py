from pathlib import Path

from gala.after.account import from_folder
from gala.after.explain.visits import visit_lines
from gala.core.steering import moment_ms
from tests.conductor.records import Night
from tests.core.test_visits import ROOMS, START_MS

VIEWER = "ab" * 16


def test_it_says_where_and_when_the_viewer_was_led(tmp_path: Path) -> None:
    folder = Night(sheet=ROOMS).play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    (line,) = visit_lines(from_folder(folder), VIEWER, 3_000)
    assert line.at_ms == START_MS + moment_ms("walk", VIEWER, 4_000) + 3_000
    assert line.text[1] in (
        "led on a visit to Beauty, or if it is full to Dojo",
        "led on a visit to Dojo, or if it is full to Beauty",
    )
    assert not line.own
