from pathlib import Path

import run_sheet.kinds
from run_sheet import KINDS, Host, WindowSegment, nouns
from run_sheet.kinds import GuestSegment
from run_sheet.kinds.base import unknown_reference
from run_sheet.said import Said
from tests.run_sheet.sheets import judge_segments, messages


def test_every_kind_has_its_own_name() -> None:
    assert list(KINDS) == [
        "host", "story", "performance", "visit", "seckill", "rain", "draw", "break",
    ]  # fmt: skip


def test_every_module_of_a_kind_is_registered() -> None:
    modules = {path.stem for path in Path(run_sheet.kinds.__file__).parent.glob("*.py")}
    registered = {model.__module__.rpartition(".")[2] for model in KINDS.values()}
    assert modules - {"__init__", "base"} == registered


def test_kinds_with_windows_and_kinds_with_guests() -> None:
    windows = {kind for kind, model in KINDS.items() if issubclass(model, WindowSegment)}
    guests = {kind for kind, model in KINDS.items() if issubclass(model, GuestSegment)}
    assert windows == {"seckill", "rain"}
    assert guests == {"host", "story", "performance", "visit"}


def test_guests_come_by_role_and_number() -> None:
    parsed = judge_segments("""
          - id: a
            kind: host
            title: x
            length: 1m
            guests:
              - {role: {zh: 影帝, en: Film star}}
              - {role: Singer, count: 3}
        """)
    assert parsed.sheet is not None
    host = parsed.sheet.segments[0]
    assert isinstance(host, Host)
    assert [(guest.role.en, guest.count) for guest in host.guests] == [
        ("Film star", 1),
        ("Singer", 3),
    ]


def test_guests_that_are_none() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 1m, guests: [{role: Singer, count: 0}]}
        #                                                                            ^ GS104
          - {id: b, kind: host, title: x, length: 1m, guests: [{role: Singer, count: 1001}]}
        #                                                                            ^ GS104
          - {id: c, kind: host, title: x, length: 1m, guests: [{name: Somebody}]}
        #                                                      ^ GS102
        #                                                       ^ GS101
        """)


def test_a_window_must_fit_its_segment() -> None:
    parsed = judge_segments("""
          - {id: a, kind: draw, title: x, length: 1m, opens: 20s, open_for: 40s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: b, kind: draw, title: x, length: 1m, opens: 20s, open_for: 40001ms,
        #                                                                   ^ GS203
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)
    assert "closes 1m1ms after the segment starts" in messages(parsed)
    assert "`length` at least `1m1ms`" in messages(parsed)


def test_a_window_is_open_for_some_time() -> None:
    judge_segments("""
          - {id: b, kind: draw, title: x, length: 1m, opens: 0s, open_for: 0s,
        #                                                                  ^ GS104
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)


def test_an_unknown_reference_names_its_neighbour_or_what_there_is() -> None:
    (near,) = unknown_reference(("room",), nouns.ROOM, "beuty", ("beauty", "home"))
    assert near.hint == Said("是不是 `beauty`？", "did you mean `beauty`?")
    (far,) = unknown_reference(("room",), nouns.ROOM, "x", ("beauty", "home"))
    assert far.hint == Said("已声明的有：`beauty`、`home`", "declared are: `beauty`, `home`")
    (none,) = unknown_reference(("room",), nouns.ROOM, "x", ())
    assert none.hint == Said("已声明的有：无", "declared are: none")
    assert not list(unknown_reference(("room",), nouns.ROOM, "home", ("beauty", "home")))
