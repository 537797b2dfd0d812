from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import SECTIONS, sections
from gala.core.alerts import At, Raised
from gala.core.breaker_events import BreakerTripped
from gala.core.events import RoomTaken, SheetEdited
from gala.core.feelings import Feelings
from tests.core.test_alerts import alert


def test_every_section_is_in_both_languages(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    felt = Feelings(((account.show.runs[0].id, "", 3),))
    sheet = account.sheet.model_copy(update={"rules": (("GS206", "off"),)})
    longer = account.header.sheet.replace("length: 300ms", "length: 301ms", 1)
    edited = SheetEdited(account.show.now_ms, longer, "", (), "director", "")
    plan = account.show.plan
    own = replace(plan.rooms[0], segments=plan.segments[:1])
    taken = RoomTaken(account.show.now_ms, own.id, plan.segments[0].id, account.show.now_ms, "auto")
    last = account.entries[-1]
    tripped = BreakerTripped(account.show.now_ms, plan.segments[0].id, 1, 2, 3)
    entries = (
        *account.entries,
        *(replace(last, event=event) for event in (edited, taken, tripped)),
    )
    show = replace(account.show, feelings=felt, plan=replace(plan, rooms=(own,)))
    made = sections(
        replace(account, sheet=sheet, show=show, entries=entries, alerts=(At(1, Raised(alert())),))
    )
    assert len(made) >= len(SECTIONS) - 3
    for section in made:
        for zh, en in (section.title, *section.notes):
            assert not zh.isascii()
            assert en.isascii()
        for table in section.tables:
            assert all(column.zh and column.en for column in table.columns)
            assert table.en.isascii()
