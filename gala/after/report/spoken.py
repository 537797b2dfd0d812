"""What was claimed on air without evidence, and who decided what about it."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.report.section import Section
from gala.core.alerts import AlertBook, Verdict
from gala.grid.table import Both, Column, Table

_VERDICTS: dict[Verdict, Both] = {
    Verdict.NO_CLAIM: ("不是宣称", "No claim"),
    Verdict.EVIDENCE: ("有证据", "There is evidence"),
    Verdict.CORRECTED: ("已在现场更正", "Put right on air"),
}
_OPEN: Both = ("没有人处理", "Nobody decided")


def section(account: Account) -> Section:
    """Return a row for each alert, in the order in which they came."""
    made = Table(
        "spoken",
        "现场说的话",
        "What was said on air",
        (
            Column("segment", "环节", "Segment"),
            Column("rule", "规则", "Rule"),
            Column("term", "说法", "Words"),
            Column("sentence", "原句", "Sentence"),
            Column("decided", "处理", "Decided"),
            Column("by", "由谁", "By"),
        ),
    )
    book = AlertBook()
    for at in account.alerts:
        book.take(at)
    known = {run.id for run in account.show.runs}
    for one in book.alerts.values():
        alert, decided = one.alert, one.decided
        made.add(
            account.title(alert.segment) if alert.segment in known else "",
            *(alert.rule, alert.term, alert.sentence),
            _VERDICTS[decided.verdict] if decided else _OPEN,
            decided.by if decided else "",
        )
    note = (
        "程序在字幕里找词，由人决定；豁免的和流程单里有证据的不在其中。",
        "A program finds words in captions and a person decides. What is exempt, and what the "
        "sheet has evidence for, is not among them.",
    )
    return Section(("现场说的话", "What was said on air"), (made,), (note,) if made.rows else ())
