"""An edge's figures as monitoring reads them."""

from __future__ import annotations

import secrets
import sys
from collections import Counter

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gala.core.skew import BOUNDS_MS
from gala.edge.metrics import EdgeMetrics
from gala.wire import messages

from .house import House, running, until

SEGMENT = ["s1", "host", ["开场", "Opening"], [], []]


def figures(house: House) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample, by its name and the values of its labels."""
    text = house.edge.figures().decode()
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_night_in_figures() -> None:
    async with running() as house:
        async with house.guest(viewer="ann") as ann, house.guest(viewer="bob", outlet="tv") as bob:
            await bob.send(messages.enter("fashion"))
            await bob.next("snapshot")
            await bob.next("snapshot")
            await house.cues.say("take", SEGMENT, 0, None, at_ms=house.clock.now_ms() + 100)
            await ann.next("cue")
            await ann.send(messages.presented(1, 1, 40, 1))
            await ann.send(messages.claim("lipstick", 1, secrets.token_bytes(16), True))
            await ann.next("receipt")
            house.clock.error_ms = 12.0
            found = figures(house)
            assert found["gala_edge_viewers", ("app", "")] == 1
            assert found["gala_edge_viewers", ("tv", "fashion")] == 1
            assert found["gala_edge_viewers", ("tv", "")] == 0
            assert found["gala_edge_connections", ()] == 2
            assert found["gala_edge_joined_total", ()] == 2
            assert found["gala_edge_answers_total", ("receipt",)] == 1
            assert found["gala_edge_ledger_seconds_count", ()] == 1
            assert found["gala_edge_clock_error_seconds", ()] == 0.012
            assert found["gala_edge_stale", ()] == 0
            assert found["gala_edge_seq", ()] == 1
            assert found["gala_edge_sweep_seconds_count", ()] >= 1
            assert found["gala_edge_frames_total", ()] >= 2
            assert found["gala_edge_sent_bytes_total", ()] > found["gala_edge_frames_total", ()]
        await until(lambda: not house.hall.connections)
        assert figures(house)["gala_edge_closed_total", ("gone",)] == 2


async def test_lateness_is_a_histogram() -> None:
    async with running() as house:
        house.hall.presented.totals["app"] = Counter({0: 5, 3: 2, len(BOUNDS_MS) - 1: 1})
        found = figures(house)
        name = "gala_edge_presentation_late_seconds_bucket"
        assert found[name, ("0.0", "app")] == 5
        late = [value for (what, _), value in found.items() if what == name]
        assert late == sorted(late), "each bucket has what the ones before have"
        assert late[-1] == 8


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
async def test_memory() -> None:
    async with running() as house:
        assert figures(house)["process_resident_memory_bytes", ()] > 10_000_000


async def test_there_are_none_before_the_start() -> None:
    house = House()
    assert house.edge.figures() == b""
    await house.edge.start()
    await house.edge.stop()
    assert b"gala_edge_viewers" in house.edge.figures()


async def test_each_figure_says_what_it_is() -> None:
    async with running() as house:
        for family in EdgeMetrics(house.hall).collect():
            assert family.name.startswith("gala_edge_")
            assert family.documentation.endswith(".")
