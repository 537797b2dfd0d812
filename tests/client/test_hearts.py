import asyncio

import pytest

from gala.client import hearts as module
from gala.client.hearts import Hearts
from gala.core.feelings import HEARTS_MAX
from gala.wire.codec import unpack


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GATHER_S", 0.05)


async def test_taps_are_gathered_into_one_message_and_no_more_than_counts() -> None:
    sent: list[object] = []
    hearts = Hearts(lambda frame: sent.append(unpack(frame)))
    for count in (1, 2, 3):
        hearts.tap(count)
    assert sent == []
    await asyncio.sleep(0.1)
    assert sent == [["heart", 6]]
    hearts.tap(10**6)
    await asyncio.sleep(0.1)
    assert sent == [["heart", 6], ["heart", HEARTS_MAX]]


async def test_what_waits_when_the_line_breaks_is_not_sent_later() -> None:
    sent: list[object] = []
    hearts = Hearts(lambda frame: sent.append(unpack(frame)))
    hearts.stop()
    hearts.tap(3)
    hearts.stop()
    await asyncio.sleep(0.1)
    hearts.tap(1)
    await asyncio.sleep(0.1)
    assert sent == [["heart", 1]]


def test_no_hearts_are_no_taps() -> None:
    with pytest.raises(ValueError, match="one at least"):
        Hearts(lambda frame: None).tap(0)
