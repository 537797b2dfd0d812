"""What the facts of a draw lead to: steps as in step.py, one function an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gala.core import events as e
from gala.core.committing import manifest
from gala.core.cues import Stepped, one_cue
from gala.core.draws import DrawRun, Frozen, Place, Proposal
from gala.core.effects import OpenDraw
from gala.core.state import Show
from gala.core.tables import BadTransition, DrawState
from gala.core.window_steps import declared_and_given
from gala.proof.chain import time_of
from gala.proof.leaf import parse_leaf
from gala.proof.manifest import read_manifest
from gala.proof.rules import DrawRule, RainRule

PLACES_IN_CUE = 64
"""Places that go to every viewer; the bundle has them all."""

TOGETHER_MS = 600
"""How far ahead packets open and names are read, so that all see it together."""


def _entries_frozen(show: Show, event: e.EntriesFrozen) -> Stepped:
    frozen = Frozen(event.window, event.gen, event.root, event.entries, event.outlets)
    window = show.window(event.window)
    if event.gen != window.gen:
        raise BadTransition(f"opening {event.gen} of {event.window} is frozen, not {window.gen}")
    if frozen.outlets != declared_and_given(show, window):
        raise ValueError(f"the tree of {event.window} is not over what was declared and given")
    others = tuple(one for one in show.frozen if one.window != event.window)
    show = replace(show, frozen=(*others, frozen))
    body = (event.window, event.gen, bytes.fromhex(event.root), event.entries, frozen.numbers)
    return one_cue(show, "entries_frozen", body)


def _proposed(show: Show, event: e.Proposed) -> Stepped:
    return replace(show, proposal=Proposal(event.key, event.by, event.at_ms)), ()


def _draw_committed(show: Show, event: e.DrawCommitted) -> Stepped:
    read = read_manifest(event.manifest)
    if read != manifest(show, read.segment, event.at_ms):
        raise BadTransition(f"draw {event.number} commits to something else than it must")
    if (event.by == event.second) != (e.AUTO in (event.by, event.second)):
        raise BadTransition("a draw is committed to by the sheet or by two people")
    draw = DrawRun(read.number, read.segment, read, event.manifest, event.at_ms)
    show = replace(show, draws=(*show.draws, draw), proposal=None)
    body = (draw.number, draw.segment, draw.kind, read.window, event.manifest, round_at_ms(draw))
    show, cues = one_cue(show, "draw_committed", body)
    return show, (*cues, opening(draw))


def opening(draw: DrawRun) -> OpenDraw:
    """Return the effect that waits for a committed draw's round."""
    return OpenDraw(draw.number, draw.manifest_text, draw.committed_ms, draw.hall)


def round_at_ms(draw: DrawRun) -> int:
    """Return when a draw's round comes, 0 where people in the hall decide."""
    chain = draw.manifest.beacon.chain
    return time_of(chain, draw.manifest.round) if draw.manifest.round else 0


def _hall_drawn(show: Show, event: e.HallDrawn) -> Stepped:
    draw = _committed(show, event.number)
    if draw.manifest.beacon.chain.kind != "hall" or draw.hall:
        raise BadTransition(f"draw {draw.number} does not wait for the hall")
    draw = replace(draw, hall=event.value)
    return replace(show.with_draw(draw), proposal=None), (opening(draw),)


def _draw_opened(show: Show, event: e.DrawOpened) -> Stepped:
    draw = _committed(show, event.number)
    if draw.kind != "draw":
        raise ValueError(f"draw {draw.number} is a rain")
    starts = _starts(draw)
    places = []
    for _, text, _ in event.places:
        leaf = parse_leaf(text)
        low = starts[leaf.outlet] + leaf.unit - 1
        places.append(Place(leaf.pseudonym, low, leaf.quantity))
    draw = replace(draw, places=tuple(places), opened_ms=event.at_ms).to(DrawState.OPENED)
    rows = tuple(
        (index, leaf, bytes.fromhex(path)) for index, leaf, path in event.places[:PLACES_IN_CUE]
    )
    words = (bytes.fromhex(event.signature), bytes.fromhex(event.proof))
    return one_cue(show.with_draw(draw), "draw_opened", (draw.number, draw.segment, *words, rows))


def _rain_opened(show: Show, event: e.RainOpened) -> Stepped:
    draw = _committed(show, event.number)
    rule = draw.manifest.rule
    if not isinstance(rule, RainRule) or event.paid_fen + event.returned_fen != rule.pool_fen:
        raise ValueError(f"rain {draw.number} does not pay and return its pool")
    draw = replace(
        draw,
        opened_ms=event.at_ms,
        paid_fen=event.paid_fen,
        returned_fen=event.returned_fen,
    ).to(DrawState.OPENED)
    words = tuple(map(bytes.fromhex, (event.signature, event.proof, event.root)))
    body = (draw.number, draw.segment, *words, event.packets, event.paid_fen, event.returned_fen)
    return one_cue(show.with_draw(draw), "rain_opened", body, event.at_ms + TOGETHER_MS)


def _draw_voided(show: Show, event: e.DrawVoided) -> Stepped:
    draw = replace(show.draw(event.number).to(DrawState.VOID), reason=event.reason)
    show = replace(show.with_draw(draw), proposal=None)
    return one_cue(show, "draw_voided", (draw.number, draw.segment, event.reason))


def _winner_passed_over(show: Show, event: e.WinnerPassedOver) -> Stepped:
    draw = show.draw(event.number)
    if not draw.may_pass_over(event.place):
        raise BadTransition(f"place {event.place} of draw {draw.number} has no prize")
    draw = replace(draw, passed_over=(*draw.passed_over, event.place))
    show = replace(show.with_draw(draw), proposal=None)
    announced = draw.state is DrawState.ANNOUNCED
    return _announcement(show, draw, event.at_ms) if announced else (show, ())


def _draw_announced(show: Show, event: e.DrawAnnounced) -> Stepped:
    draw = show.draw(event.number).to(DrawState.ANNOUNCED)
    rule, window = draw.manifest.rule, show.window_plan(draw.manifest.window)
    if isinstance(rule, DrawRule) and rule.by_outlet and window.orders_by_lot:
        # What is announced is told to everybody at once: only now the time to pay begins.
        draw = replace(draw, ordered_ms=event.at_ms, passed_before=len(draw.passed_over))
    return _announcement(show.with_draw(draw), draw, event.at_ms)


def _announcement(show: Show, draw: DrawRun, at_ms: int) -> Stepped:
    winners = tuple(
        (place, prize, bytes.fromhex(draw.places[place].pseudonym))
        for prize, place in draw.winners[:PLACES_IN_CUE]
    )
    prizes = show.lot(draw.segment).prizes
    body = (draw.number, draw.segment, winners, len(draw.winners), prizes)
    # With an instant of its own: no outlet's viewers read a name before the host says it there.
    return one_cue(show, "draw_announced", body, at_ms + TOGETHER_MS)


def _draw_given_up(show: Show, event: e.DrawGivenUp) -> Stepped:
    show.lot(event.segment)
    show = replace(show, given_up=(*show.given_up, (event.segment, event.reason)))
    return one_cue(show, "draw_given_up", (event.segment, event.reason))


def _committed(show: Show, number: int) -> DrawRun:
    draw = show.draw(number)
    if draw.state is not DrawState.COMMITTED:
        raise BadTransition(f"draw {number} is {draw.state}")
    return draw


def _starts(draw: DrawRun) -> dict[str, int]:
    """Return where each outlet's numbers begin."""
    starts, begin = {}, 0
    for outlet, given in draw.manifest.outlets:
        starts[outlet] = begin
        begin += given
    return starts


DRAW_STEPS: dict[type[e.Event], Callable[[Show, Any], Stepped]] = {
    e.EntriesFrozen: _entries_frozen,
    e.Proposed: _proposed,
    e.DrawCommitted: _draw_committed,
    e.HallDrawn: _hall_drawn,
    e.DrawOpened: _draw_opened,
    e.RainOpened: _rain_opened,
    e.DrawVoided: _draw_voided,
    e.WinnerPassedOver: _winner_passed_over,
    e.DrawAnnounced: _draw_announced,
    e.DrawGivenUp: _draw_given_up,
}
