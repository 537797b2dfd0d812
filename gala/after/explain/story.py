"""The whole story as text: every cue, claim and answer of one viewer, with its time."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.explain.claims import claim_lines, outcome_lines
from gala.after.explain.cues import cue_lines
from gala.after.explain.guarantees import guarantee_lines
from gala.after.explain.lang import Lang
from gala.after.explain.line import Line
from gala.after.explain.orders import order_lines
from gala.after.explain.viewer import code_of
from gala.after.explain.visits import visit_lines
from gala.after.instants import local_text
from gala.grid.table import Both


def story(account: Account, viewer: str, lang: Lang) -> str:
    """Return the story of the viewer with that pseudonym, who has a receipt of the night.

    Lines that begin with `>` are the viewer's own. Raises `ProofError` when a rain's words are not
    its own.
    """
    outlet = _outlet(account, viewer)
    delay_ms = next((o.delay_ms for o in account.show.plan.outlets if o.id == outlet), 0)
    lines = [
        *cue_lines(account, outlet, delay_ms),
        *claim_lines(account, viewer, outlet),
        *outcome_lines(account, viewer, delay_ms),
        *order_lines(account, viewer),
        *guarantee_lines(account, viewer),
        *visit_lines(account, viewer, delay_ms),
    ]
    lines.sort(key=lambda line: (line.at_ms, line.own))
    head = [_in(lang, text) for text in _head(account, viewer, outlet, delay_ms)]
    return "\n".join([*head, "", *(_told(account, line, lang) for line in lines)])


def _head(account: Account, viewer: str, outlet: str, delay_ms: int) -> list[Both]:
    title = account.show.plan.title
    zone = local_text(account.show.origin_ms, account.utc_offset_min)[-6:]
    where = account.outlet(outlet)
    late = f"{delay_ms // 1000}.{delay_ms % 1000:03}"
    return [
        (f"{title[0]}：{code_of(viewer)}", f"{title[1]}: {code_of(viewer)}"),
        (f"完整化名 {viewer}", f"whole pseudonym {viewer}"),
        (
            f"渠道 {where[0]}，比现场晚 {late} 秒。时间是当地时间 {zone}，画面按该渠道看到的时刻",
            f"on {where[1]}, {late} s behind the stage. Times are local, {zone}; what was shown is "
            "at the instant at which that outlet showed it",
        ),
        (
            "以 > 开头的是这位观众自己的。被拒的请求不按观众记录，所以不在其中。",
            "Lines with > are the viewer's own. Claims that were turned away are not kept by "
            "viewer, so none are here.",
        ),
    ]


def _told(account: Account, line: Line, lang: Lang) -> str:
    mark = ">" if line.own else " "
    at = local_text(line.at_ms, account.utc_offset_min)[11:23]
    return f"{mark} {at}  {_in(lang, line.text)}"


def _in(lang: Lang, text: Both) -> str:
    return text[0] if lang is Lang.ZH else text[1]


def _outlet(account: Account, viewer: str) -> str:
    """Return the outlet of the viewer's first receipt: where they watched, as far as is known."""
    first = min(
        (one for winners in account.journals.values() for one in winners if one.viewer == viewer),
        key=lambda one: one.won.at_ms,
    )
    return first.outlet
