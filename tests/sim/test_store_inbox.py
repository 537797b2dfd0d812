from gala.ports import CommandEnvelope
from gala.sim.store_inbox import InboxModel

KEEP = 1_000


def command(name: str = "c", expires_ms: int = 900) -> CommandEnvelope:
    return CommandEnvelope(name, expires_ms, b"{}")


def sent(inbox: InboxModel) -> list[str]:
    return [one.id for _, one in inbox.read(0, "0", 5_000)]


def test_a_command_waits_once_until_it_expires() -> None:
    inbox = InboxModel()
    assert inbox.send(0, command(), KEEP)
    assert not inbox.send(100, command(), KEEP)
    assert not inbox.send(900, command(expires_ms=2_000), KEEP), "its mark lasts this millisecond"
    assert inbox.send(901, command(expires_ms=2_000), KEEP), "whoever read it may be gone"
    assert sent(inbox) == ["c", "c"]


def test_a_void_command_is_not_delivered() -> None:
    inbox = InboxModel()
    assert not inbox.send(900, command(expires_ms=900), KEEP)
    assert sent(inbox) == []


def test_the_first_answer_stays_for_its_time() -> None:
    inbox = InboxModel()
    assert inbox.answer(0, "c", b"first", 600)
    assert not inbox.answer(600, "c", b"second", 600)
    assert inbox.answered(600, "c") == b"first"
    assert not inbox.send(600, command(), KEEP), "it is answered"
    assert inbox.answered(601, "c") is None
    assert inbox.send(601, command(), KEEP)


def test_from_now_on() -> None:
    inbox = InboxModel()
    assert inbox.newest(0) == "0"
    inbox.send(5, command("old"), KEEP)
    cursor = inbox.newest(5)
    inbox.send(5, command("new"), KEEP)
    assert [one.id for _, one in inbox.read(5, cursor, 9)] == ["new"]


def test_the_oldest_are_dropped_now_and_then() -> None:
    inbox = InboxModel()
    for n in range(150):
        inbox.send(n, command(f"c{n}"), 10)
    assert 10 <= len(sent(inbox)) < 10 + 110
    assert sent(inbox)[-1] == "c149"


def test_a_copy_goes_its_own_way() -> None:
    inbox = InboxModel()
    inbox.send(0, command("a"), KEEP)
    other = inbox.copy()
    inbox.answer(0, "a", b"x", 600)
    inbox.send(0, command("b"), KEEP)
    assert other.answered(0, "a") is None
    assert sent(other) == ["a"]
