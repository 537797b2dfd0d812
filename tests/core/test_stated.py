import json

from gala.core.events import EpochBegan
from gala.core.log import LogReader, header_line
from gala.core.stated import Stated, stated
from run_sheet import digest
from tests.audited import SHEET, sheet_of, signed
from tests.core.playing import ORIGIN_MS
from tests.core.test_editing import edited
from tests.keys import header

LATER = SHEET.replace("title: Bye", "title: Good night")


def log() -> list[bytes]:
    lines = [header_line(header("live", SHEET, digest(sheet_of(SHEET)), 1000, ORIGIN_MS, "auto"))]
    reader = LogReader(lines[0])
    for event in (EpochBegan(1, 1, '"event":["sheet_edited"', 0), None):
        rows = [(*one.fields().values(),) for one in signed(sheet_of(SHEET))]
        audits = tuple(
            (goods, digest, auditor, on, mark) for auditor, digest, goods, on, mark in rows
        )
        written = reader.write(event or edited(reader.show, LATER, audits=tuple(sorted(audits))))
        reader.accept(written)
        lines.append(written.line)
    return lines


def test_a_log_states_its_first_sheet_and_every_edit() -> None:
    lines = log()
    one, two = stated(lines)
    assert one == Stated(SHEET, digest(sheet_of(SHEET)), (), 1000, False)
    assert two.digest == digest(sheet_of(LATER))
    assert (two.sheet, {each.goods for each in two.audits}) == (LATER, {"pen", "cup"})
    assert json.loads(lines[2])["event"][0] == "sheet_edited"


def test_a_log_without_edits_states_one() -> None:
    assert [one.sheet for one in stated(log()[:2])] == [SHEET]
