import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from gala.conductor.record import CLAIMS, LOG, Recorder, claim_line, write_claims
from gala.core.events import EpochBegan, ModeSet
from gala.core.log import LogError, LogReader
from gala.core.seckill import Winner, Won
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import header, opened
from tests.keys import KEYS, PSEUDONYM
from tests.plugins.waiting import until

WON = Won(2, bytes(range(16)), 7, 1, 1_623_762_091_532, 3, "5-0", 4, 9)


async def extended(store: Store) -> None:
    """Add an entry to the store's log."""
    lines = await store.log.read(0)
    reader = LogReader(lines[0])
    for line in lines[1:]:
        reader.feed(line)
    event = ModeSet(len(lines), ("auto", "manual")[len(lines) % 2], "director")
    written = reader.write(EpochBegan(1, 1, "a", 0) if len(lines) == 1 else event)
    await store.log.append(1, len(lines), written.line)


async def as_stored(store: Store) -> bytes:
    return b"".join(line + b"\n" for line in await store.log.read(0))


async def test_the_file_keeps_step_with_the_log(store: Store, tmp_path: Path) -> None:
    recorder = Recorder(store.log, tmp_path, Evidence(KEYS.log))
    recording = asyncio.create_task(recorder.run())
    await opened(store)
    for _ in range(3):
        await extended(store)
        stored = await as_stored(store)
        await until(lambda: (tmp_path / LOG).exists() and (tmp_path / LOG).read_bytes() == stored)  # noqa: B023
    recording.cancel()
    await extended(store)
    await recorder.finish()
    assert (tmp_path / LOG).read_bytes() == await as_stored(store)
    assert recorder.follower.show.epoch == 1


async def test_a_recorder_that_begins_late_has_everything(store: Store, tmp_path: Path) -> None:
    await opened(store)
    await extended(store)
    recorder = Recorder(store.log, tmp_path, Evidence(KEYS.log))
    await recorder.finish()
    assert (tmp_path / LOG).read_bytes() == await as_stored(store)


async def test_an_earlier_record_stays_until_the_log_answers(store: Store, tmp_path: Path) -> None:
    (tmp_path / LOG).write_bytes(b"of last night\n")
    await Recorder(store.log, tmp_path, Evidence(KEYS.log)).finish()
    assert (tmp_path / LOG).read_bytes() == b"of last night\n"
    await opened(store)
    await Recorder(store.log, tmp_path, Evidence(KEYS.log)).finish()
    assert (tmp_path / LOG).read_bytes() == await as_stored(store)


async def test_a_store_that_is_away_is_waited_for(store: Store, tmp_path: Path) -> None:
    await opened(store)
    recorder = Recorder(bent(store.log, away("wait", "read")), tmp_path, Evidence(KEYS.log))
    recording = asyncio.create_task(recorder.run())
    await until(lambda: recorder.follower.started)
    recording.cancel()
    await recorder.finish()
    assert (tmp_path / LOG).read_bytes() == await as_stored(store)


async def test_a_log_that_is_not_right_stops_it(store: Store, tmp_path: Path) -> None:
    await opened(store)
    await store.log.append(1, 1, b"{}")
    with pytest.raises(LogError, match="entry 1"):
        await Recorder(store.log, tmp_path, Evidence(KEYS.log)).run()


async def test_a_folder_that_cannot_be_written_to_says_so(store: Store, tmp_path: Path) -> None:
    await opened(store)
    with pytest.raises(OSError, match="No such file"):
        await Recorder(store.log, tmp_path / "gone", Evidence(KEYS.log)).run()


def test_a_claim_is_one_canonical_line_with_its_hash() -> None:
    line = claim_line("sale", Winner(PSEUDONYM, "app", WON), "ab")
    bare = (
        b'{"at_ms":1623762091532,"batch":"5-0","claim_id":"000102030405060708090a0b0c0d0e0f",'
        b'"gen":2,"index":4,"outlet":"app","prev":"ab","price_fen":1,"pseudonym":"%s",'
        b'"quantity":3,"unit":7,"window":"sale"}' % PSEUDONYM.encode()
    )
    digest = hashlib.sha256(bare).hexdigest().encode()
    assert line == bare.replace(b'"index"', b'"hash":"%s","index"' % digest)


def test_claims_are_written_in_the_order_of_the_journals(tmp_path: Path) -> None:
    winners = [Winner(f"v-{n}", "app", WON) for n in range(3)]
    assert write_claims(tmp_path, {"one": winners[:2], "none": [], "two": winners[2:]}) == 3
    written = [json.loads(line) for line in (tmp_path / CLAIMS).read_text().splitlines()]
    assert [(claim["window"], claim["pseudonym"]) for claim in written] == [
        ("one", "v-0"),
        ("one", "v-1"),
        ("two", "v-2"),
    ]
    assert [claim["prev"] for claim in written] == ["", written[0]["hash"], written[1]["hash"]]
    assert write_claims(tmp_path, {}) == 0
    assert (tmp_path / CLAIMS).read_bytes() == b""


async def test_the_header_is_the_first_line(store: Store, tmp_path: Path) -> None:
    await opened(store)
    recorder = Recorder(store.log, tmp_path, Evidence(KEYS.log))
    await recorder.finish()
    first = (tmp_path / LOG).read_bytes().splitlines()[0]
    assert LogReader(first).header.show == header(store).show
