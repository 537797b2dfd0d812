"""Freezing entries and opening draws, beside the show: the loop only waits for what comes of it.

A draw is opened when its round has come: the beacon's word, the VRF's proof, and what both decide.
Only a round that nobody can bring `late_ms` after its time voids a draw, and it is asked for once
more before that is said: that this program was down is no reason to draw again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TypeVar

from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.draws import LATE
from gala.core.effects import FreezeEntries, OpenDraw
from gala.core.events import AUTO, DrawOpened, DrawVoided, EntriesFrozen, Event, RainOpened
from gala.core.state import Show
from gala.core.tables import DrawState
from gala.ports import Archive, BeaconSilent, BeaconSource, StoreDown, StoreError, WindowTree
from gala.proof import vrf
from gala.proof.chain import margin_ms, time_of
from gala.proof.manifest import Manifest, read_manifest
from gala.proof.rules import DrawRule
from gala.proof.seed import alpha, seed

_log = logging.getLogger("gala.conductor")

_T = TypeVar("_T")

RETRY_S = 0.5

Outcome = Callable[[int], Event]
"""An event, once it is known when it is logged."""


@dataclass(frozen=True, slots=True)
class Notary:
    """What draws are done with. `beacon` is None where people in a hall decide."""

    archive: Archive
    beacon: BeaconSource | None
    vrf_secret: bytes


class Drawing:
    """What is being frozen and opened, and what has come of it."""

    def __init__(self, world: World, notary: Notary, changed: asyncio.Event, tally: Tally) -> None:
        self._world = world
        self._notary = notary
        self._changed = changed
        self._tally = tally
        self._work: asyncio.Queue[Coroutine[None, None, None]] = asyncio.Queue()
        self._outcomes: deque[Outcome] = deque()
        self._show: Callable[[], Show]

    def freeze(self, effect: FreezeEntries) -> None:
        """Build the tree over what a window gave."""
        self._work.put_nowait(self._freeze(effect))

    def open(self, effect: OpenDraw, show: Show) -> None:
        """Open a committed draw as soon as its round has come."""
        frozen = show.frozen_of(show.draw(effect.number).manifest.window)
        assert frozen is not None
        tree = WindowTree(frozen.window, frozen.gen, frozen.outlets)
        self._work.put_nowait(self._open(effect, tree))

    async def run(self, show: Callable[[], Show]) -> None:
        """Do what there is to do until cancelled; `show` returns the present state."""
        self._show = show
        async with asyncio.TaskGroup() as tasks:
            while True:
                tasks.create_task(await self._work.get())

    def drop(self) -> None:
        """Forget what was to be done: another conducts."""
        while not self._work.empty():
            self._work.get_nowait().close()
        self._outcomes.clear()

    def take(self, show: Show, at_ms: int) -> Event | None:
        """Return the next outcome that still matters, as an event at `at_ms`; None without any."""
        while self._outcomes:
            event = self._outcomes.popleft()(at_ms)
            if _matters(show, event):
                return event
        return None

    def _came(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._changed.set()

    async def _freeze(self, effect: FreezeEntries) -> None:
        tree = WindowTree(effect.window, effect.gen, effect.outlets)

        async def built() -> tuple[bytes, int]:
            if self._show().window(effect.window).gen != effect.gen:
                raise _OpenedAgain
            return await self._notary.archive.freeze(tree)

        try:
            root, entries = await self._insist(built)
        except _OpenedAgain:
            return
        self._came(
            lambda at_ms: EntriesFrozen(
                at_ms, effect.window, effect.gen, root.hex(), entries, effect.outlets
            )
        )

    async def _open(self, effect: OpenDraw, tree: WindowTree) -> None:
        manifest = read_manifest(effect.manifest)
        signature = await self._word(effect, manifest)
        if signature is None:
            self._came(lambda at_ms: DrawVoided(at_ms, effect.number, LATE, AUTO, AUTO))
            return
        proof, sown = self._sow(effect.manifest, manifest, signature)
        self._came(await self._outcome(effect.number, manifest, tree, signature, proof, sown))

    def _sow(self, text: str, manifest: Manifest, signature: bytes) -> tuple[bytes, bytes]:
        """Return the VRF's proof and the seed."""
        said = alpha(text, signature)
        proof = vrf.prove(self._notary.vrf_secret, said)
        return proof, seed(text, manifest.round, signature, vrf.verify(manifest.vrf, said, proof))

    async def _outcome(
        self,
        number: int,
        manifest: Manifest,
        tree: WindowTree,
        signature: bytes,
        proof: bytes,
        sown: bytes,
    ) -> Outcome:
        words = (number, signature.hex(), proof.hex())
        rule = manifest.rule
        if isinstance(rule, DrawRule):
            rows = await self._insist(lambda: self._notary.archive.places(tree, sown, rule))
            places = tuple((index, leaf, path.hex()) for index, leaf, path in rows)
            return lambda at_ms: DrawOpened(at_ms, *words, places)
        split = await self._insist(lambda: self._notary.archive.split(tree, sown, rule))
        return lambda at_ms: RainOpened(
            at_ms, *words, split.root.hex(), split.packets, split.paid_fen, split.returned_fen
        )

    async def _word(self, effect: OpenDraw, manifest: Manifest) -> bytes | None:
        """Return the beacon's word, None when it has not come in time."""
        if effect.hall:
            return effect.hall.encode("ascii")
        beacon, clock = manifest.beacon, self._world.clock
        if manifest.round == 0 or self._notary.beacon is None:
            # Who draws on stage brings another effect; this is only for when nobody does.
            comes_ms = effect.committed_ms + margin_ms(beacon, manifest.kind)
            await clock.sleep_until(comes_ms + beacon.late_ms)
            return None
        comes_ms = time_of(beacon.chain, manifest.round)
        await clock.sleep_until(comes_ms)
        while True:
            asked_ms = clock.now_ms()
            try:
                return await self._notary.beacon.signature(manifest.round)
            except BeaconSilent as silent:
                if asked_ms > comes_ms + beacon.late_ms:
                    return None
                _log.warning("draw %d: round %d: %s", effect.number, manifest.round, silent)
            await asyncio.sleep(RETRY_S)

    async def _insist(self, call: Callable[[], Coroutine[None, None, _T]]) -> _T:
        while True:
            try:
                return await call()
            except StoreError as error:
                self._tally.store_errors["drawing"] += 1
                if not isinstance(error, StoreDown):
                    _log.error("the archive: %s", error)
            await asyncio.sleep(RETRY_S)


class _OpenedAgain(Exception):
    """A window gives anew before its tree stood: it is frozen with all that it gave."""


def _matters(show: Show, event: Event) -> bool:
    """Whether an outcome is still news: its window or draw may have gone on without it."""
    if isinstance(event, EntriesFrozen):
        gone_on = show.window(event.window).gen != event.gen
        return not gone_on and show.frozen_of(event.window) is None
    assert isinstance(event, DrawOpened | RainOpened | DrawVoided)
    draw = show.draw(event.number)
    # What was drawn in the hall decides, however long it takes to open.
    too_late = isinstance(event, DrawVoided) and draw.hall
    return draw.state is DrawState.COMMITTED and not too_late
