"""A console's figures for Prometheus, made when they are asked for and not before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gala.admin.families import Families

if TYPE_CHECKING:
    from gala.console.orders.webhook import Delivery
    from gala.console.server import Console

_of = Families("gala_console")


class ConsoleMetrics(Collector):
    """The figures of `console`. How far it is behind the log is known after `look`."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._behind: int | None = None

    async def look(self) -> None:
        """Ask the store how much of the log was not read yet."""
        self._behind = await self._console.watch.behind()

    def collect(self) -> Iterator[Metric]:
        """Yield each figure as it is now, or was at the last look."""
        watch, tally = self._console.watch, self._console.tally
        yield _of.gauge("following", "1 while the show's log is followed.", watch.healthy)
        yield _of.gauge("log_entries", "Entries of the log that were read.", watch.entries)
        if self._behind is not None:
            yield _of.gauge("log_behind", "Entries that were not read yet.", self._behind)
        yield _of.gauge(
            "log_silent_seconds", "Since the store last answered about the log.", watch.silent_s()
        )
        yield _of.counters("presses", "Commands from seats, by outcome.", "outcome", tally.presses)
        yield _of.counters(
            "http_requests", "Requests answered, by class of status.", "status", tally.answers
        )
        if self._console.settings.alerts:
            yield _of.counters(
                "captions", "Captions, and requests that were refused.", "what", tally.captions
            )
        yield _of.gauge("consoles", "Pages that are shown the live state.", tally.consoles)
        yield _of.gauges("alarms", "What somebody should look at.", "alarm", self._alarms())
        hooks = self._webhooks()
        if hooks:
            yield from _told(hooks)

    def _alarms(self) -> dict[str, float]:
        watch = self._console.watch
        desk = self._console.settings.alerts
        return {
            "claims": desk.open if desk else 0,
            "books": len(watch.reckoning.alarms()),
            "clocks": watch.clocks.off,
            "flags": watch.feelings.alerts,
            "promise": watch.promises.kept is False,
            "webhooks": sum(one.alarm for one in self._webhooks()),
        }

    def _webhooks(self) -> list[Delivery]:
        orders = self._console.settings.orders
        return [one.state for one in orders.webhooks] if orders else []


def _told(hooks: list[Delivery]) -> Iterator[Metric]:
    delivered, failures, waiting = Counter[str](), Counter[str](), Counter[str]()
    for one in hooks:
        delivered[one.host] += one.delivered
        failures[one.host] += one.failures
        waiting[one.host] += one.waiting
    yield _of.counters("webhook_delivered", "Events that were taken, by host.", "host", delivered)
    yield _of.gauges("webhook_failures", "Failures in a row, by host.", "host", failures)
    yield _of.gauges(
        "webhook_waiting", "Events of the batch that is being sent, by host.", "host", waiting
    )
