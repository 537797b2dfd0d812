from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import sections
from gala.after.report.edits import section
from tests.conductor.records import Night
from tests.core.playing import SHEET
from tests.core.test_editing import edited

BYE = "  - {id: bye, kind: host, title: Bye, length: 10s}\n"


def test_every_edit_is_told_with_its_authors(tmp_path: Path) -> None:
    night = Night().play(5)
    without = SHEET.replace(BYE, "")
    promised = without.replace("segments:", "promises: [{id: kept, text: We keep it}]\nsegments:")
    night.put(edited(night.show, without))
    night.put(edited(night.show, promised, second="second"))
    folder = night.play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    account = from_folder(folder)
    (table,) = section(account).tables
    assert [row[1] for row in table.rows] == ["director", "director", "director + second"]
    told = [row[2][1] for row in table.rows if isinstance(row[2], tuple)]
    assert told[0].startswith('removed segment `bye` "Bye"')
    assert "planned to end" in told[1]
    assert "promise `kept`" in told[2]
    assert account.title("bye") == ("bye", "bye"), "its cue may still be told of"
    assert account.sheet.promises[0].id == "kept"


def test_a_night_as_planned_says_nothing_of_it(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert section(account).tables[0].rows == []
    assert all(one.title[1] != "Edits on air" for one in sections(account))
