"""`gala verify`: 0 for what is proven, 1 for what is not, 2 for what cannot be read."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from gala.conductor.record import BUNDLES, CLAIMS, RECORD
from tests.cli.conftest import Gala
from tests.conductor.nights import SHEET
from tests.core.trust.test_stating import first_line, receipt
from tests.keys import KEYS


@pytest.fixture
def record(drawn_record: Path, tmp_path: Path) -> Path:
    """A copy of the record, and the keys that it is checked under."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "pins.json").write_bytes(KEYS.pins.data())
    return Path(shutil.copytree(drawn_record, tmp_path / "out"))


@pytest.fixture
def served(record: Path) -> Iterator[str]:
    """The URL of a server of the record's files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=record))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_whole_record_is_proven_check_by_check(gala: Gala, record: Path) -> None:
    ended = gala("verify", record)
    assert (ended.code, ended.err) == (0, "")
    for name in ("record signature", "files", "window first", "bundle draw-3.json", "replay"):
        assert f"✓ {name}" in ended.out
    assert "✗" not in ended.out
    assert f"{record}: proven, " in ended.out
    assert "What this does not prove:" in ended.out
    assert "\n  - " in ended.out


def test_what_was_changed_is_named_and_the_status_is_1(gala: Gala, record: Path) -> None:
    path = record / CLAIMS
    path.write_bytes(path.read_bytes().replace(b'"quantity":5', b'"quantity":6'))
    ended = gala("verify", record)
    assert ended.code == 1
    assert "✗ files  claims.jsonl is another file" in ended.out
    assert f"{record}: NOT proven: files" in ended.out


def test_a_record_that_is_not_whole_says_how_it_is_finished(gala: Gala, record: Path) -> None:
    (record / RECORD).unlink()
    ended = gala("verify", record)
    assert ended.code == 1
    assert "record.json missing: this is no whole record" in ended.out


@pytest.mark.parametrize("name", ["draw-1.json", "draw-3.json", "window-sale.json"])
def test_a_bundle_in_a_file_or_at_a_url(gala: Gala, record: Path, served: str, name: str) -> None:
    for what in (record / BUNDLES / name, f"{served}/{BUNDLES}/{name}"):
        ended = gala("verify", what)
        assert (ended.code, ended.err) == (0, "")
        assert f"{what}: proven, " in ended.out


def test_a_bundle_that_proves_nothing(gala: Gala, record: Path, tmp_path: Path) -> None:
    for data in (b"", b"{}\n", b"\xff\xfe", b"[" * 100_000):
        (tmp_path / "bundle.json").write_bytes(data)
        ended = gala("verify", tmp_path / "bundle.json")
        assert ended.code == 1
        assert "NOT proven: encoding" in ended.out


def test_what_cannot_be_read_has_status_2(gala: Gala, record: Path, served: str) -> None:
    for what, why in (
        (record / "none", "is not there: name a record's folder, a bundle's file or a URL"),
        (f"{served}/none.json", "cannot be fetched: HTTP Error 404"),
        ("http://127.0.0.1:1/x", "cannot be fetched"),
        ("http://", "cannot be fetched"),
        ("ftp://example.com/x", "only http:// and https:// can be fetched"),
        ("file:///etc/hosts", "only http:// and https:// can be fetched"),
    ):
        ended = gala("verify", what)
        assert (ended.code, ended.out) == (2, ""), what
        assert why in ended.err
        assert len(ended.err.splitlines()) == 1


def test_without_a_pinned_key_nothing_is_trusted(gala: Gala, record: Path, tmp_path: Path) -> None:
    """Not even the keys that stand in the record itself."""
    (tmp_path / "home" / "pins.json").unlink()
    for what in (record, record / BUNDLES / "draw-1.json"):
        ended = gala("verify", what)
        assert (ended.code, ended.out) == (1, "")
        assert "no pinned key" in ended.err


def test_pins_of_another_place_or_of_somebody_else(
    gala: Gala, record: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "operator.json"
    shutil.move(tmp_path / "home" / "pins.json", mine)
    assert gala("verify", record, "--pins", mine).code == 0
    mine.write_bytes(replace(KEYS.pins, log=KEYS.new().pins.log).data())
    ended = gala("verify", record, "--pins", mine)
    assert ended.code == 1
    assert "NOT proven: record signature" in ended.out
    mine.write_text("{}")
    assert gala("verify", record, "--pins", mine).code == 2


def test_a_receipt_says_what_its_goods_come_with_by_the_line_of_its_night(
    gala: Gala, record: Path, tmp_path: Path, served: str
) -> None:
    line = first_line()
    (tmp_path / "receipt.json").write_bytes(receipt(line))
    (record / "log.jsonl").write_bytes(line + b"\nand more\n")
    for night in (record / "log.jsonl", f"{served}/log.jsonl"):
        ended = gala("verify", tmp_path / "receipt.json", "--night", night)
        assert ended.code == 0, ended.out
        assert "✓ guarantees  钢笔 Fountain pen, The pen shop: 仅退款 Money back" in ended.out
    (record / "log.jsonl").write_bytes(first_line(SHEET))
    ended = gala("verify", tmp_path / "receipt.json", "--night", record / "log.jsonl")
    assert ended.code == 1
    assert "✗ night  the receipt is of another night" in ended.out
    ended = gala("verify", tmp_path / "receipt.json", "--night", tmp_path / "nowhere")
    assert ended.code == 2
