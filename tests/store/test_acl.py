"""Each role under its own user: what it needs goes through, and everything else is refused."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.ports import StoreDown, StoreError
from gala.store import functions
from gala.store.acl import ROLES, duties, lines, rules, user
from gala.store.connection import Connections
from gala.store.errors import Denied
from gala.store.keys import ShowKeys
from gala.store.slots import Argument
from tests.durability.servers import Server

SHOW = "night"
PASSWORDS = [(role, f"{role}-password") for role in ROLES]
KEYS = ShowKeys(SHOW)
SHARD, MANY = KEYS.window("w", 0), KEYS.window("w", 63)
ORDERS = KEYS.window_orders("w")
OTHER = ShowKeys("other")

ALL = frozenset(ROLES)
CREW = frozenset({"conductor", "edge", "console"})

# What a role might try, with arguments that the store takes, and who may. `fcall` stands for a
# call whose arguments are wrong: it fails inside, or does nothing, but it is let through.
MATRIX: dict[str, tuple[tuple[Argument, ...], frozenset[str] | set[str]]] = {
    "tell the time": (("TIME",), ALL),
    "read cues": (("XRANGE", KEYS.cues, "-", "+"), ALL),
    "read the log": (("XRANGE", KEYS.log, "-", "+"), ALL),
    "read the receipts": (("HMGET", SHARD.receipts, "v"), ALL),
    "read a journal": (("XRANGE", SHARD.journal, "-", "+"), ALL),
    "read orders": (("HGETALL", ORDERS.orders), ALL - {"edge"}),
    "read claims on guarantees": (("HGETALL", KEYS.guarantee_claims), ALL - {"edge"}),
    "read commands": (("XRANGE", KEYS.commands, "-", "+"), ALL - {"edge"}),
    "read the lease": (("HGETALL", KEYS.lease), ALL - {"edge"}),
    "list shows": (("SMEMBERS", "gala:shows"), ALL - {"edge"}),
    "claim": (("FCALL", "claim_batch", 3, SHARD.state, SHARD.receipts, SHARD.journal,
               0, 1, "v", 1, bytes(16) + b"app"), {"edge"}),
    "claim in the last shard": (("FCALL", "claim_batch", 3, MANY.state, MANY.receipts, MANY.journal,
                                 0, 1, "v", 1, bytes(16) + b"app"), {"edge"}),
    "claim without the function": (("HSET", SHARD.state, "x", "1"), {"edge", "conductor"}),
    "write a receipt": (("HSET", SHARD.receipts, "x", "1"), {"edge"}),
    "watch": (("FCALL", "watch_add", 1, KEYS.watched, "v", 1, 2), {"edge"}),
    "report": (("HSET", KEYS.edges, "edge", "{}"), {"edge"}),
    "count hearts": (("HSET", KEYS.counters, "edge", "[[],[]]"), {"edge"}),
    "open a window": (("FCALL", "window_open", 1, SHARD.state, 1, 1, 1, 0, 1), {"conductor"}),
    "close a window": (("FCALL", "window_close", 1, SHARD.state, 1, 1), {"conductor"}),
    "fence a window": (("FCALL", "window_fence", 1, SHARD.state, 1), {"conductor"}),
    "grant stock": (
        ("FCALL", "window_grant", 1, SHARD.state, 1, 1, "app", 0, 1, 0), {"conductor"}),
    "take the lease": (("FCALL", "lease_take", 1, KEYS.lease, "me", 1), {"conductor"}),
    "renew the lease": (("FCALL", "lease_renew", 1, KEYS.lease, "me", 1, 1), {"conductor"}),
    "write the log": (
        ("FCALL", "log_append", 2, KEYS.log, KEYS.log_head, 1, 0, "line", 0), {"conductor"}),
    "publish a cue": (("FCALL", "cue_publish", 2, KEYS.cues, KEYS.cues_head, 1, 0), {"conductor"}),
    "forge a cue": (("XADD", KEYS.cues, "9-9", "a", "b"), {"conductor"}),
    "forge a line": (("XADD", KEYS.log, "9-9", "a", "b"), {"conductor"}),
    "shorten the log": (("XTRIM", KEYS.log, "MAXLEN", 0), frozenset()),
    "delete a receipt": (("HDEL", SHARD.receipts, "v"), frozenset()),
    "delete a key": (("DEL", KEYS.log), frozenset()),
    "cut windows": (("HSETNX", KEYS.shards, "w", 1), {"conductor"}),
    "name a show": (("SADD", "gala:shows", SHOW), {"conductor"}),
    "tick": (("SPUBLISH", KEYS.ticks, "tick"), {"conductor"}),
    "send a command": (("FCALL", "command_send", 3, KEYS.commands, KEYS.asked("c"),
                        KEYS.answer("c"), "c", 9_999_999_999_999, "x", 10), {"console"}),
    "answer a command": (
        ("FCALL", "command_answer", 1, KEYS.answer("c"), "x", 1_000), {"conductor"}),
    "hold an order": (("FCALL", "order_hold", 6, *ORDERS.all, 1_000, "app", 1, "v", 1, 1),
                      {"conductor", "console"}),
    "take a payment": (("FCALL", "order_pay", 6, *ORDERS.all, "app 1 1", "platform", "p", "v", 1,
                        "r"), {"console"}),
    "order what was drawn": (
        ("FCALL", "order_draw", 6, *ORDERS.all, 1, 1_000, 1, 1, "app", 1, "v"), {"conductor"}),
    "pass a winner over": (("FCALL", "order_pass", 6, *ORDERS.all, 1, 1_000, "app", "v"),
                           {"conductor"}),
    "revoke orders": (("FCALL", "order_revoke", 6, *ORDERS.all, 1, "app", 1), {"conductor"}),
    "answer the platform": (
        ("FCALL", "reply_begin", 1, KEYS.answered("k"), "d", 1_000), {"console"}),
    "note who was told": (("SET", KEYS.told("e"), "1"), {"console"}),
    "file a claim": (("FCALL", "guarantee_file", 3, KEYS.guarantee_claims, KEYS.guarantee_totals,
                      KEYS.guarantee_journal, "c", "g", "r", 1, 9_999_999_999_999, "{}", ""),
                     {"console"}),
    "raise an alert": (("XADD", KEYS.alerts, "*", "entry", "{}"), {"console"}),
    "read alerts": (("XRANGE", KEYS.alerts, "-", "+"), ALL - {"edge"}),
    "shorten the alerts": (("XTRIM", KEYS.alerts, "MAXLEN", 0), frozenset()),
    "have replicas counted": (("SET", "{night:w:0}:barrier", ""), CREW),
    "see what the store is set to": (("CONFIG", "GET", "append*"), {"conductor", "console"}),
    "set the store to less": (("CONFIG", "SET", "appendfsync", "no"), frozenset()),
    "load a function": (
        ("FUNCTION", "LOAD", "REPLACE", functions.libraries()["watch_add"]), {"conductor"}),
    "delete a function": (("FUNCTION", "DELETE", "watch_add"), frozenset()),
    "run a script": (("EVAL", "return 1", 0), frozenset()),
    "flush": (("FLUSHALL",), frozenset()),
    "list keys": (("KEYS", "*"), frozenset()),
    "rename a key": (("RENAME", KEYS.log, KEYS.cues), frozenset()),
    "make a user": (("ACL", "SETUSER", "me", "on", "nopass", "+@all"), frozenset()),
    "shut down": (("SHUTDOWN", "NOSAVE"), frozenset()),
    "become a replica": (("REPLICAOF", "NO", "ONE"), frozenset()),
    "read another show": (("XRANGE", OTHER.log, "-", "+"), frozenset()),
    "claim in another show": (
        ("FCALL", "claim_batch", 3, OTHER.window("w", 0).state, OTHER.window("w", 0).receipts,
         OTHER.window("w", 0).journal, 0, 1, "v", 1, bytes(16) + b"app"), frozenset()),
    "write the other show's log": (
        ("FCALL", "log_append", 2, OTHER.log, OTHER.log_head, 1, 0, "x", 0), frozenset()),
}  # fmt: skip


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    one = Server(tmp_path / "store")
    await one.ready()
    await functions.load(one.calls)
    for line in lines(SHOW, PASSWORDS, aclfile=False):
        assert await one.calls.call(*line.split()) == b"OK"
    await one.calls.aclose()
    yield one
    await one.stop()


def url(server: Server, role: str) -> str:
    secret = dict(PASSWORDS)[role]
    return f"redis://{user(role, SHOW)}:{secret}@{server.host}:{server.port}"


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_do_what(server: Server, role: str) -> None:
    calls = Connections(url(server, role))
    wrong = []
    for what, (command, who) in MATRIX.items():
        if await allowed(calls, command) != (role in who):
            wrong.append(what)
    await calls.aclose()
    assert not wrong, f"{role} is judged wrongly"


async def allowed(calls: Connections, command: tuple[Argument, ...]) -> bool:
    """Whether the store lets a command through, also into what a function does."""
    try:
        await calls.call(*command)
    except Denied:
        return False
    except StoreDown:
        raise
    except StoreError as error:
        return "ACL failure" not in str(error)  # let in, and stopped inside
    return True


async def test_a_wrong_password_is_refused(server: Server) -> None:
    calls = Connections(url(server, "edge").replace("edge-password", "guessed"))
    with pytest.raises(Denied, match="look at the user in its URL"):
        await calls.call("TIME")
    await calls.aclose()


async def test_who_may_not_load_functions_leaves_them_to_who_may(server: Server) -> None:
    root, edge = Connections(server.url), Connections(url(server, "edge"))
    conductor = Connections(url(server, "conductor"))
    await functions.load(edge)
    await root.call("FUNCTION", "DELETE", "watch_add")
    await functions.load(edge)
    with pytest.raises(StoreDown, match=r"lacks 'watch_add'.*a conductor does"):
        await functions.call(edge, "watch_add", (KEYS.watched,), "v", 1, 2)
    older = functions.libraries()["watch_add"] + b"-- older\n"
    await root.call("FUNCTION", "LOAD", "REPLACE", older)
    with pytest.raises(StoreError, match="another version of 'watch_add'"):
        await functions.load(edge)
    await functions.load(conductor)
    await functions.load(edge)
    assert len(await functions.call(edge, "watch_add", (KEYS.watched,), "v", 1, 2)) == 1
    for calls in (root, edge, conductor):
        await calls.aclose()


async def test_the_same_users_from_an_aclfile(tmp_path: Path) -> None:
    path = tmp_path / "users.acl"
    text = "".join(f"{line}\n" for line in lines(SHOW, PASSWORDS, aclfile=True))
    path.write_text("user default on nopass ~* &* +@all\n" + text)
    one, other = Server(tmp_path / "a", aclfile=str(path)), Server(tmp_path / "b")
    try:
        for server in (one, other):
            await server.ready()
        for line in lines(SHOW, PASSWORDS, aclfile=False):
            await other.calls.call(*line.split())
        told = [await users(server) for server in (one, other)]
    finally:
        for server in (one, other):
            await server.stop()
    assert told[0] == told[1]
    assert len(told[0]) == 1 + len(ROLES)


async def users(server: Server) -> set[tuple[bytes, ...]]:
    """The words of each user's rules: Redis 7.0 lists them in no order, and names a default."""
    listed: list[bytes] = await server.calls.call("ACL", "LIST")
    words = [set(re.sub(rb"[()]", b" ", one).split()) for one in listed]
    return {tuple(sorted(one - {b"sanitize-payload"})) for one in words}


def test_a_role_may_what_its_functions_do_inside() -> None:
    code = functions.libraries()
    called: set[str] = set()
    for role in ROLES:
        for duty in duties(role, SHOW):
            for name in duty.functions:
                called.add(name)
                words = set(re.findall(rb"redis\.call\(\s*'([A-Z]+)'", code[name])) - {b"TIME"}
                assert {word.decode().lower() for word in words} <= set(duty.commands), name
    assert called == set(code), "each function is somebody's"


def test_there_is_no_other_role() -> None:
    with pytest.raises(ValueError, match="no role of this name: owner"):
        rules("owner", SHOW)
