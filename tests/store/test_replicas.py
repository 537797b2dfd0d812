from gala.sim.store_model import WRITES
from gala.store import functions
from gala.store.keys import ShowKeys
from gala.store.replicas import UNREPLICATED, barrier, needed, too_few


def test_all_of_two_and_most_of_more() -> None:
    assert [needed(replicas) for replicas in range(7)] == [0, 1, 2, 2, 3, 3, 4]


def test_the_barrier_is_on_the_node_of_what_it_stands_behind() -> None:
    keys = ShowKeys("live")
    assert barrier(keys.log) == "{live}:barrier"
    window = keys.window("flash", 0)
    assert barrier(window.receipts) == barrier(window.state) == "{live:flash:0}:barrier"


def test_what_waits_for_no_replica_is_a_write_or_a_function_that_there_is() -> None:
    assert UNREPLICATED <= WRITES
    assert {"command_send", "command_answer"} == UNREPLICATED & functions.libraries().keys()


def test_too_few_says_how_many_it_takes() -> None:
    assert too_few(2) == "it is written, but fewer than 2 replicas have it"
