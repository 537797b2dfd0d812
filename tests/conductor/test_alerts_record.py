import json
from pathlib import Path

import pytest

from gala.conductor.alerts_record import ALERTS, read_alerts, write_alerts
from gala.core.alerts import At, Decided, Message, Raised, Verdict
from tests.core.test_alerts import alert


def test_alerts_and_decisions_are_kept_and_messages_are_not(tmp_path: Path) -> None:
    entries = [
        At(1, Raised(alert())),
        At(2, Message("m", "slower", "director")),
        At(3, Decided(alert().id, Verdict.CORRECTED, "second", "")),
    ]
    write_alerts(tmp_path, entries)
    lines = [json.loads(line) for line in (tmp_path / ALERTS).read_bytes().splitlines()]
    assert [(one["type"], one["at_ms"]) for one in lines] == [("raised", 1), ("decided", 3)]
    assert (lines[0]["rule"], lines[1]["by"]) == ("GS502", "second")
    assert read_alerts(tmp_path) == [entries[0], entries[2]]


def test_a_night_without_alerts_has_no_such_file(tmp_path: Path) -> None:
    write_alerts(tmp_path, [At(1, Raised(alert()))])
    write_alerts(tmp_path, [])
    assert not (tmp_path / ALERTS).exists()
    assert read_alerts(tmp_path) == []


@pytest.mark.parametrize("line", ["x", "5", "{}", '{"at_ms": 5}', '{"at_ms": 5, "type": "later"}'])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    write_alerts(tmp_path, [At(1, Raised(alert()))])
    with (tmp_path / ALERTS).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(ValueError, match=r"alerts\.jsonl:2: "):
        read_alerts(tmp_path)
