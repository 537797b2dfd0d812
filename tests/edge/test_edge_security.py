"""What holds of a viewer's socket as a whole (docs/security.md)."""

from __future__ import annotations

import ast
import inspect
import logging
import re
import secrets
from pathlib import Path
from types import ModuleType

import pytest

from gala.admin.parts import Part, Parts
from gala.edge import handshake, opening, viewer
from gala.edge.limits import Limits
from gala.wire import messages
from gala.wire.codec import VIEWER_BYTES_MAX
from gala.wire.tickets import TicketKey, issue

from .fakes import SHOW
from .house import House, running, until

ROOT = Path(__file__).parents[2]


async def refused(house: House, request: bytes) -> tuple[bytes, bytes]:
    """Status and body of an opening that comes to nothing."""
    async with house.wire(request) as wire:
        while await wire.more():
            pass
        head, _, body = wire.data.partition(b"\r\n\r\n")
        return head.split()[1], body


async def test_a_ticket_in_the_address_opens_nothing() -> None:
    async with running() as house:
        ticket = house.ticket()
        for query in (f"?ticket={ticket}", f"?access_token={ticket}", f"?main=1.1&t={ticket}"):
            request = house.request(query, Sec_WebSocket_Protocol="gala.v1")
            assert await refused(house, request) == (b"400", b"malformed")
        request = house.request(
            Sec_WebSocket_Protocol="gala.v1", Authorization=f"Bearer {ticket}", Cookie=f"t={ticket}"
        )
        assert await refused(house, request) == (b"401", b"ticket")


async def test_no_ticket_and_no_name_in_any_log_or_figure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The canary: a viewer whose name and ticket can be told from everything else."""
    name = f"canary-{secrets.token_hex(8)}"
    limits = Limits(linger_s=1.0, behind_s=0.3)
    with caplog.at_level(logging.DEBUG):
        async with running(limits=limits, options={"probe": True}) as house:
            good = house.ticket(name)
            now_ms = house.clock.now_ms()
            strange = issue(TicketKey("k1", bytes(32)), SHOW, name, "app", now_ms, now_ms + 9_000)
            old = house.ticket(name, lasts_ms=-1_000)
            for ticket in (strange, old, good[:-9]):
                await refused(house, house.request(ticket=ticket))
            await refused(house, house.request("?main=x", ticket=good))
            async with house.wire(house.request(ticket=good)) as wire:
                await wire.head()
                await wire.frame(messages.claim("lipstick", 1, bytes(16), True))
                await wire.message("receipt")
                await wire.frame(b"\xc1")
                await wire.closed()
            await until(lambda: house.edge.problem() is None)
            house.cues.gate.down = True
            async with house.wire(house.request(ticket=good)) as wire:
                await wire.head()
            parts = Parts()
            parts.add(Part("edge", house.edge.problem, house.edge.metrics))
            told = (await parts.figures()).decode() + caplog.text
    assert "gala_edge_refused_total" in told
    assert "ticket.ey" not in told, "not the probe's either"
    assert name not in told
    for ticket in (good, strange, old):
        for part in ticket.split("."):
            assert part not in told


def texts(module: ModuleType, called: str, position: int) -> set[str]:
    """The texts given to calls of a name, wherever they are written down."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and len(node.args) > position
        if called in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    ]
    given = [getattr(call.args[position], "value", None) for call in calls]
    return {text for text in given if isinstance(text, str)}


def test_words_are_of_a_fixed_set() -> None:
    """What a stranger is told is a word of the protocol's, never a text of an exception's."""
    refusals = texts(handshake, "RefusedError", 1) | texts(opening, "RefusedError", 1)
    farewells = texts(viewer, "close", 1) | texts(viewer, "_close_until", 0)
    page = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`([a-z]+)`", page))
    assert refusals >= {"malformed", "origin", "path", "busy", "behind"}
    assert farewells >= {"malformed", "expired", "over", "behind", "drain", "flood"}
    assert refusals | farewells <= said


def test_every_bound_is_one() -> None:
    limits = Limits()
    assert limits.handshake_s <= 10
    assert limits.request_bytes <= 8_192
    assert VIEWER_BYTES_MAX <= 4_096
    for name in Limits.__dataclass_fields__:
        assert 0 < getattr(limits, name) < float("inf"), name


async def test_a_forged_ticket_costs_no_call() -> None:
    async with running() as house:
        for ticket in ("x.y.z", house.ticket()[:-4] + "AAAA", house.ticket(lasts_ms=-1)):
            assert (await refused(house, house.request(ticket=ticket)))[0] == b"401"
        assert not house.ledger.calls
        assert not house.viewers.calls


def test_what_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    paths = [path for folder in ("gala", "tests") for path in (ROOT / folder).rglob("*.py")]
    names = {path.name for path in paths}
    written = "".join(path.read_text(encoding="utf-8") for path in paths if "test_" in path.name)
    assert set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", page)) <= names
    for name in re.findall(r"`(test_\w+)`", page):
        assert f"def {name}(" in written, name
