"""The steps one by one; whole bundles, honest and not, are in test_bundles.py."""

from dataclasses import replace

import pytest

from gala.proof import chain, deciding
from gala.proof.errors import ProofError
from gala.proof.leaf import parse_leaf
from gala.proof.log_line import read_line
from gala.proof.rows import Committed, DrawOpened, HallDrawn, RainOpened, Voided
from tests.proof.night import DRAND, PINS, ROUND, by_drand, in_the_hall, rain_by_drand, rehearsed

MANIFEST = rehearsed().manifests[3]
COMMITTED = Committed(0, 3, MANIFEST.text(), "auto", "auto")


def _opened(line: int) -> DrawOpened | RainOpened:
    row = read_line(rehearsed().log[line]).row
    assert isinstance(row, DrawOpened | RainOpened)
    return row


def test_a_commitment_is_of_one_night_one_draw_and_one_key() -> None:
    origin = rehearsed().origin
    assert deciding.check_manifest(COMMITTED, origin, PINS) == MANIFEST
    for committed, night, pins in (
        (COMMITTED, by_drand().origin, PINS),
        (replace(COMMITTED, number=4), origin, PINS),
        (COMMITTED, origin, replace(PINS, vrf=PINS.log)),
    ):
        with pytest.raises(ProofError):
            deciding.check_manifest(committed, night, pins)


def test_the_round_is_the_first_after_the_margin() -> None:
    manifest = by_drand().manifests[1]
    latest_ms = chain.time_of(chain.QUICKNET, ROUND) - DRAND.margin_ms
    for at_ms in (latest_ms - 2999, latest_ms - 1, latest_ms):
        deciding.check_round(manifest, replace(COMMITTED, at_ms=at_ms), PINS)
    for at_ms in (latest_ms - 3000, latest_ms + 1):
        with pytest.raises(ProofError):
            deciding.check_round(manifest, replace(COMMITTED, at_ms=at_ms), PINS)


def test_a_rain_does_not_wait_as_long() -> None:
    manifest = rain_by_drand().manifests[1]
    latest_ms = chain.time_of(chain.QUICKNET, ROUND) - chain.RAIN_MARGIN_MS_MAX
    for at_ms in (latest_ms - 2999, latest_ms):
        deciding.check_round(manifest, replace(COMMITTED, at_ms=at_ms), PINS)
    with pytest.raises(ProofError):
        deciding.check_round(manifest, replace(COMMITTED, at_ms=latest_ms + 1), PINS)


def test_a_rehearsal_beacon_is_the_pinned_one() -> None:
    at_ms = chain.time_of(MANIFEST.beacon.chain, MANIFEST.round) - MANIFEST.beacon.margin_ms
    deciding.check_round(MANIFEST, replace(COMMITTED, at_ms=at_ms), PINS)
    pins = replace(PINS, rehearsal=chain.QUICKNET_KEY)
    with pytest.raises(ProofError, match="not the operator's"):
        deciding.check_round(MANIFEST, replace(COMMITTED, at_ms=at_ms), pins)


@pytest.mark.parametrize(
    ("reason", "after_ms", "ok"),
    [("late", 30_000, True), ("late", 29_999, False), ("dark", 0, True), ("dark", 1, False)],
)
def test_a_void_keeps_to_its_time(reason: str, after_ms: int, ok: bool) -> None:
    at_ms = chain.time_of(MANIFEST.beacon.chain, MANIFEST.round) + after_ms
    voided = Voided(at_ms, 3, reason, "auto", "auto")
    if ok:
        deciding.check_void(MANIFEST, voided, None)
        with pytest.raises(ProofError, match="hall"):
            deciding.check_void(MANIFEST, voided, HallDrawn(at_ms, 3, "6", "a", "b"))
    else:
        with pytest.raises(ProofError):
            deciding.check_void(MANIFEST, voided, None)


def test_a_hall_may_be_called_off_at_any_time() -> None:
    voided = Voided(0, 1, "dark", "a", "b")
    deciding.check_void(in_the_hall().manifests[1], voided, None)


def test_the_word_of_a_hall_is_what_was_drawn_there() -> None:
    manifest = in_the_hall().manifests[1]
    opened = DrawOpened(0, 1, b"3 1 6", bytes(80), ())
    hall = HallDrawn(30_000, 1, "3 1 6", "a", "b")
    committed = replace(COMMITTED, at_ms=0)
    deciding.check_word(manifest, committed, opened, hall, PINS)
    for told in (None, replace(hall, value="3 1 5"), replace(hall, at_ms=29_999)):
        with pytest.raises(ProofError):
            deciding.check_word(manifest, committed, opened, told, PINS)
    with pytest.raises(ProofError, match="only there"):
        deciding.check_word(MANIFEST, committed, opened, hall, PINS)


def test_nobody_draws_from_a_seckill() -> None:
    frozen = read_line(rehearsed().log[4]).row
    with pytest.raises(ProofError, match="seckill"):
        deciding.check_entries(MANIFEST, frozen)  # type: ignore[arg-type]


def test_a_receipt_tells_its_numbers() -> None:
    own = rehearsed().windows["entry"]
    for index, text in enumerate(own.texts):
        assert deciding.low_of(MANIFEST.outlets, parse_leaf(text)) == own.tree.low(index)
    with pytest.raises(ProofError, match="outlet"):
        deciding.low_of((("web", 3),), parse_leaf(own.texts[0]))


def test_the_seed_needs_the_proof_over_this_word() -> None:
    opened = _opened(12)
    deciding.check_seed(MANIFEST, COMMITTED, opened, PINS)
    with pytest.raises(ProofError):
        deciding.check_seed(MANIFEST, COMMITTED, replace(opened, signature=b"other"), PINS)
