"""People's commands: received, decided by the rules, answered once their facts are logged."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable

from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.commands import Command
from gala.core.decide import decide
from gala.core.events import AUTO, Event
from gala.core.refusals import Refusal, refusal
from gala.core.sheets import parsed
from gala.core.state import MAIN, Show
from gala.ports import CommandEnvelope, StoreDown, TooLate
from gala.proof.audit import read_audits
from gala.proof.errors import ProofError

RETRY_MS = 100
WAIT_MS = 1_000

Commit = Callable[[tuple[Event, ...]], Awaitable[Show]]


class Inbox:
    """Commands that have come and are not yet served. A command past its time is void."""

    def __init__(self, world: World, changed: asyncio.Event, tally: Tally) -> None:
        self._world = world
        self._changed = changed
        self._tally = tally
        self._waiting: deque[CommandEnvelope] = deque()
        self._unread: deque[tuple[CommandEnvelope, str]] = deque()
        self._cursor = "$"

    async def listen(self) -> None:
        """Let what is sent from now on count, and nothing before. Raises `StoreDown`."""
        self._waiting.clear()
        self._unread.clear()
        await self._receive("$", 1)

    async def run(self) -> None:
        """Receive commands, from `listen` on, until cancelled."""
        async with asyncio.TaskGroup() as reading:
            while True:
                while self._unread:
                    reading.create_task(self._read(*self._unread.popleft()))
                try:
                    await self._receive(self._cursor, WAIT_MS)
                except StoreDown:
                    self._tally.store_errors["commands"] += 1
                    await asyncio.sleep(RETRY_MS / 1000)

    async def _receive(self, cursor: str, timeout_ms: int) -> None:
        self._cursor, commands = await self._world.commands.receive(cursor, timeout_ms)
        for envelope in commands:
            sheet = sheet_in(envelope.body)
            if sheet is None:
                self._waiting.append(envelope)
            else:
                self._unread.append((envelope, sheet))
        if commands:
            self._changed.set()

    async def _read(self, envelope: CommandEnvelope, sheet: str) -> None:
        """Read an edited sheet, which is kept, in a thread: nothing that is due waits for it."""
        await asyncio.to_thread(parsed, sheet)
        self._waiting.append(envelope)
        self._changed.set()

    async def serve(self, show: Show, at_ms: int, lead_ms: int, commit: Commit) -> bool:
        """Decide the next command as of `at_ms` and answer it; False when there is none.

        Raises `Fenced` from `commit`.
        """
        while self._waiting:
            envelope = self._waiting.popleft()
            if at_ms <= envelope.expires_ms:
                await self._serve(envelope, show, at_ms, lead_ms, commit)
                return True
            self._tally.commands["expired"] += 1
        return False

    async def _serve(
        self, envelope: CommandEnvelope, show: Show, at_ms: int, lead_ms: int, commit: Commit
    ) -> None:
        decision = decide_body(show, envelope.body, at_ms, lead_ms)
        if not isinstance(decision, Refusal):
            try:
                show = await commit(decision)
            except TooLate:
                decision = refusal("too_late")
        if isinstance(decision, Refusal):
            answer = _refused(decision)
            self._tally.commands[decision.code] += 1
        else:
            answer = {"accepted": True, "seq": dict(show.seqs)[MAIN]}
            self._tally.commands["accepted"] += 1
        try:
            await self._world.commands.answer(envelope.id, json.dumps(answer).encode())
        except StoreDown:  # who asked has given up by the time it is back
            self._tally.store_errors["commands"] += 1


def decide_body(show: Show, body: bytes, at_ms: int, lead_ms: int) -> tuple[Event, ...] | Refusal:
    """Decide a console's command (docs/console-api.md); odd fields are `bad_value`."""
    try:
        fields = json.loads(body)
        match fields:
            case {"command": str(name), "by": str(by)} if by.isprintable() and by != AUTO:
                pass
            case _:
                return refusal("bad_value")
    except (ValueError, RecursionError):
        return refusal("bad_value")
    on_air, segment, by_ms = (fields.get(name) for name in ("on_air", "segment", "by_ms"))
    if not isinstance(on_air, str | None) or not isinstance(segment, str | None):
        return refusal("bad_value")
    number, place, text = (fields.get(name) for name in ("number", "place", "text"))
    window, gen, outlet, units = (fields.get(name) for name in ("window", "gen", "outlet", "units"))
    if not all(one is None or type(one) is int for one in (by_ms, number, place, gen, units)):
        return refusal("bad_value")
    sheet, base = fields.get("sheet"), fields.get("base")
    room = fields.get("room")
    if not all(isinstance(one, str | None) for one in (text, window, outlet, room, sheet, base)):
        return refusal("bad_value")
    try:
        audits = read_audits(fields.get("audits", []))
    except ProofError:
        return refusal("bad_value")
    command = Command(
        name=name,
        by=by,
        at_ms=at_ms,
        lead_ms=lead_ms,
        checked="on_air" in fields,
        on_air=on_air,
        segment=segment,
        by_ms=by_ms,
        number=number,
        place=place,
        text=text,
        window=window,
        gen=gen,
        outlet=outlet,
        units=units,
        sheet=sheet,
        base=base,
        audits=audits,
        room=room,
    )
    return decide(show, command)


def sheet_in(body: bytes) -> str | None:
    """Return the text of the run sheet that a command brings, None of every other command."""
    if b'"sheet"' not in body:
        return None
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return None
    sheet = fields.get("sheet") if isinstance(fields, dict) else None
    return sheet if isinstance(sheet, str) else None


def _refused(why: Refusal) -> dict[str, object]:
    zh, en = why.message
    return {"accepted": False, "code": why.code, "message": {"zh": zh, "en": en}}
