import json
import random

import pytest

from gala.core.committing import finished
from gala.core.effects import CloseWindow, FreezeEntries
from gala.core.events import EpochBegan, Event, ShowEnded, WindowSettled
from gala.core.log import Header, LogError, LogReader, OtherRules, header_line
from gala.core.schedule import next_due
from gala.proof.promise import UNSAID, Promise
from run_sheet import digest
from tests.approved import signed
from tests.core.playing import ORIGIN_MS, SHEET, frozen, sheet_of
from tests.keys import KEYS, beacon


def _header(**other: object) -> Header:
    fields = {
        "show": "live",
        "sheet": SHEET,
        "sheet_digest": digest(sheet_of(SHEET)),
        "pace_milli": 1000,
        "origin_ms": ORIGIN_MS,
        "mode": "auto",
        "beacon": beacon(ORIGIN_MS),
        "keys": KEYS.log_keys,
    }
    return Header(**{**fields, **other})  # type: ignore[arg-type]


def _night() -> list[bytes]:
    """Return the log of a whole night."""
    lines = [header_line(_header())]
    reader = LogReader(lines[0])

    def put(event: Event) -> None:
        written = reader.write(event)
        reader.accept(written)
        lines.append(written.line)
        for effect in written.effects:
            if isinstance(effect, CloseWindow):
                put(WindowSettled(reader.show.now_ms, effect.window, effect.gen, (("app", 3),), 1))
            elif isinstance(effect, FreezeEntries):
                put(frozen(reader.show.now_ms, effect))

    put(EpochBegan(1, 1, "test", 0))
    while due := next_due(reader.show):
        put(due[1])
    return lines


def _read(lines: list[bytes]) -> LogReader:
    reader = LogReader(lines[0])
    for line in lines[1:]:
        reader.feed(line)
    return reader


def test_a_night_reads_back_to_the_same_state() -> None:
    lines = _night()
    assert _read(lines).show.state_hash() == _read(lines).show.state_hash()
    assert finished(_read(lines).show)


def test_any_changed_bit_is_found_in_its_line() -> None:
    lines = _night()
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(400):
        index = chance.randrange(1, len(lines))
        place = chance.randrange(len(lines[index]))
        broken = bytearray(lines[index])
        broken[place] ^= 1 << chance.randrange(8)
        with pytest.raises(LogError) as caught:
            _read([*lines[:index], bytes(broken), *lines[index + 1 :]])
        assert caught.value.index == index


def test_a_changed_header_is_found() -> None:
    lines = _night()
    broken = lines[0].replace(b"Small", b"Smell", 1)
    with pytest.raises(LogError, match="entry 0"):
        _read([broken, *lines[1:]])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: [*lines[:3], *lines[4:]], "missing or double"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "missing or double"),
        (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], "missing or double"),
    ],
)
def test_entries_left_out_doubled_or_exchanged_are_found(change: object, why: str) -> None:
    with pytest.raises(LogError, match=why):
        _read(change(_night()))  # type: ignore[operator]


def test_a_forged_entry_with_a_right_hash_does_not_lead_to_its_state() -> None:
    lines = _night()
    reader = _read(lines[:3])
    forged = json.loads(reader.write(ShowEnded(reader.show.now_ms, "mallory")).line)
    other = _read(lines[:3])
    honest = json.loads(other.write(ShowEnded(other.show.now_ms + 1, "mallory")).line)
    forged["state"] = honest["state"]
    with pytest.raises(LogError, match="hash"):
        reader.feed(json.dumps(forged, sort_keys=True, separators=(",", ":")).encode())


def test_a_log_of_other_rules_says_so() -> None:
    fields = json.loads(header_line(_header()))
    fields["rules_version"] = 999
    from gala.core.log import _sealed

    fields.pop("hash")
    with pytest.raises(OtherRules, match="999"):
        LogReader(_sealed(fields))


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"\xff", b'{"hash":"x"}'])
def test_what_is_no_log_at_all(line: bytes) -> None:
    with pytest.raises(LogError):
        LogReader(line)


def test_a_rehearsals_log_is_a_rehearsals() -> None:
    reader = LogReader(header_line(_header(rehearsal=True)))
    assert reader.show.plan.rehearsal
    assert reader.show.state_hash() != LogReader(header_line(_header())).show.state_hash()


def test_a_header_whose_digest_is_not_the_sheets() -> None:
    with pytest.raises(LogError, match="digest"):
        LogReader(header_line(_header(sheet_digest="0" * 64)))


def test_the_promise_of_the_night_is_in_its_first_line() -> None:
    promise = Promise("everysec", 2)
    line = header_line(_header(promise=promise))
    assert json.loads(line)["promise"] == "everysec 2"
    assert LogReader(line).header.promise == promise
    assert json.loads(header_line(_header()))["promise"] == UNSAID.text()


def test_a_promise_that_is_none_is_told() -> None:
    odd = Promise("twice", 2)
    with pytest.raises(LogError, match="promise"):
        LogReader(header_line(_header(promise=odd)))


def test_approvals_are_in_the_first_line_only_where_there_are_any() -> None:
    assert "approvals" not in json.loads(header_line(_header()))
    approvals = signed(None, "producer", "finance")
    line = header_line(_header(approvals=approvals))
    assert [one["approver"] for one in json.loads(line)["approvals"]] == ["finance", "producer"]
    assert set(LogReader(line).header.approvals) == set(approvals)
