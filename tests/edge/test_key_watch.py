"""A ticket key that is added is good soon, one that is gone is not."""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.edge import key_watch
from gala.edge.key_watch import watch_keys
from gala.wire.tickets import TicketKey, TicketRefused, TicketVerifier, issue, keys_in

from .house import running, until

OLD, NEW = TicketKey("old", b"o" * 32), TicketKey("new", b"n" * 32)


def write(path: Path, *keys: TicketKey) -> None:
    path.write_text(
        json.dumps([{"kid": one.kid, "k": urlsafe_b64encode(one.secret).decode()} for one in keys])
    )


def good(verifier: TicketVerifier, key: TicketKey) -> bool:
    try:
        verifier.verify(issue(key, "test", "v", "app", 0, 60_000), 0)
    except TicketRefused:
        return False
    return True


@pytest.fixture
async def verifier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TicketVerifier]:
    monkeypatch.setattr(key_watch, "LOOK_S", 0.02)
    write(tmp_path / "keys.json", OLD)
    verifier = TicketVerifier("test", ["app"], [OLD])
    watching = asyncio.create_task(watch_keys(verifier, lambda: keys_in(tmp_path / "keys.json")))
    yield verifier
    watching.cancel()


async def test_added_and_gone(verifier: TicketVerifier, tmp_path: Path) -> None:
    await until(lambda: good(verifier, OLD))
    write(tmp_path / "keys.json", NEW, OLD)
    await until(lambda: good(verifier, NEW))
    assert good(verifier, OLD)
    write(tmp_path / "keys.json", NEW)
    await until(lambda: not good(verifier, OLD))
    assert good(verifier, NEW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "{}",
        "7",
        '[{"kid": "x"}]',
        '{"kid": "x", "k": "eA=="}',
        '[{"kid": "x", "k": "' + "A" * 44,
        "[" * 100_000,
    ],
)
async def test_a_broken_file_locks_nobody_out(
    verifier: TicketVerifier, tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    await until(lambda: good(verifier, OLD))
    (tmp_path / "keys.json").write_text(text)
    await until(lambda: "the ticket keys stay as they were" in caplog.text)
    await asyncio.sleep(0.1)
    assert good(verifier, OLD)
    assert caplog.text.count("the ticket keys stay") == 1, "said once"
    (tmp_path / "keys.json").unlink()
    write(tmp_path / "keys.json", NEW)
    await until(lambda: good(verifier, NEW))


async def looks(monkeypatch: pytest.MonkeyPatch, *found: object) -> list[set[str]]:
    """What is trusted after each look, where it was `OLD` before; an exception is raised."""
    verifier = TicketVerifier("test", ["app"], [OLD])
    trusted: list[set[str]] = []
    changes: list[int] = []
    coming = iter(found)

    def read() -> list[TicketKey]:
        one = next(coming)
        if isinstance(one, Exception):
            raise one
        assert isinstance(one, list)
        return one

    async def rest(seconds: float) -> None:
        trusted.append(names(verifier))
        if len(trusted) == len(found):
            raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", rest)
    with pytest.raises(asyncio.CancelledError):
        await watch_keys(verifier, read, lambda: changes.append(len(trusted)))
    shown = [{"old"}, *trusted]
    assert changes == [n for n in range(len(trusted)) if shown[n] != shown[n + 1]]
    return trusted


def names(verifier: TicketVerifier) -> set[str]:
    return {key.kid for key in verifier.keys}


async def test_one_look_alone_takes_no_key_away(monkeypatch: pytest.MonkeyPatch) -> None:
    both, old, new = {"old", "new"}, {"old"}, {"new"}
    assert await looks(monkeypatch, [NEW], [NEW, OLD]) == [both, both]
    assert await looks(monkeypatch, [NEW], [NEW], [NEW]) == [both, new, new]
    # What cannot be read is no look.
    missing = [[NEW], OSError(), [], ValueError(), RecursionError(), [NEW]]
    assert await looks(monkeypatch, *missing) == [both] * 5 + [new]
    assert await looks(monkeypatch, [NEW], ValueError(), [OLD], [OLD]) == [both, both, both, old]


async def test_another_secret_under_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    verifier = TicketVerifier("test", ["app"], [OLD])
    other = TicketKey("old", b"x" * 32)
    monkeypatch.setattr(key_watch, "LOOK_S", 0.02)
    watching = asyncio.create_task(watch_keys(verifier, lambda: [other]))
    await asyncio.sleep(0)
    assert good(verifier, OLD)
    assert verifier.trusts(OLD)
    await until(lambda: good(verifier, other))
    assert not good(verifier, OLD)
    assert not verifier.trusts(OLD)
    watching.cancel()


def test_a_look_is_often_enough() -> None:
    # A key revoked is refused within five seconds, wherever between two looks it went.
    assert 2 * key_watch.LOOK_S < 5


async def test_a_revoked_key_at_the_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_watch, "LOOK_S", 0.02)
    path = tmp_path / "keys.json"
    write(path, OLD, NEW)
    async with running() as house:
        verifier = house.hall.door._verifier
        watching = asyncio.create_task(watch_keys(verifier, lambda: keys_in(path)))
        now_ms = house.clock.now_ms()
        ticket = issue(OLD, "test", "v", "app", now_ms, now_ms + 60_000)

        async def status() -> bytes:
            async with house.wire(house.request(ticket=ticket)) as wire:
                return (await wire.head()).split()[1]

        await until(lambda: good(verifier, OLD))
        assert await status() == b"101"
        write(path, NEW)
        await until(lambda: not good(verifier, OLD))
        assert await status() == b"401"
        assert not house.ledger.calls
        watching.cancel()
