"""RFC 6455 by the Autobahn test suite's cases, against a running edge in echo mode."""

from __future__ import annotations

import asyncio

import pytest
from kosoku import FailureError, run_fuzzingclient

from .echo import echoing

GOOD = {"OK", "NON-STRICT", "INFORMATIONAL"}


@pytest.mark.parametrize(
    ("cases", "at_least"),
    [
        pytest.param("1.*", 16, id="framing"),
        pytest.param("2.*", 11, id="pings"),
        pytest.param("3.*", 7, id="reserved-bits"),
        pytest.param("4.*", 10, id="opcodes"),
        pytest.param("5.*", 20, id="fragments"),
        pytest.param("6.*", 140, id="utf-8"),
        pytest.param("7.*", 36, id="closing"),
        pytest.param("10.*", 1, id="long-text"),
    ],
)
async def test_the_edge_keeps_to_the_protocol(
    cases: str, at_least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with echoing(monkeypatch) as house, asyncio.timeout(120):
        try:
            results = await run_fuzzingclient(f"ws://127.0.0.1:{house.edge.port}", [cases])
        except FailureError as failure:
            results = failure.results
    assert len(results) >= at_least
    verdicts = {
        one.case_id: (one.behavior.value, one.behavior_close.value, one.result, one.result_close)
        for one in results
    }
    bad = {case: said for case, said in verdicts.items() if not GOOD.issuperset(said[:2])}
    assert bad == {}
