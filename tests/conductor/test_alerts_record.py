import json
from pathlib import Path

from gala.conductor.alerts_record import ALERTS, write_alerts
from gala.core.alerts import At, Decided, Raised, Said, Verdict
from tests.core.test_alerts import alert


def test_alerts_and_decisions_are_kept_and_messages_are_not(tmp_path: Path) -> None:
    entries = [
        At(1, Raised(alert())),
        At(2, Said("m", "slower", "director")),
        At(3, Decided(alert().id, Verdict.CORRECTED, "second", "")),
    ]
    write_alerts(tmp_path, entries)
    lines = [json.loads(line) for line in (tmp_path / ALERTS).read_bytes().splitlines()]
    assert [(one["type"], one["at_ms"]) for one in lines] == [("raised", 1), ("decided", 3)]
    assert (lines[0]["rule"], lines[1]["by"]) == ("GS502", "second")


def test_a_night_without_alerts_has_no_such_file(tmp_path: Path) -> None:
    write_alerts(tmp_path, [At(1, Raised(alert()))])
    write_alerts(tmp_path, [])
    assert not (tmp_path / ALERTS).exists()
