"""What a press would lead to, before it is given: `GET /api/console/what-if`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.answers import COMMON, refused
from gala.console.texts import zh_en
from gala.core.commands import Command
from gala.core.decide import EXTEND_MS_MAX
from gala.core.projection import HOLD_MS_MAX, Projection, asked, held, project
from gala.core.refusals import Refusal
from gala.core.schedule import LEAD_MS
from gala.core.state import Show

if TYPE_CHECKING:
    from gala.console.server import Console

_LIMITS_MS = {"extend_ms": EXTEND_MS_MAX, "hold_ms": HOLD_MS_MAX}


@dataclass(frozen=True, slots=True)
class Press:
    """What is asked about: one of `extend_ms`, `skip` (a segment, empty for the next), `hold_ms`.

    With none of them it is asked how things stand.
    """

    extend_ms: int | None = None
    skip: str | None = None
    hold_ms: int | None = None


class BadPress(Exception):
    """The query cannot be read; the message says why."""


def press_of(query: Mapping[str, str]) -> Press:
    """Return what a query asks about. Raises `BadPress`."""
    known = [name for name in ("extend_ms", "skip", "hold_ms") if name in query]
    if len(known) > 1 or len(query) > len(known):
        raise BadPress("one of `extend_ms`, `skip` and `hold_ms`, once")
    if "skip" in query:
        return Press(skip=query["skip"])
    for name, most_ms in _LIMITS_MS.items():
        if name in query:
            least_ms = -most_ms if name == "extend_ms" else 0
            value = query[name]
            if not (value.isascii() and value.removeprefix("-").isdigit() and len(value) < 12):
                raise BadPress(f"`{name}` is a whole number of ms")
            if not least_ms <= int(value) <= most_ms:
                raise BadPress(f"`{name}` is from {least_ms} to {most_ms}")
            is_hold = name == "hold_ms"
            return Press(hold_ms=int(value)) if is_hold else Press(extend_ms=int(value))
    return Press()


def answer(show: Show, press: Press, seat: str, now_ms: int) -> tuple[int, dict[str, Any]]:
    """Return the status and the body: what comes as things stand, and what would come."""
    command = Command(name="hold", by=seat, at_ms=now_ms, lead_ms=LEAD_MS)
    after: Projection | Refusal | None = None
    if press.extend_ms is not None:
        command = Command("extend", seat, now_ms, LEAD_MS, by_ms=press.extend_ms)
        after = asked(show, command)
    elif press.skip is not None:
        after = asked(show, Command("skip", seat, now_ms, LEAD_MS, segment=press.skip or None))
    elif press.hold_ms is not None:
        after = held(show, command, press.hold_ms)
    if isinstance(after, Refusal):
        return 409, {"code": after.code, "message": zh_en(after.message)}
    return 200, {
        "now_ms": now_ms,
        "before": as_json(project(show, now_ms)),
        "after": after and as_json(after),
    }


def as_json(projected: Projection) -> dict[str, Any]:
    """Return a projection as JSON has it; all instants are Unix ms."""
    return {
        "finish_ms": projected.finish_ms,
        "whole": projected.whole,
        "segments": [
            {
                "id": one.id,
                "starts_ms": one.starts_ms,
                "ends_ms": one.ends_ms,
                "fixed_ms": one.fixed_ms,
                "over_ms": one.over_ms,
            }
            for one in projected.segments
        ],
        "windows": [
            {
                "id": one.id,
                "segment": one.segment,
                "opens_ms": one.opens_ms,
                "closes_ms": one.closes_ms,
                "outlets": [
                    {"outlet": outlet, "opens_at_ms": opens_ms, "closes_at_ms": closes_ms}
                    for outlet, opens_ms, closes_ms, _ in one.rows
                ],
            }
            for one in projected.windows
        ],
        "draws": [
            {
                "segment": one.segment,
                "kind": one.kind,
                "committed_ms": one.committed_ms,
                "round": one.round,
                "round_at_ms": one.round_at_ms,
                "told_ms": one.told_ms,
            }
            for one in projected.draws
        ],
    }


async def what_if(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
    """Answer `GET /api/console/what-if`; nothing is asked of the conductor, nothing is written."""
    if not console.watch.started:
        return refused(COMMON, "no_show")
    try:
        press = press_of(request.query)
    except BadPress as bad:
        return web.json_response({"error": "malformed", "why": str(bad)}, status=400)
    # A long night takes a while to play, and a show may share this loop with its edge.
    status, body = await asyncio.to_thread(
        answer, console.watch.show, press, seat, console.watch.now_ms()
    )
    return web.json_response(body, status=status)
