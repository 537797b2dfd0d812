from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.spoken import section
from gala.conductor.alerts_record import ALERTS, write_alerts
from gala.core.alerts import At, Decided, Raised, Verdict
from tests.conductor.records import Night
from tests.core.test_alerts import alert


def test_alerts_of_a_record_with_what_was_decided(tmp_path: Path) -> None:
    folder = Night().play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    first, other = replace(alert(1), segment="sale"), replace(alert(2), segment="gone")
    decided = Decided(first.id, Verdict.CORRECTED, "second", "")
    write_alerts(folder, [At(1, Raised(first)), At(2, Raised(other)), At(3, decided)])
    account = from_folder(folder)
    made = section(account)
    (table,) = made.tables
    assert [row[1:] for row in table.rows] == [
        ("GS502", "销量第一", "我们销量第一。", ("已在现场更正", "Put right on air"), "second"),
        ("GS502", "销量第一", "我们销量第一。", ("没有人处理", "Nobody decided"), ""),
    ]
    assert [row[0] for row in table.rows] == [account.title("sale"), ""]
    assert made.notes
    assert section(replace(account, alerts=())).notes == ()


def test_a_trail_that_cannot_be_read_is_a_fault_of_the_record(tmp_path: Path) -> None:
    folder = Night().play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    (folder / ALERTS).write_text("{}\n")
    account = from_folder(folder)
    assert account.alerts == ()
    assert account.faults == ((ALERTS, "alerts.jsonl:1: it has no `at_ms`"),)
