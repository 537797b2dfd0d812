import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from gala.proof.record import check_record, record_manifest
from gala.proof.report import Report, reporting
from tests.proof.edits import edited, others, parts, put
from tests.proof.night import LOG, PINS, STRANGER, rehearsed

FILES = {
    "log.jsonl": (4, hashlib.sha256(b"log\n").digest()),
    "bundles/draw-1.json": (2, hashlib.sha256(b"{}").digest()),
    "store/.lock": (0, hashlib.sha256(b"").digest()),
}
DATA = record_manifest(FILES, rehearsed().origin, LOG)


def _report(data: bytes = DATA, files: dict[str, tuple[int, bytes]] = FILES) -> Report:
    def run(report: Report) -> None:
        assert check_record(report, data, files, PINS) == rehearsed().origin

    return reporting(run)


def test_a_record_names_every_file() -> None:
    assert [check.name for check in _report().checks] == ["record", "record signature", "files"]
    assert _report().ok


def test_what_is_signed_is_all_but_the_signature() -> None:
    fields = json.loads(DATA)
    assert sorted(fields) == ["files", "gala", "origin", "signature", "version"]
    assert fields["files"]["store/.lock"] == {
        "bytes": 0,
        "sha256": hashlib.sha256(b"").hexdigest(),
    }


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({**FILES, "more": FILES["log.jsonl"]}, "not named"),
        ({name: FILES[name] for name in list(FILES)[1:]}, "not there"),
        ({**FILES, "log.jsonl": (5, FILES["log.jsonl"][1])}, "another file"),
        ({**FILES, "log.jsonl": (4, bytes(32))}, "another file"),
    ],
)
def test_a_file_more_or_less_or_another_is_found(
    files: dict[str, tuple[int, bytes]], why: str
) -> None:
    failed = _report(files=files).checks[-1]
    assert (failed.name, failed.ok) == ("files", False)
    assert why in failed.detail


def test_whatever_is_changed_in_it_it_is_refused() -> None:
    value: Any = json.loads(DATA)
    for place, part in parts(value):
        for other in others(part):
            changed = json.dumps(
                put(value, place, other), sort_keys=True, separators=(",", ":")
            ).encode()
            if changed + b"\n" != DATA:
                assert not _report(changed + b"\n").ok, (place, other)
    for data in (DATA[:-1], DATA + b"\n", b"", b"{}\n"):
        assert not _report(data).ok


def test_a_strangers_record_is_refused() -> None:
    strange = record_manifest(FILES, rehearsed().origin, STRANGER)
    failed = _report(strange).checks[-1]
    assert (failed.name, failed.ok) == ("record signature", False)
    pins = replace(PINS, log=PINS.receipts)
    assert not reporting(lambda report: print(check_record(report, DATA, FILES, pins))).ok


def test_the_hash_of_one_file_is_not_that_of_another() -> None:
    swapped = edited(
        DATA,
        lambda value: value["files"].update(
            {"log.jsonl": value["files"]["store/.lock"], "store/.lock": value["files"]["log.jsonl"]}
        ),
    )
    assert not _report(swapped).ok
