"""A whole short night by processes, each under its own user, over a cluster of three nodes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

import pytest

from gala.cli.acl import read_passwords
from gala.cli.operator_keys import operator_keys
from gala.client import Answer, Receipt, connect
from gala.conductor.record import Recorder, seal, write_bundles, write_claims, write_receipts
from gala.store.acl import lines, user
from gala.store.evidence import Evidence
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.cli.conftest import Gala as Command
from tests.cli.processes import sheet_file, started
from tests.cli.test_roles import joined
from tests.conductor.nights import read
from tests.plugins.waiting import until
from tests.store.clusters import NODES, Cluster, clustered, on
from tests.store.test_nodes import spread_out

STOCK = {"app": 7, "tv": 2}
VIEWERS = 12
SALE = f"""
  - {{id: w, kind: seckill, title: Sale, length: 5800ms, goods: pen, price_fen: 1,
     opens: 500ms, open_for: 5000ms, stock: {{app: {STOCK["app"]}, tv: {STOCK["tv"]}}}}}
  - {{id: bye, kind: host, title: Bye, length: 300ms}}
"""


def url(cluster: Cluster, show: str, passwords: dict[str, str], role: str) -> str:
    """Where a role finds the cluster, by another of its nodes than the first."""
    node = cluster.nodes[-1]
    return f"redis://{user(role, show)}:{passwords[role]}@{node.host}:{node.port}"


async def test_a_night_over_a_cluster_verifies(
    gala: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    # A name that `gala acl` takes, whose shards lie on all nodes.
    show = spread_out("w")
    given = read_passwords(tmp_path / "passwords.json")
    async with contextlib.AsyncExitStack() as stack:
        cluster = await stack.enter_async_context(clustered(tmp_path / "stores"))
        for node in cluster.nodes:
            for line in lines(show, given, aclfile=False):
                await on(node, *line.split())
            await on(node, "ACL", "SETUSER", "default", "off")
        at = {role: url(cluster, show, dict(given), role) for role, _ in given}

        # They wait until a conductor brings the show, and the functions.
        ours = ("--show", show, "--port", 0)
        edge = await stack.enter_async_context(
            started(tmp_path, "edge", "--redis", at["edge"], *ours, "--drain", 0)
        )
        console = await stack.enter_async_context(
            started(tmp_path, "console", "--redis", at["console"], *ours, "--demo-join")
        )
        conductor = await stack.enter_async_context(
            started(
                *(tmp_path, "conductor", sheet_file(tmp_path, SALE), "--redis", at["conductor"]),
                *("--show", show, "--shards", NODES, "--until-over"),
            )
        )
        edge_url = (await edge.said(r"edge: (ws://127\.0\.0\.1:\d+/live)"))[1]
        page = (await console.said(r"console: (http\S+)/"))[1]
        store = await stack.enter_async_context(await Store.open(at["reader"], show))
        evidence = Evidence(operator_keys().log)
        out = tmp_path / "out"
        out.mkdir()
        recorder = Recorder(store.log, out, evidence)

        viewers = [
            await stack.enter_async_context(connect(edge_url, (await joined(page)).ticket))
            for _ in range(VIEWERS)
        ]

        async def open_now() -> bool:
            return (await read(store))[0].show.window("w").state == "open"

        await until(open_now, within_s=20.0)
        answers = await asyncio.gather(*(viewer.claim("w") for viewer in viewers))
        won = [answer for answer in answers if isinstance(answer, Receipt)]
        refused = [answer.outcome for answer in answers if isinstance(answer, Answer)]
        assert (len(won), len(refused)) == (STOCK["app"], VIEWERS - STOCK["app"])
        # Who asked where units might have come from elsewhere is told at the end at the latest.
        assert set(refused) <= {"sold_out", "closed"}

        assert await conductor.ended() == 0
        await recorder.finish()
        header = (await read(store))[0].header
        journal = await store.claims_journal("w")
        for shard in range(NODES):
            there = ShowKeys(show).window("w", shard)
            assert await store._calls.call("EXISTS", there.state) == 1
        for role in (edge, console):
            role.signal(signal.SIGTERM)
        assert (await edge.ended(), await console.ended()) == (0, 0)
        live = await asyncio.to_thread(gala, "reconcile", "--redis", at["reader"], "--show", show)
        assert (live.code, live.err) == (0, "")
    write_claims(out, {"w": journal})
    keys = operator_keys()
    write_receipts(out, {"w": journal}, evidence.origin, keys.receipts, header.promise)
    write_bundles(out, evidence, {"w": journal})
    seal(out, evidence.origin, keys.log)
    proven = await asyncio.to_thread(gala, "verify", out)
    assert proven.code == 0, proven.out
    assert "proven" in proven.out
    assert sorted(one.won.claim_id for one in journal) == sorted(one.claim_id for one in won)
