import pytest

from gala.store.keys import ShowKeys
from gala.store.slots import SLOTS, Argument, Node, key_of, probes, slot_of, table_of


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (("GET", "{a}:x"), b"{a}:x"),
        (("fcall", "claim_batch", 3, "{a:w:0}:state", "r", "j", "1"), b"{a:w:0}:state"),
        (("FCALL", "nothing", 0, "argument"), None),
        (("XREAD", "COUNT", 5, "BLOCK", 10, "STREAMS", "{a}:log", "0-0"), b"{a}:log"),
        (("XREAD", "streams", b"{a}:log", "0-0"), b"{a}:log"),
        (("TIME",), None),
        (("FUNCTION", "LIST"), None),
        (("CONFIG", "GET", "append*"), None),
        (("SPUBLISH", "{a}:ticks", b"tick"), b"{a}:ticks"),
        ((b"SADD", b"gala:shows", "live"), b"gala:shows"),
    ],
)
def test_a_command_belongs_to_its_first_key(
    command: tuple[Argument, ...], key: bytes | None
) -> None:
    assert key_of(command) == key


def test_slots_are_those_of_the_cluster_s_rules() -> None:
    # The check value of CRC16/XMODEM, and what the specification says of tags.
    assert slot_of(b"123456789") == 0x31C3 % SLOTS
    assert slot_of(b"{user1000}.following") == slot_of(b"{user1000}.followers")
    assert slot_of(b"foo{}{bar}") != slot_of(b"bar")


def test_what_one_function_touches_has_one_slot() -> None:
    keys = ShowKeys("live")
    for group in (
        [keys.log, keys.log_head, keys.cues, keys.lease, keys.commands, keys.answer("x")],
        list(vars_of(keys, 3)),
        list(keys.window_orders("w").all),
    ):
        assert len({slot_of(key.encode()) for key in group}) == 1


def vars_of(keys: ShowKeys, shard: int) -> tuple[str, str, str]:
    window = keys.window("w", shard)
    return window.state, window.receipts, window.journal


def test_a_table_is_read_from_what_a_node_says() -> None:
    reply = [
        [0, 99, [b"10.0.0.1", 7001, b"id"], [b"10.0.0.9", 7009, b"its replica"]],
        [100, 100, [b"", 7002, b"id"]],
        [101, 200, [b"?", 7003, b"id"]],
        [201, 201, [None, 7004, b"id"]],
    ]
    table = table_of(reply, "asked")
    assert len(table) == SLOTS
    assert table[0] == table[99] == Node("10.0.0.1", 7001)
    assert table[100] == Node("asked", 7002)
    assert (table[101], table[201]) == (Node("asked", 7003), Node("asked", 7004))
    assert table[202] is None


def test_there_is_a_probe_for_each_node_that_has_more_than_a_slot() -> None:
    one, other, tiny = Node("one", 1), Node("other", 2), Node("tiny", 3)
    table = [one if slot % 2 else other for slot in range(SLOTS)]
    table[7] = tiny
    found = probes("live", list(table))
    assert {one, other} <= set(found) <= {one, other, tiny}
    assert all(table[slot_of(key.encode())] == node for node, key in found.items())
    assert all(key.startswith("{live:promise-") for key in found.values())
