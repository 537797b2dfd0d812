"""Which beacon decides a night's draws, and who brings its words."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from gala.beacon.rehearsal import RehearsalBeacon
from gala.cli.failure import Failure
from gala.cli.operator_keys import OperatorKeys
from gala.core.log import Header
from gala.ports import BeaconSource, Clock
from gala.proof.chain import HALL, QUICKNET, Beacon, rehearsal_chain

KINDS = ("rehearsal", "quicknet", "hall")

MARGIN_MS = 60_000
LATE_MS = 600_000
REHEARSAL_MARGIN_MS = 6_000
REHEARSAL_MARGIN_MS_MIN = 300
REHEARSAL_PERIOD_MS = 3_000
REHEARSAL_LATE_MS = 60_000
LATE_MS_MIN = 5_000


def beacon(kind: str, keys: OperatorKeys, origin_ms: int, pace_milli: int) -> Beacon:
    """Return the beacon of a show that starts at `origin_ms`. Raises `Failure`."""
    if kind == "quicknet":
        return Beacon(QUICKNET, MARGIN_MS, LATE_MS)
    if kind == "hall":
        return Beacon(HALL, _scaled(REHEARSAL_MARGIN_MS, pace_milli, REHEARSAL_MARGIN_MS_MIN),
                      _scaled(LATE_MS, pace_milli, LATE_MS_MIN))  # fmt: skip
    if kind != "rehearsal":
        raise Failure(f"the beacon is one of {', '.join(KINDS)}, not {kind!r}")
    # It begins with the show and beats in show time, so that a night of minutes has its rounds.
    period_ms = _scaled(REHEARSAL_PERIOD_MS, pace_milli, 1)
    return Beacon(
        rehearsal_chain(keys.pins.rehearsal, origin_ms, period_ms),
        _scaled(REHEARSAL_MARGIN_MS, pace_milli, REHEARSAL_MARGIN_MS_MIN),
        _scaled(REHEARSAL_LATE_MS, pace_milli, LATE_MS_MIN),
    )


async def source(
    stack: contextlib.AsyncExitStack,
    header: Header,
    keys: OperatorKeys,
    clock: Clock,
    relays: Sequence[str],
) -> BeaconSource | None:
    """Return who brings the words of a show's beacon; None where a hall decides."""
    chain = header.beacon.chain
    if chain.kind == "hall":
        return None
    if chain.kind == "rehearsal":
        return RehearsalBeacon(chain, keys.rehearsal, clock)
    from gala.beacon.quicknet import RELAYS, QuicknetBeacon

    return await stack.enter_async_context(QuicknetBeacon(relays or RELAYS))


def _scaled(sheet_ms: int, pace_milli: int, least_ms: int) -> int:
    return max(least_ms, sheet_ms * 1000 // pace_milli)
