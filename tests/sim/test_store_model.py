import pytest

from gala.core.feelings import Feelings
from gala.ports import CommandEnvelope, EdgeReport, Fenced, StoreError
from gala.sim.store_model import WOKEN_BY, WRITES, Model
from tests.sim.storing import cue


def report(edge: str, seq: int) -> EdgeReport:
    return EdgeReport(edge, 1, (("app", 1),), 0, seq, 5)


def test_it_holds_all_of_a_show() -> None:
    model = Model()
    assert model.apply("log_append", 1, (1, 0, b"header")) == 1
    model.apply("show_listed", 1, ("616",))
    model.apply("cue_publish", 1, (1, 0, [cue(1)]))
    assert model.apply("lease_take", 1, ("a", 5)).epoch == 1
    model.apply("command_send", 1, (CommandEnvelope("c", 9, b"{}"), 10))
    assert model.apply("log_read", 1, (0, 9)) == [b"header"]
    assert model.apply("shows", 1, ()) == ["616"]
    assert [one for _, one in model.apply("cues_read", 1, ("0", 9))] == [cue(1)]


def test_the_newest_report_of_each_edge_in_their_order() -> None:
    model = Model()
    for one in (report("e2", 1), report("e1", 1), report("e2", 2)):
        model.apply("edge_report", 1, (one,))
    assert model.apply("edge_reports", 1, ()) == [report("e1", 1), report("e2", 2)]


def test_what_each_edge_has_counted_in_all() -> None:
    model = Model()
    ours, theirs = Feelings((("a", "", 3),)), Feelings((("a", "", 1),))
    copy = model.copy()
    for who, feelings in (("e1", theirs), ("e2", theirs), ("e1", ours)):
        model.apply("feelings_count", 1, (who, feelings))
    assert model.apply("feelings_counted", 1, ()) == [ours, theirs]
    assert copy.apply("feelings_counted", 1, ()) == []


def test_reads_change_nothing_and_waiting_ones_are_reads() -> None:
    for write, read in WOKEN_BY.items():
        assert write in WRITES
        assert read not in WRITES


def test_what_is_refused_has_changed_nothing() -> None:
    model = Model()
    model.apply("log_append", 1, (5, 0, b"header"))
    with pytest.raises(Fenced):
        model.apply("log_append", 1, (4, 1, b"x"))
    with pytest.raises(StoreError, match="Invalid stream ID"):
        model.apply("cues_read", 1, ("never", 9))
    assert model.apply("log_read", 1, (0, 9)) == [b"header"]


def test_a_copy_goes_its_own_way_in_every_part() -> None:
    model = Model()
    copy = model.copy()
    model.apply("log_append", 1, (1, 0, b"header"))
    model.apply("edge_report", 1, (report("e1", 1),))
    model.apply("show_listed", 1, ("616",))
    model.apply("lease_take", 1, ("a", 5))
    model.apply("cue_publish", 1, (2, 0, []))
    model.apply("command_answer", 1, ("c", b"x", 9))
    model.apply("window_fence", 1, (2, "w"))
    assert copy.apply("log_read", 1, (0, 9)) == []
    assert copy.apply("edge_reports", 1, ()) == []
    assert copy.apply("shows", 1, ()) == []
    assert copy.apply("lease_take", 1, ("b", 5)).holder == "b"
    assert copy.apply("cue_publish", 1, (1, 0, [])) == 0
    assert copy.apply("answer_read", 1, ("c",)) is None
    copy.apply("window_fence", 1, (1, "w"))
