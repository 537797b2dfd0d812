"""Who took part in what, and how many came back."""

from __future__ import annotations

from collections import Counter

from gala.after.account import Account
from gala.after.audience import Audience
from gala.after.report.section import Section
from gala.after.report.words import kind_text
from gala.grid.table import Column, Table, count, percent, share


def section(account: Account) -> Section:
    """Return participation by window, and how many windows each viewer took part in."""
    audience = Audience(account)
    made = Table(
        "participation",
        "参与",
        "Participation",
        (
            Column("segment", "环节", "Segment"),
            Column("kind", "类型", "Kind"),
            count("watching", "开放时观众", "Watching as it opened"),
            count("took_part", "参与人数", "Took part"),
            percent("share", "参与比例", "Took part"),
            count("numbers", "发出的号码", "Numbers given"),
        ),
    )
    for run in account.show.windows:
        winners = account.winners(run.id)
        if not run.rows and not winners:
            continue
        opened_ms = min((row[1] for row in run.rows), default=0)
        watching = audience.at(opened_ms) if audience.known and run.rows else None
        viewers = len({one.viewer for one in winners})
        made.add(
            account.title(run.segment),
            kind_text(account.show.segment(run.segment).kind),
            watching,
            viewers,
            share(viewers, watching) if watching else None,
            sum(one.won.quantity for one in winners),
        )
    return Section(("参与", "Participation"), (made, _often(account)), _notes(audience))


def _often(account: Account) -> Table:
    windows: Counter[str] = Counter(
        one.viewer for winners in account.journals.values() for one in winners
    )
    times = Counter(windows.values())
    made = Table(
        "how-often",
        "参与次数",
        "How often",
        (
            count("windows", "参与的场次", "Windows taken part in"),
            count("viewers", "人数", "Viewers"),
            percent("share", "比例", "Share"),
        ),
    )
    for number, viewers in sorted(times.items()):
        made.add(number, viewers, share(viewers, len(windows)))
    return made


def _notes(audience: Audience) -> tuple[tuple[str, str], ...]:
    if audience.known:
        return ()
    return (("日志里没有观众人数。", "The log has no counts of viewers."),)
