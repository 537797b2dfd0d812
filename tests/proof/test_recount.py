"""Records as a whole: what is whole is proven, and each part that is not is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gala.proof import unproven
from gala.proof.recount import Record, verify_record
from tests.proof.night import PINS, Night, by_drand, caught, in_the_hall, rehearsed

RECORD = rehearsed().record()


def _failed(record: Record) -> str:
    report = verify_record(record, PINS)
    assert not report.ok
    return report.checks[-1].name


@pytest.mark.parametrize(
    "night", [rehearsed(), by_drand(), in_the_hall()], ids=lambda n: n.beacon.chain.kind
)
def test_a_night_is_proven_from_its_claims(night: Night) -> None:
    report = verify_record(night.record(), PINS)
    assert report.ok, report.checks
    late = [unproven.UNHEARD] if night is rehearsed() else []
    assert report.unproven == unproven.everything(night.beacon.chain.kind) + late


def test_every_window_draw_and_bundle_has_a_check_of_its_own() -> None:
    names = [check.name for check in verify_record(RECORD, PINS).checks]
    assert names[:8] == [
        "record",
        "record signature",
        "files",
        "log",
        "checkpoint",
        "origin",
        "claims",
        "receipts",
    ]
    windows = ("entry", "flash", "rain", "drizzle", "lot")
    assert names[8:13] == [f"window {window}" for window in windows]
    assert names[13:15] == ["topped up", "revoked"]
    assert names[15:23] == ["numbers", *(f"draw {number}" for number in range(1, 8))]
    assert names[23:] == [
        "bundles",
        *(f"bundle draw-{number}.json" for number in range(1, 8)),
        "bundle window-flash.json",
    ]


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda r: replace(r, manifest=by_drand().record().manifest), "files"),
        (lambda r: replace(r, manifest=b""), "record"),
        (lambda r: replace(r, log=[]), "log"),
        (lambda r: replace(r, log=list(r.log)[:-1]), "checkpoint"),
        (lambda r: replace(r, log=[*r.log, list(r.log)[-1]]), "log"),
        (lambda r: replace(r, log=list(r.log)[1:]), "log"),
        (lambda r: replace(r, checkpoint=by_drand().checkpoint()), "checkpoint"),
        (lambda r: replace(r, checkpoint=""), "checkpoint"),
        (lambda r: replace(r, claims=list(r.claims)[1:]), "claims"),
        (lambda r: replace(r, claims=list(r.claims)[:-1]), "receipts"),
        (lambda r: replace(r, claims=[*r.claims, b"{}"]), "claims"),
        (lambda r: replace(r, receipts=list(r.receipts)[:-1]), "receipts"),
        (lambda r: replace(r, receipts=[*r.receipts, next(iter(r.receipts))]), "receipts"),
        (lambda r: replace(r, bundles={}), "bundles"),
        (lambda r: replace(r, bundles={**r.bundles, "draw-8.json": b""}), "bundles"),
        (
            lambda r: replace(r, bundles={**r.bundles, "draw-2.json": r.bundles["draw-1.json"]}),
            "bundle draw-2.json",
        ),
        (
            lambda r: replace(r, bundles={**r.bundles, "window-flash.json": b"{}\n"}),
            "bundle window-flash.json",
        ),
    ],
)
def test_what_is_not_whole_is_named(change: Callable[[Record], Record], check: str) -> None:
    assert _failed(change(RECORD)) == check


def test_another_nights_log_is_found_by_its_origin() -> None:
    other = by_drand().record()
    record = replace(
        RECORD,
        log=other.log,
        checkpoint=other.checkpoint,
        claims=other.claims,
        receipts=other.receipts,
    )
    assert _failed(record) == "origin"


def test_a_bundle_of_an_earlier_checkpoint_will_do() -> None:
    night = caught()
    night.open(night.commit("rain", "rain", rehearsed().manifests[1].rule))
    early = night.draw(1)
    night.put("show_ended", night.now_ms)
    record = night.record()
    assert record.bundles["draw-1.json"] != early
    assert verify_record(replace(record, bundles={"draw-1.json": early}), PINS).ok


def test_a_bundle_that_leaves_out_who_was_passed_over_will_not() -> None:
    night = rehearsed()
    shorter = Night()
    for line in night.log[1:13]:
        shorter.add(line)
    shorter.windows, shorter.manifests = night.windows, night.manifests
    shorter.lines_of = {3: night.lines_of[3][:2]}
    early = shorter.draw(3)
    record = replace(RECORD, bundles={**RECORD.bundles, "draw-3.json": early})
    assert _failed(record) == "bundle draw-3.json"


@pytest.mark.parametrize("lines", [1, 30])
def test_a_bundle_of_another_log_under_the_same_name_will_not(lines: int) -> None:
    """The operator shows somebody else another log of the same night, and signs it too."""
    night = caught()
    night.open(night.commit("rain", "rain", rehearsed().manifests[1].rule))
    record = night.record()
    forked = caught()
    forked.put("quiet")
    for _ in range(lines):
        forked.put("more")
    forked.open(forked.commit("rain", "rain", rehearsed().manifests[1].rule))
    while lines == 1 and len(night.log) < 40:
        night.put("show_goes_on")
        record = night.record()
    other = replace(record, bundles={"draw-1.json": forked.draw(1)})
    assert _failed(other) == "bundle draw-1.json"


def test_lines_may_come_from_anywhere() -> None:
    record = replace(
        RECORD, log=iter(RECORD.log), claims=iter(RECORD.claims), receipts=iter(RECORD.receipts)
    )
    assert verify_record(record, PINS).ok
