from tests.core.kinds.one import parts_of


def test_it_adds_nothing_that_viewers_act_on() -> None:
    parts = parts_of("{id: x, kind: performance, title: X, length: 10s}")
    assert (parts.detail, parts.window, parts.rooms) == ((), None, ())
