import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gala.conductor.record import CLAIMS, LOG, NO_CLAIM
from gala.conductor.replay import ClaimError, RecordError, replay
from gala.core.committing import finished
from gala.core.log import LogError, OtherRules
from tests.conductor.records import SOLD, Night

Lines = list[bytes]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return Night().play().write(tmp_path)


def rewrite(path: Path, change: Callable[[Lines], Lines]) -> None:
    """Change a file of the record, line by line."""
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(line + b"\n" for line in change(lines)))


def claims(record: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    """Change the claims as somebody would who can write the format, hashes and all."""

    def changed(lines: Lines) -> Lines:
        claims = [json.loads(line) for line in lines]
        change(claims)
        lines, prev = [], NO_CLAIM
        for fields in claims:
            bare = {**fields, "prev": prev}
            bare.pop("hash", None)
            prev = hashlib.sha256(canonical(bare)).hexdigest()
            lines.append(canonical({**bare, "hash": prev}))
        return lines

    rewrite(record / CLAIMS, changed)


def canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def test_a_good_record(record: Path) -> None:
    found = replay(record)
    assert finished(found.show)
    assert found.claims == sum(SOLD.values())
    assert found.entries == len((record / LOG).read_bytes().splitlines()) - 1


def test_a_record_of_half_a_night(tmp_path: Path) -> None:
    night = Night().play(6)
    found = replay(night.write(tmp_path))
    assert not finished(found.show)
    assert found.claims == len(night.winners) > 0


def test_a_night_in_which_nothing_was_sold(tmp_path: Path) -> None:
    assert replay(Night({"app": 0, "tv": 0}).play().write(tmp_path)).claims == 0


@pytest.mark.parametrize("name", [LOG, CLAIMS])
def test_any_flipped_bit_is_found_in_its_line(record: Path, name: str) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    whole = (record / name).read_bytes()
    for _ in range(60):
        place = chance.randrange(len(whole) - 1)
        broken = bytearray(whole)
        broken[place] ^= 1 << chance.randrange(8)
        (record / name).write_bytes(broken)
        with pytest.raises((LogError, ClaimError)) as caught:
            replay(record)
        error: Exception = caught.value
        found = error.index + 1 if isinstance(error, LogError) else getattr(error, "line", None)
        assert found == whole.count(b"\n", 0, place) + 1, (place, str(error))


@pytest.mark.parametrize(
    ("change", "index", "why"),
    [
        (lambda lines: lines[:4] + lines[5:], 4, "missing or double"),
        (lambda lines: lines[:4] + lines[3:], 4, "missing or double"),
        (lambda lines: [*lines[:4], b"", *lines[4:]], 4, "not JSON"),
        (lambda lines: [*lines, lines[-1]], None, "missing or double"),
        (lambda lines: [*lines, b"{}"], None, "not an entry"),
        (lambda lines: lines[1:], 0, "not a gala log"),
        (lambda lines: [], 0, "not JSON"),
    ],
)
def test_lines_missing_or_too_many_are_found_in_the_log(
    record: Path, change: Callable[[Lines], Lines], index: int | None, why: str
) -> None:
    count = len((record / LOG).read_bytes().splitlines())
    rewrite(record / LOG, change)
    with pytest.raises(LogError, match=why) as caught:
        replay(record)
    assert caught.value.index == (count if index is None else index)


def test_a_log_of_other_rules(record: Path) -> None:
    from gala.core.log import _sealed

    def older(lines: Lines) -> Lines:
        fields = json.loads(lines[0])
        del fields["hash"]
        return [_sealed({**fields, "rules_version": 0}), *lines[1:]]

    rewrite(record / LOG, older)
    with pytest.raises(OtherRules, match="rules version 0"):
        replay(record)


@pytest.mark.parametrize("name", [LOG, CLAIMS])
def test_a_last_line_that_is_cut_off(record: Path, name: str) -> None:
    whole = (record / name).read_bytes()
    (record / name).write_bytes(whole[:-1])
    with pytest.raises(RecordError, match=f"{name}: the last line is cut off"):
        replay(record)


@pytest.mark.parametrize("name", [LOG, CLAIMS])
def test_a_file_that_is_not_there(record: Path, name: str) -> None:
    (record / name).unlink()
    with pytest.raises(RecordError, match=f"{name} is not there: name the folder"):
        replay(record)
    (record / name).mkdir()
    with pytest.raises(RecordError, match="directory"):
        replay(record)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="not there"):
        replay(tmp_path / "none")


def change_of(number: int, **fields: object) -> Callable[[list[dict[str, object]]], None]:
    return lambda claims: claims[number - 1].update(fields)


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (change_of(2, pseudonym="v-app-1"), 2, "v-app-1 has a unit of sale already"),
        (change_of(2, unit=3), 2, "unit 3 of sale on app is not the next one, 2"),
        (change_of(2, price_fen=2), 2, "the price is 1 fen, not 2"),
        (change_of(2, at_ms=1), 2, "sale was not open on app at 1"),
        (change_of(2, at_ms=10**15), 2, "was not open"),
        (change_of(2, gen=2), 2, "the log has no opening 2 of sale"),
        (change_of(2, window="other"), 2, "the log has no opening 1 of other"),
        (change_of(4, outlet="radio"), 4, "no opening 1 of sale on radio"),
        (change_of(1, extra=1), 1, "not a claim as gala wrote it"),
        (change_of(1, unit="1"), 1, "not a claim"),
        (change_of(1, unit=True), 1, "not a claim"),
        (change_of(1, pseudonym=None), 1, "not a claim"),
        (change_of(1, pseudonym=["v"]), 1, "not a claim"),
        (change_of(1, claim_id="AB" * 16), 1, "not a claim"),
        (change_of(1, quantity="1"), 1, "not a claim"),
        (change_of(1, index=None), 1, "not a claim"),
        (change_of(1, batch=1), 1, "not a claim"),
        (change_of(1, quantity=2), 2, "unit 2 of sale on app is not the next one, 3"),
        (change_of(1, claim_id=7), 1, "not a claim"),
        (lambda claims: claims.pop(2), 5, "app: the log settled 3 units, 2 are recorded"),
        (lambda claims: claims.pop(0), 1, "unit 2 of sale on app is not the next one, 1"),
        (lambda claims: claims.reverse(), 1, "not the next one"),
        (lambda claims: claims.clear(), 1, "the log settled 3 units, 0 are recorded"),
        (
            lambda claims: claims.append({**claims[4], "pseudonym": "v-x", "unit": 3}),
            6,
            "the log settled only 2 units",
        ),
    ],
)
def test_claims_that_the_log_does_not_bear_out(
    record: Path, change: Callable[[list[dict[str, object]]], None], line: int, why: str
) -> None:
    claims(record, change)
    with pytest.raises(ClaimError, match=why) as caught:
        replay(record)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{CLAIMS} line {line}: ")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], 3),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
    ],
)
def test_claims_missing_doubled_or_exchanged(
    record: Path, change: Callable[[Lines], Lines], line: int
) -> None:
    rewrite(record / CLAIMS, change)
    with pytest.raises(ClaimError, match="does not continue") as caught:
        replay(record)
    assert caught.value.line == line


def test_the_last_claims_missing(record: Path) -> None:
    rewrite(record / CLAIMS, lambda lines: lines[:-1])
    with pytest.raises(ClaimError, match="on tv: the log settled 2 units, 1 are recorded"):
        replay(record)


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"1"])
def test_lines_that_are_no_claims(record: Path, line: bytes) -> None:
    rewrite(record / CLAIMS, lambda lines: [*lines[:2], line, *lines[2:]])
    with pytest.raises(ClaimError, match="not a claim") as caught:
        replay(record)
    assert caught.value.line == 3
