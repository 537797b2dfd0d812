"""An edge's figures as monitoring reads them."""

from __future__ import annotations

import secrets
from collections import Counter

from prometheus_client.parser import text_string_to_metric_families

from gala.admin.parts import Part, Parts
from gala.core.skew import BOUNDS_MS
from gala.edge.limits import Limits
from gala.edge.metrics import EdgeMetrics
from gala.wire import messages

from .house import House, running, until

SEGMENT = ["s1", "host", ["开场", "Opening"], [], []]


def figures(house: House) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample, by its name and the values of its labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in house.edge.metrics.collect()
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
        assert found[name, ("app", "0.0")] == 5
        late = [value for (what, _), value in found.items() if what == name]
        assert late == sorted(late), "each bucket has what the ones before have"
        assert late[-1] == 8


async def test_as_the_admin_port_has_them() -> None:
    async with running(limits=Limits(linger_s=1.0, tick_s=0.1), options={"probe": True}) as house:
        parts = Parts()
        parts.add(Part("edge", house.edge.problem, house.edge.metrics))
        await until(lambda: house.edge.problem() is None)
        assert await parts.problem() is None
        text = (await parts.figures()).decode()
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {"gala_edge_viewers", "gala_edge_sweep_seconds"} <= families


async def test_they_outlive_the_edge() -> None:
    house = House()
    await house.edge.start()
    await house.edge.stop()
    assert figures(house)["gala_edge_joined_total", ()] == 0


async def test_each_figure_says_what_it_is() -> None:
    async with running() as house:
        for family in EdgeMetrics(house.hall).collect():
            assert family.name.startswith("gala_edge_")
            assert family.documentation.endswith(".")
