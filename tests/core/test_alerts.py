import pytest

from gala.core.alerts import (
    SHOWN_MESSAGES_MAX,
    Alert,
    AlertBook,
    At,
    Cleared,
    Decided,
    Entry,
    Message,
    Raised,
    Verdict,
    alert_id,
    entry_of,
    fields_of,
)


def alert(number: int = 1) -> Alert:
    return Alert(
        id=f"{number:032x}",
        said_ms=1_000 * number,
        segment="pens",
        source="main",
        speaker="",
        family="ranking",
        rule="GS502",
        term="销量第一",
        sentence="我们销量第一。",
    )


def folded(*entries: Entry) -> AlertBook:
    book = AlertBook()
    for at_ms, entry in enumerate(entries, 1):
        book.take(At(at_ms, entry))
    return book


def test_an_alert_is_open_until_a_person_decides_and_the_first_decision_counts() -> None:
    one, other = alert(1), alert(2)
    book = folded(
        Raised(one),
        Raised(other),
        Decided(one.id, Verdict.CORRECTED, "director", "said the source"),
        Decided(one.id, Verdict.NO_CLAIM, "second"),
    )
    assert [standing.alert for standing in book.open()] == [other]
    decided = book.alerts[one.id]
    assert decided.decided == Decided(one.id, Verdict.CORRECTED, "director", "said the source")
    assert (decided.raised_ms, decided.decided_ms) == (1, 3)


def test_what_was_written_twice_is_one() -> None:
    one = alert()
    book = folded(
        *(Raised(one), Decided(one.id, Verdict.EVIDENCE, "second"), Raised(one)),
        *(
            Message("m", "slower", "second"),
            Cleared("m", "second"),
            Message("m", "slower", "second"),
        ),
    )
    assert len(book.alerts) == 1
    assert book.alerts[one.id].decided is not None
    assert not book.messages


def test_a_decision_on_nothing_changes_nothing() -> None:
    book = folded(Decided("x", Verdict.NO_CLAIM, "director"), Cleared("y", "director"))
    assert not book.alerts


def test_messages_are_taken_off_one_by_one_or_all_and_old_ones_make_room() -> None:
    many = [Message(f"m{n}", f"text {n}", "director") for n in range(SHOWN_MESSAGES_MAX + 2)]
    book = folded(*many)
    assert list(book.messages) == [one.id for one in many[2:]]
    book.take(At(90, Cleared("m4", "second")))
    assert "m4" not in book.messages
    book.take(At(91, Cleared("", "second")))
    assert not book.messages


def test_the_same_words_of_the_same_caption_are_the_same_alert() -> None:
    given = ("616", "main", 1_000, "ranking", "销量第一")
    assert alert_id(*given) == alert_id(*given)
    others = {alert_id("616", "main", 1_000, "ranking", "第一"), alert_id("616", "b", *given[2:])}
    assert len({alert_id(*given), *others}) == 3
    assert len(alert_id(*given)) == 32


@pytest.mark.parametrize(
    "entry",
    [
        Raised(alert()),
        Decided("a", Verdict.EVIDENCE, "director", "报告在手"),
        Message("m", "慢一点", "second"),
        Cleared("", "second"),
    ],
)
def test_an_entry_goes_through_the_journal(entry: Entry) -> None:
    assert entry_of(fields_of(entry)) == entry


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"type": "unknown"},
        {"type": "cleared", "id": ""},
        {"type": "cleared", "id": 1, "by": "x"},
        {"type": "cleared", "id": "", "by": "x", "more": "y"},
        {"type": "decided", "alert": "a", "verdict": "maybe", "by": "x", "note": ""},
        {**fields_of(Raised(alert())), "said_ms": True},
    ],
)
def test_what_is_no_entry_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no entry of the journal|Verdict"):
        entry_of(fields)
