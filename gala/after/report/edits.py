"""How the run sheet was edited on air: when, by whom, and what that changed, promises too."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.instants import clock_text
from gala.after.report.section import Section
from gala.core.events import SheetEdited
from gala.core.sheets import sheet_of
from gala.grid.table import Column, Table
from run_sheet.differences import differences


def section(account: Account) -> Section:
    """Return every change of every edit, in the words of `gala diff`."""
    made = Table(
        "edits",
        "播出中的修改",
        "Edits on air",
        (
            Column("at", "时刻", "At"),
            Column("by", "谁", "By"),
            Column("change", "改了什么", "What changed"),
        ),
    )
    before = sheet_of(account.header.sheet)
    for written in account.entries:
        event = written.event
        if not isinstance(event, SheetEdited):
            continue
        after = sheet_of(event.sheet)
        at = clock_text(event.at_ms, account.utc_offset_min)
        by = f"{event.by} + {event.second}" if event.second else event.by
        for one in differences(before, after):
            made.add(at, by, (one.said.zh, one.said.en))
        before = after
    return Section(("播出中的修改", "Edits on air"), (made,))
