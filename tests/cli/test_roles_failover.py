"""A night by processes over a cluster: the node of the log, and of a shard, is killed in a sale."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

import pytest

from gala.cli.operator_keys import operator_keys
from gala.client import Cue, Event, GapFound, Presented, Receipt, Resumed, Snapshot, connect
from gala.conductor.record import Recorder, seal, write_bundles, write_claims, write_receipts
from gala.crowd.witness import Witness
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.cli.conftest import Gala as Command
from tests.cli.processes import sheet_file, started
from tests.cli.test_roles import joined
from tests.conductor.nights import read
from tests.durability.test_cluster_failover import show_at
from tests.plugins.waiting import until
from tests.store.clusters import NODES, clustered

OPEN_S = 20
STOCK = 60
EARLY, LATE = 9, 9
SALE = f"""
  - {{id: w, kind: seckill, title: Sale, length: {OPEN_S + 1}s, goods: pen, price_fen: 1,
     opens: 500ms, open_for: {OPEN_S}s, stock: {{app: {STOCK}, tv: 1}}}}
  - {{id: bye, kind: host, title: Bye, length: 300ms}}
"""

# The processes of the night take the machine from them: nobody is to be elected for that.
TIMEOUT = {"cluster-node-timeout": "2000"}


class Seen:
    """What a viewer saw of the cues."""

    def __init__(self, name: str) -> None:
        self.witness = Witness(name)

    def __call__(self, event: Event | Presented) -> None:
        match event:
            case Snapshot():
                self.witness.snapshot(event)
            case Resumed():
                self.witness.resumed(event)
            case Cue():
                self.witness.cue(event)
            case GapFound():
                self.witness.refused(event.cue, event.expected_seq)
            case _:
                pass


async def test_the_node_of_the_log_is_killed_while_the_window_is_open(
    gala: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    show = show_at(0)
    async with contextlib.AsyncExitStack() as stack:
        cluster = await stack.enter_async_context(
            clustered(tmp_path / "stores", (2, 1, 1), **TIMEOUT)
        )
        lost = cluster.nodes[0]
        ours = ("--redis", cluster.nodes[1].url, "--show", show)
        conductor = await stack.enter_async_context(
            started(
                *(tmp_path, "conductor", sheet_file(tmp_path, SALE), *ours, "--replicas", 1),
                *("--shards", NODES, "--until-over"),
            )
        )
        edge = await stack.enter_async_context(
            started(tmp_path, "edge", *ours, "--port", 0, "--drain", 0)
        )
        console = await stack.enter_async_context(
            started(tmp_path, "console", *ours, "--port", 0, "--demo-join")
        )
        edge_url = (await edge.said(r"edge: (ws://127\.0\.0\.1:\d+/live)"))[1]
        page = (await console.said(r"console: (http\S+)/"))[1]
        store = await stack.enter_async_context(await Store.open(cluster.nodes[2].url, show))
        evidence = Evidence(operator_keys().log)
        out = tmp_path / "out"
        out.mkdir()
        recorder = Recorder(store.log, out, evidence)
        seen = [Seen(f"viewer {number}") for number in range(EARLY + LATE)]
        viewers = [
            await stack.enter_async_context(
                connect(edge_url, (await joined(page)).ticket, listener=one)
            )
            for one in seen
        ]

        async def open_now() -> bool:
            return (await read(store))[0].show.window("w").state == "open"

        await until(open_now, within_s=30.0)
        early = await asyncio.gather(*(viewer.claim("w") for viewer in viewers[:EARLY]))
        await lost.kill()
        late = await asyncio.gather(*(viewer.claim("w") for viewer in viewers[EARLY:]))
        won = [answer for answer in (*early, *late) if isinstance(answer, Receipt)]
        assert len(won) == EARLY + LATE, "all were answered, and while it was open"
        assert await cluster.now(lost) in cluster.replicas[0]

        assert await conductor.ended() == 0
        await recorder.finish()
        reader = (await read(store))[0]
        last = dict(reader.show.seqs)["main"]
        await until(lambda: all(one.witness.last_seq("main") == last for one in seen))
        for one in seen:
            assert not one.witness.problems, one.witness.problems
        journal = await store.claims_journal("w")
        for role in (edge, console):
            role.signal(signal.SIGTERM)
        assert (await edge.ended(), await console.ended()) == (0, 0)
        assert "Traceback" not in edge.text + console.text + conductor.text
    header = reader.header
    write_claims(out, {"w": journal})
    keys = operator_keys()
    write_receipts(out, {"w": journal}, evidence.origin, keys.receipts, header.promise)
    write_bundles(out, evidence, {"w": journal})
    seal(out, evidence.origin, keys.log)
    proven = await asyncio.to_thread(gala, "verify", out)
    assert proven.code == 0, proven.out
    assert sorted(one.won.claim_id for one in journal) == sorted(one.claim_id for one in won)
