"""A conductor's figures for Prometheus, made when they are asked for and not before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gala.admin.families import Families
from gala.core.breaker import is_held, sums
from gala.core.state import MAIN, Show
from gala.core.tables import DrawState, Phase, WindowState

from .conductor import Conductor

_of = Families("gala_conductor")


class ConductorMetrics(Collector):
    """The figures of `conductor`; those of the show are there once it has found one."""

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor

    def collect(self) -> Iterator[Metric]:
        """Yield each figure as it is now."""
        one, tally = self._conductor, self._conductor.tally
        yield _of.gauge("conducting", "1 while it conducts, 0 while it stands by.", one.conducting)
        yield _of.counter("terms", "How often it began to conduct.", tally.terms)
        yield _of.counter("fenced", "How often a newer one took over from it.", tally.fenced)
        yield _of.gauge("dark_seconds", "Without a conductor before its last term.", tally.dark_s)
        yield _of.histogram(
            "late_seconds", "How late what was due had been carried out.", tally.late_s
        )
        yield _of.gauge("lead_seconds", "How early a take by hand goes out.", one.lead_ms / 1000)
        yield _of.counters("commands", "What people asked, by outcome.", "outcome", tally.commands)
        yield _of.counters(
            *("store_errors", "Calls without an answer, made again.", "work", tally.store_errors)
        )
        if one.started:
            yield from self._show(one.show)

    def _show(self, show: Show) -> Iterator[Metric]:
        yield _of.gauge(
            "overdue_seconds",
            "For how long the next event has been due, whoever conducts.",
            self._conductor.overdue_ms() / 1000,
        )
        yield _of.gauge("epoch", "The newest epoch in the log.", show.epoch)
        yield _of.gauge("seq", "The newest cue of the main stage.", dict(show.seqs)[MAIN])
        yield _of.gauges(
            "phase", "1 for where the show stands.", "phase", _counted(Phase, [show.phase])
        )
        windows = _counted(WindowState, [one.state for one in show.windows])
        yield _of.gauges("windows", "Windows, by state.", "state", windows)
        draws = _counted(DrawState, [one.state for one in show.draws])
        yield _of.gauges("draws", "Draws, by state.", "state", draws)
        if show.plan.unattended is not None:
            yield from self._breaker(show, show.plan.unattended.spend_fen)

    def _breaker(self, show: Show, spend_fen: int) -> Iterator[Metric]:
        now = sums(show)
        yield _of.gauge(
            "breaker_held", "1 while the breaker holds the night: call somebody.", is_held(show)
        )
        yield _of.gauge("given_fen", "What has been given away.", now.given_fen)
        yield _of.gauge("open_fen", "What is under way may still give.", now.open_fen)
        yield _of.gauge("breaker_fen", "What may be given before the night holds.", spend_fen)
        yield _of.counter("calls", "How often it called for a person.", self._conductor.tally.calls)


def _counted(states: type[Phase | WindowState | DrawState], them: list[str]) -> dict[str, int]:
    """Return how many there are in each state, those with nobody in them too."""
    return {str(state): 0 for state in states} | Counter(map(str, them))
