"""The director and a second person at their consoles: keys at random, and at last the way home."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

from gala.core.rooms import room_run
from gala.core.state import Show, WindowRun
from gala.core.tables import DrawState, Mode, Phase, WindowState
from gala.ports import CommandEnvelope, StoreDown

from . import night
from .cast import Cast
from .hosts import Host

_LIVES_MS = 900
_WINDOWS_EVERY_S = (0.1, 0.7)
_LATE_SHARE = 0.1
_QUIET_SHARE = 0.9
_QUIET = (WindowState.PLANNED, WindowState.SETTLED)
_EVERY_S = (0.2, 2.5)
_HOME_EVERY_S = 0.7
_PATIENCE_S = 20.0

Told = Callable[[str, str], None]

_KEYS = {
    "go": 8, "hold": 3, "resume": 4, "extend": 3, "jump": 4, "skip": 3, "panic": 1, "clear": 3,
    "plan_b": 2, "draw": 4, "call_off": 2, "announce": 3, "pass_over": 2, "ready": 2, "auto": 3,
    "manual": 2,
}  # fmt: skip
_ROOM_KEYS = {"room_go": 6}
_WINDOW_KEYS = {"pause_window": 6, "resume_window": 9, "top_up": 4, "close_window": 1, "revoke": 1}
_BY_TWO = ("draw", "call_off", "pass_over", "top_up", "revoke")


class Crew:
    """Two seats. `show` returns the state that their pages show, None before there is one."""

    def __init__(self, cast: Cast, show: Callable[[], Show | None], told: Told) -> None:
        self._cast = cast
        self._show = show
        self._told = told
        self._numbers = count(1)
        self.pressing = True
        self._agreed: dict[str, object] | None = None
        self._agreed_there: dict[str, object] | None = None

    async def sit(self, host: Host) -> None:
        """Press keys at random until told to stop."""
        rng = self._cast.sim.random(f"{host.name} {host.lives}")
        ports = await self._cast.ports(host)
        while self.pressing:
            await asyncio.sleep(rng.uniform(*_EVERY_S))
            show = self._show()
            if show is not None and self.pressing:
                await self._press(host.name, ports, self._choose(rng, show))

    async def at_the_windows(self, host: Host) -> None:
        """Press the keys of windows while there is one to press them for, until told to stop."""
        rng = self._cast.sim.random(f"{host.name} at the windows {host.lives}")
        ports = await self._cast.ports(host)
        while self.pressing:
            await asyncio.sleep(rng.uniform(*_WINDOWS_EVERY_S))
            show = self._show()
            if show is None:
                continue
            live = [one for one in show.windows if one.state not in _QUIET]
            if not live and rng.random() < _QUIET_SHARE:
                continue
            if self._agreed_there is not None and rng.random() < 0.5:
                fields, self._agreed_there = self._agreed_there, None
            else:
                fields = _of_a_window(rng, show, rng.choice(live or show.windows))
                if fields["command"] in _BY_TWO:
                    self._agreed_there = fields
            await self._press(host.name, ports, fields)

    async def bring_home(self, host: Host) -> None:
        """Do what a person does who wants the show to end well, until it is over."""
        ports = await self._cast.ports(host)
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        while (show := self._show()) is None or show.phase is not Phase.OVER:
            key = None
            if show is not None:
                if loop.time() - begun_s > _PATIENCE_S:
                    key = "end"
                elif show.phase is Phase.PANIC:
                    key = "clear"
                elif show.phase is Phase.HELD:
                    key = "resume"
                elif show.mode is Mode.MANUAL:
                    key = "auto"
            if key is not None:
                await self._press(host.name, ports, {"command": key})
            await asyncio.sleep(_HOME_EVERY_S)

    def _choose(self, rng: Random, show: Show) -> dict[str, object]:
        if self._agreed is not None and rng.random() < 0.5:
            agreed, self._agreed = self._agreed, None
            return agreed
        rooms = [room.id for room in show.plan.rooms if room.segments]
        keys = _KEYS | _ROOM_KEYS if rooms else _KEYS
        key = rng.choices(list(keys), list(keys.values()))[0]
        fields: dict[str, object] = {"command": key}
        segments = [segment.id for segment in night.plan().segments]
        opened = [draw for draw in show.draws if draw.state is not DrawState.COMMITTED]
        match key:
            case "extend":
                fields["by_ms"] = rng.choice((-2_000, -500, 500, 1_500))
            case "jump" | "ready":
                fields["segment"] = rng.choice(segments)
            case "skip" if rng.random() < 0.5:
                fields["segment"] = rng.choice(segments)
            case "draw":
                fields["segment"] = rng.choice(("rain", "prizes"))
            case "pass_over" if opened:
                fields |= {"number": opened[-1].number, "place": 0, "text": "not of age"}
            case "room_go":
                run = room_run(show, rooms[0])
                return fields | {"room": rooms[0], "on_air": run.on if run else None}
        if key in _BY_TWO:
            self._agreed = fields
        elif rng.random() < 0.5:
            fields["on_air"] = show.current
        return fields

    async def _press(self, seat: str, ports: Any, fields: dict[str, object]) -> None:
        body = json.dumps({**fields, "by": seat}).encode()
        envelope = CommandEnvelope(
            f"{seat}-{next(self._numbers)}", ports.clock.now_ms() + _LIVES_MS, body
        )
        try:
            answer = await ports.commands.send(envelope, _LIVES_MS)
        except StoreDown:
            answer = None
        if answer is None:
            said = "nobody answers"
        else:
            decided = json.loads(answer)
            said = "done" if decided["accepted"] else decided["code"]
        words = " ".join(f"{name}={value}" for name, value in fields.items() if name != "command")
        self._told(seat, f"presses {fields['command']} {words}".rstrip() + f": {said}")


def _of_a_window(rng: Random, show: Show, window: WindowRun) -> dict[str, object]:
    """Return a key for a window as somebody saw it, now and then an opening too late."""
    late = window.gen > 0 and rng.random() < _LATE_SHARE
    return {
        "command": rng.choices(list(_WINDOW_KEYS), list(_WINDOW_KEYS.values()))[0],
        "window": window.id,
        "gen": window.gen - late,
        "outlet": rng.choice([outlet.id for outlet in show.plan.outlets]),
        "units": rng.randint(1, 5),
        "text": "said aloud",
    }
