"""What the model remembers of the platform's requests: one answer a key, and for how long."""

from gala.sim.store_replies import RepliesModel

T = 1_000_000


def test_the_first_answer_stays() -> None:
    replies = RepliesModel()
    assert replies.begin(T, "k", "d1", 100) == 1
    assert replies.begin(T, "k", "d1", 100) == 1
    assert replies.begin(T, "k", "d2", 100) == 0
    assert replies.keep(T, "k", "d1", b"a", 100) == b"a"
    assert replies.keep(T, "k", "d1", b"b", 100) == b"a"
    assert replies.begin(T, "k", "d1", 100) == b"a"
    assert replies.begin(T, "k", "d2", 100) == 0


def test_it_is_forgotten_in_the_end() -> None:
    replies = RepliesModel()
    replies.keep(T, "k", "d1", b"a", 100)
    assert replies.begin(T + 100, "k", "d1", 100) == b"a"
    assert replies.begin(T + 101, "k", "d2", 100) == 1


def test_a_copy_goes_its_own_way() -> None:
    replies = RepliesModel()
    replies.begin(T, "k", "d1", 100)
    other = replies.copy()
    replies.keep(T, "k", "d1", b"a", 100)
    assert other.begin(T, "k", "d1", 100) == 1
