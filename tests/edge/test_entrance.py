from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import cast

import pytest

from gala.edge.entrance import Entrance
from gala.edge.handshake import Admitted
from gala.edge.opening import Opening

from .house import running, until

AT_ONCE = 4


@dataclass
class Comer:
    """Somebody whose request is whole: says what is done with it."""

    name: str
    done: list[str]
    refused: bool = False
    broken: bool = False
    aborted: bool = field(default=False, init=False)

    def judge(self) -> Admitted | None:
        self.done.append(f"judge {self.name}")
        return None if self.refused else cast(Admitted, self.name)

    def enter(self, admitted: Admitted) -> None:
        assert cast(str, admitted) == self.name
        self.done.append(f"enter {self.name}")
        if self.broken:
            raise RuntimeError("a fault of ours")

    def abort(self) -> None:
        self.aborted = True


def put(entrance: Entrance, *comers: Comer) -> None:
    for comer in comers:
        entrance.put(cast(Opening, comer))


async def test_many_are_judged_and_then_let_in() -> None:
    done: list[str] = []
    entrance = Entrance(asyncio.get_running_loop(), AT_ONCE)
    put(entrance, Comer("a", done), Comer("b", done, refused=True), Comer("c", done))
    assert done == []
    await asyncio.sleep(0)
    assert done == ["judge a", "judge b", "judge c", "enter a", "enter c"]


async def test_other_work_has_its_turn_among_very_many() -> None:
    done: list[str] = []
    loop = asyncio.get_running_loop()
    entrance = Entrance(loop, AT_ONCE)
    put(entrance, *(Comer(str(number), done) for number in range(2 * AT_ONCE + 1)))
    seen = []
    for _ in range(3):
        await asyncio.sleep(0)
        seen.append(len(done) // 2)
    assert seen == [AT_ONCE, 2 * AT_ONCE, 2 * AT_ONCE + 1]
    put(entrance, Comer("late", done))
    await asyncio.sleep(0)
    assert done[-1] == "enter late"


async def test_a_fault_with_one_is_not_the_others(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    entrance = Entrance(asyncio.get_running_loop(), AT_ONCE)
    bad = Comer("bad", done, broken=True)
    put(entrance, bad, Comer("good", done))
    await asyncio.sleep(0)
    assert done[-1] == "enter good"
    assert bad.aborted
    assert "a fault of ours" in caplog.text


async def test_who_hangs_up_while_waiting_is_nobody() -> None:
    async with running() as house, house.wire(house.request()[:-1]):
        await until(lambda: house.hall.connections)
        (opening,) = house.hall.connections
        assert isinstance(opening, Opening)
        await until(lambda: opening._data)
        opening.data_received(b"\n")
        opening.abort()
        await until(lambda: not house.hall.connections)
        assert house.hall.tally.joined == 0
        assert not house.hall.tally.refused
