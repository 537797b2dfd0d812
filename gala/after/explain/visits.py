"""Where a viewer was led in visits: by its pseudonym, as its own phone found it."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.explain.line import Line
from gala.core.effects import Publish
from gala.core.events import SegmentStarted
from gala.core.steering import Invitation, invitation, moment_ms, order


def visit_lines(account: Account, viewer: str, delay_ms: int) -> Iterator[Line]:
    """Yield when each visit led the viewer where, on an outlet that lags by `delay_ms`.

    Whether the viewer went is not known: the log has no viewer's steps.
    """
    titles = {room.id: room.title for room in account.show.plan.rooms}
    for written in account.entries:
        if not isinstance(written.event, SegmentStarted):
            continue
        for effect in written.effects:
            if not isinstance(effect, Publish) or effect.kind != "visit":
                continue
            led = _invitation(effect)
            if led is None:
                break
            zh, en = zip(*(titles[r] for r in order(led.segment, viewer, led.rooms)), strict=True)
            after_ms = moment_ms(led.segment, viewer, led.over_ms)
            yield Line(
                effect.present_at_ms + after_ms + delay_ms,
                (
                    "带去串门：" + "，满了就去".join(zh),
                    "led on a visit to " + ", or if it is full to ".join(en),
                ),
            )
            break


def _invitation(cue: Publish) -> Invitation | None:
    match cue.body:
        case [[str(segment), _, _, _, detail, *_], int(ends_at_ms), *_]:
            return invitation(segment, detail, ends_at_ms - cue.present_at_ms)
    return None
