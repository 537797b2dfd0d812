"""A console's figures as monitoring reads them."""

from __future__ import annotations

import pytest

from gala.console.metrics import ConsoleMetrics
from gala.console.server import Console
from gala.core.alerts import Message
from gala.core.feelings import Feelings
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.console.conftest import Served, serving
from tests.console.orders.shop import shop
from tests.console.spoken.test_routes import raised
from tests.plugins.waiting import until

OF = "gala_console"


async def figures(console: Console) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample, by its name and the values of its labels."""
    metrics = ConsoleMetrics(console)
    await metrics.look()
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in metrics.collect()
        for sample in family.samples
    }


async def test_a_night_in_figures(served: Served) -> None:
    await served.sit()
    await served.press("go", "one")
    await served.until(lambda show: show.on_air)
    found = await figures(served.console)
    assert found[f"{OF}_following", ()] == 1
    assert found[f"{OF}_log_entries", ()] == served.console.watch.entries > 3
    assert found[f"{OF}_log_behind", ()] <= 1
    assert 0 <= found[f"{OF}_log_silent_seconds", ()] < 3
    assert found[f"{OF}_presses_total", ("accepted",)] == 1
    assert found[f"{OF}_http_requests_total", ("3xx",)] == 1
    assert found[f"{OF}_consoles", ()] == 0
    for alarm in ("books", "clocks", "flags", "promise", "webhooks"):
        assert found[f"{OF}_alarms", (alarm,)] == 0
    assert not any("webhook_" in name for name, _ in found), "nobody is told anything"


async def test_captions_and_claims_that_wait_for_somebody(served: Served) -> None:
    desk = served.console.settings.alerts
    assert desk is not None
    assert (await figures(served.console))[f"{OF}_alarms", ("claims",)] == 0
    await desk.write(Message("m", "slower", "director"))
    await raised(served)
    found = await figures(served.console)
    assert found[f"{OF}_alarms", ("claims",)] == 1
    assert found[f"{OF}_captions_total", ("heard",)] == 1


async def test_before_there_is_a_show(store: Store) -> None:
    async with serving(store) as served:
        found = await figures(served.console)
        assert found[f"{OF}_following", ()] == found[f"{OF}_log_entries", ()] == 0
        assert served.console.watch.problem() == "starting"


async def test_it_says_how_far_it_is_behind_and_that_it_does_not_know(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = served.console.watch
    assert watch.problem() is None
    gone = away("wait", times=1_000)
    log = bent(watch._world.log, lambda name, call: gone(name, call))
    monkeypatch.setattr(watch._follower, "_log", log)
    await until(lambda: watch.problem() == "stale")
    await served.sit()
    await served.press("go", "one")

    async def behind() -> bool:
        found = await figures(served.console)
        return found[f"{OF}_log_behind", ()] >= 1 and found[f"{OF}_following", ()] == 0

    await until(behind)
    with monkeypatch.context() as patched:
        patched.setattr(watch._world, "log", bent(watch._world.log, away("read")))
        assert (f"{OF}_log_behind", ()) not in await figures(served.console)
    gone = away()
    await until(lambda: watch.problem() is None)

    async def caught_up() -> bool:
        return (await figures(served.console))[f"{OF}_log_behind", ()] == 0

    await until(caught_up)


async def test_alarms_are_counted(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = served.console.watch
    flags = (("opening", "other", 50), ("opening", "offensive", 1))
    watch.feelings.take(watch.show, Feelings(flags=flags), watch.now_ms())
    monkeypatch.setattr(watch.promises, "kept", False)
    monkeypatch.setattr(watch.clocks, "off", 2)
    found = await figures(served.console)
    assert found[f"{OF}_alarms", ("flags",)] == 1
    assert found[f"{OF}_alarms", ("promise",)] == 1
    assert found[f"{OF}_alarms", ("clocks",)] == 2


async def test_webhooks_that_fail_and_wait(store: Store) -> None:
    url = "http://127.0.0.1:1/events"
    async with shop(store, urls=(url, f"{url}/2")) as served:
        await served.win(1, "ann")
        await until(lambda: all(one.state.failures for one in served.counter.webhooks))
        found = await figures(served.console)
        host = ("127.0.0.1:1",)
        assert found[f"{OF}_webhook_failures", host] >= 2, "both of one host"
        assert found[f"{OF}_webhook_waiting", host] == 2
        assert found[f"{OF}_webhook_delivered_total", host] == 0


async def test_each_figure_says_what_it_is(store: Store) -> None:
    async with shop(store, urls=("http://127.0.0.1:1/events",)) as served:
        for family in ConsoleMetrics(served.console).collect():
            assert family.name.startswith(f"{OF}_")
            assert family.documentation.endswith(".")
