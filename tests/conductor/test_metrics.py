"""A conductor's figures as monitoring reads them."""

from __future__ import annotations

from gala.conductor.conductor import Conductor
from gala.conductor.figures import LEAD_MS_MIN
from gala.conductor.metrics import ConductorMetrics
from gala.store.show import Store
from tests.conductor.nights import DRAWN, accepted, conducting, opened
from tests.plugins.waiting import until

OF = "gala_conductor"


def figures(conductor: Conductor) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample, by its name and the values of its labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in ConductorMetrics(conductor).collect()
        for sample in family.samples
    }


async def test_before_there_is_a_show(store: Store) -> None:
    async with conducting(store, "a") as one:
        found = figures(one)
        assert found[f"{OF}_conducting", ()] == 0
        assert found[f"{OF}_terms_total", ()] == 0
        assert not any(name == f"{OF}_epoch" for name, _ in found)


async def test_a_night_in_figures(store: Store) -> None:
    async with conducting(store, "a") as one:
        await opened(store, sheet=DRAWN, mode="manual")
        await until(lambda: one.conducting)
        await accepted(store, "go")
        await until(lambda: one.show.on_air)
        found = figures(one)
        assert found[f"{OF}_conducting", ()] == found[f"{OF}_terms_total", ()] == 1
        assert found[f"{OF}_epoch", ()] == 1
        assert found[f"{OF}_seq", ()] == dict(one.show.seqs)["main"] > 0
        assert found[f"{OF}_phase", ("on_air",)] == 1
        assert found[f"{OF}_phase", ("waiting",)] == 0
        assert found[f"{OF}_commands_total", ("accepted",)] == 1
        assert found[f"{OF}_late_seconds_count", ()] >= 1
        assert found[f"{OF}_lead_seconds", ()] == LEAD_MS_MIN / 1000
        assert found[f"{OF}_dark_seconds", ()] == 0
        assert 0 <= found[f"{OF}_overdue_seconds", ()] < 5
        windows = {labels: value for (name, labels), value in found.items() if "windows" in name}
        assert sum(windows.values()) == len(one.show.windows) > 0
        assert found[f"{OF}_draws", ("void",)] == 0


async def test_each_figure_says_what_it_is(store: Store) -> None:
    async with conducting(store, "a") as one:
        await opened(store)
        await until(lambda: one.started)
        for family in ConductorMetrics(one).collect():
            assert family.name.startswith(f"{OF}_")
            assert family.documentation.endswith(".")
