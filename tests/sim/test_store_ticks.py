from gala.sim.store_ticks import KEPT, Listeners


def test_what_comes_between_two_waits_is_kept() -> None:
    listeners = Listeners()
    listeners.publish(b"before", besides=set())
    listeners.subscribe(("e1", 0))
    assert listeners.publish(b"one", besides=set()) == 1
    listeners.publish(b"two", besides={"e1"})
    listeners.publish(b"three", besides=set())
    assert [listeners.next(("e1", 0)) for _ in range(3)] == [b"one", b"three", None]


def test_a_new_connection_replaces_the_older_with_what_it_kept() -> None:
    listeners = Listeners()
    listeners.subscribe(("e1", 0))
    listeners.publish(b"one", besides=set())
    assert listeners.listens(("e1", 0))
    listeners.subscribe(("e1", 1))
    assert not listeners.listens(("e1", 0))
    assert listeners.next(("e1", 1)) is None


def test_who_never_comes_for_his_messages_is_cut_off() -> None:
    listeners = Listeners()
    listeners.subscribe(("e1", 0))
    listeners.subscribe(("e2", 0))
    for n in range(KEPT):
        listeners.publish(b"%d" % n, besides={"e2"})
    assert listeners.publish(b"one more", besides={"e2"}) == 1
    assert not listeners.listens(("e1", 0))
    listeners.end()
    assert not listeners.listens(("e2", 0))
