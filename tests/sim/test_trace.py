"""A trace names a run by its lines, and keeps the last of them."""

from gala.sim.trace import Trace


def traced(*lines: str) -> Trace:
    trace = Trace(tail_lines=2)
    for line in lines:
        trace.add(line)
    return trace


def test_equal_lines_have_equal_digests_and_others_do_not() -> None:
    assert traced("a", "b").digest == traced("a", "b").digest
    assert traced("a", "b").digest != traced("b", "a").digest


def test_the_digest_may_be_asked_on_the_way() -> None:
    trace = traced("a")
    first = trace.digest
    trace.add("b")
    assert trace.digest == traced("a", "b").digest != first


def test_only_the_last_lines_are_kept_and_all_are_counted() -> None:
    trace = traced(*map(str, range(2_500)))
    assert trace.tail == ["2498", "2499"]
    assert trace.lines == 2_500
