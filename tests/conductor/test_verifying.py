"""A record in a folder: proven as it was sealed, and refused when any of its files is another."""

import json
import random
import shutil
from pathlib import Path

import pytest

from gala.cli.operator_keys import OperatorKeys
from gala.conductor.record import (
    BUNDLES,
    CHECKPOINT,
    CLAIMS,
    LOG,
    RECEIPTS,
    RECORD,
    record_files,
    seal,
    unseal,
)
from gala.conductor.replay import replay
from gala.conductor.verifying import NEEDED, verify_folder
from gala.core.committing import finished
from gala.core.tables import DrawState
from gala.proof.pins import Pins
from gala.proof.report import Report
from gala.proof.rules import DrawRule
from tests.keys import KEYS
from tests.plugins.record import REASON

BESIDE = [f"{BUNDLES}/draw-{n}.json" for n in (1, 2, 3)] + [f"{BUNDLES}/window-sale.json"]
FILES = [*NEEDED, *BESIDE]


@pytest.fixture
def record(drawn_record: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be changed."""
    return Path(shutil.copytree(drawn_record, tmp_path / "out"))


def refused(record: Path, pins: Pins = KEYS.pins) -> tuple[str, str]:
    """Return the check that fails, and why."""
    report = verify_folder(record, pins)
    assert not report.ok
    failed = report.checks[-1]
    assert not failed.ok
    return failed.name, failed.detail


def names(report: Report) -> list[str]:
    return [check.name for check in report.checks]


def test_a_whole_night_of_draws_is_proven_and_replayed(drawn_record: Path) -> None:
    report = verify_folder(drawn_record, KEYS.pins)
    assert report.ok, report.checks[-1]
    assert names(report)[:4] == ["whole record", "record", "record signature", "files"]
    assert names(report)[-1] == "replay"
    assert report.unproven, "what it does not prove is said, too"
    assert sorted(name for name, _ in record_files(drawn_record)) == sorted(
        name for name in FILES if name != RECORD
    )


def test_the_night_that_was_recorded_had_everything(drawn_record: Path) -> None:
    found = replay(drawn_record)
    first, second, rain = found.show.draws
    assert finished(found.show)
    assert (first.state, second.state) == (DrawState.ANNOUNCED, DrawState.ANNOUNCED)
    assert first.passed_over == (0,)
    assert REASON in (drawn_record / LOG).read_text()
    assert isinstance(second.manifest.rule, DrawRule)
    assert second.manifest.root == first.manifest.root
    assert len(second.manifest.rule.without) == 3
    assert not set(second.won()) & set(second.manifest.rule.without)
    assert (rain.manifest.numbers, rain.paid_fen + rain.returned_fen) == (8, 1_000)
    assert rain.returned_fen > 0, "twenty packets for eight chances"
    frozen = found.show.frozen_of("sale")
    assert frozen is not None
    assert frozen.outlets == (("app", 3, 2), ("tv", 2, 1))
    assert found.claims == len((drawn_record / CLAIMS).read_bytes().splitlines())


@pytest.mark.parametrize("name", FILES)
def test_one_byte_changed_in_any_file_is_found_and_named(record: Path, name: str) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    whole = bytearray((record / name).read_bytes())
    place = chance.randrange(len(whole))
    whole[place] ^= 1 << chance.randrange(8)
    (record / name).write_bytes(whole)
    check, why = refused(record)
    if name == RECORD:
        assert check in ("record", "record signature", "files"), (place, why)
    else:
        assert (check, why) == ("files", f"{name} is another file"), place


@pytest.mark.parametrize("name", [LOG, CLAIMS, RECEIPTS, CHECKPOINT, *BESIDE])
def test_one_byte_changed_is_found_though_the_operator_seals_it_again(
    record: Path, name: str
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    whole = bytearray((record / name).read_bytes())
    place = chance.randrange(len(whole))
    whole[place] ^= 1 << chance.randrange(8)
    (record / name).write_bytes(whole)
    origin = json.loads((record / RECORD).read_text())["origin"]
    seal(record, origin, KEYS.log)
    check, why = refused(record)
    assert check not in ("record", "record signature", "files"), (place, why)


@pytest.mark.parametrize("name", NEEDED)
def test_a_record_without_one_of_its_files_is_not_whole(record: Path, name: str) -> None:
    (record / name).unlink()
    check, why = refused(record)
    assert check == "whole record"
    assert why.startswith(f"{name} missing")
    assert "gala show --resume" in why


def test_a_record_that_was_unsealed_is_not_whole(record: Path) -> None:
    unseal(record)
    unseal(record)
    assert refused(record)[0] == "whole record"


def test_what_was_put_in_or_taken_out(record: Path) -> None:
    (record / "crowd.json").write_text("{}")
    assert refused(record) == ("files", "crowd.json is not named in record.json")
    (record / "crowd.json").unlink()
    (record / BUNDLES / "draw-2.json").unlink()
    assert refused(record) == ("files", f"{BUNDLES}/draw-2.json is not there")


def test_a_link_is_no_file_of_a_record(record: Path) -> None:
    (record / "crowd.json").symlink_to(record / LOG)
    check, why = refused(record)
    assert check == "whole record"
    assert "neither a file nor a folder" in why


def test_the_keys_that_are_trusted_are_not_the_records_own(record: Path) -> None:
    other = OperatorKeys.new().pins
    assert refused(record, other)[0] == "record signature"
    mixed = Pins(KEYS.pins.log, KEYS.pins.receipts, other.rehearsal, KEYS.pins.vrf)
    assert not verify_folder(record, mixed).ok


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        check, why = refused(folder)
        assert check == "whole record"
        assert "this is no whole record" in why
