"""Several edges' figures as one: what adds up is added up, the rest is the worst of them.

A process that has ended takes its counts with it; they are kept, for a sum that falls reads like
a restart of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

WORST = {
    "gala_edge_clock_error_seconds": max,
    "gala_edge_stale": max,
    "gala_edge_shed_level": max,
    "gala_edge_seq": min,
    "process_start_time_seconds": min,
    "process_max_fds": min,
}
"""Gauges of which a sum would say nothing."""

_LASTING = {"counter", "histogram"}

_Key = tuple[str, tuple[tuple[str, str], ...]]


class Sums(Collector):
    """The figures of several processes, each known by a name."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._gone: list[Metric] = []
        self._more: list[Metric] = []
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def exposition(self, texts: Mapping[str, str], more: Iterable[Metric] = ()) -> bytes:
        """Return the sum of the processes' expositions, and `more`, as text."""
        self._last |= {name: text for name, text in texts.items() if text}
        self._more = list(more)
        return generate_latest(self._registry)

    def gone(self, name: str) -> None:
        """A process has ended: keep what it had counted when it was last asked."""
        text = self._last.pop(name, None)
        if text is not None:
            lasting = [one for one in _read(text) if one.type in _LASTING]
            self._gone = _added([*self._gone, *lasting])

    def collect(self) -> Iterator[Metric]:
        """Yield each figure, summed."""
        there = [one for text in self._last.values() for one in _read(text)]
        yield from _added([*there, *self._gone])
        yield from self._more


def _read(text: str) -> list[Metric]:
    return list(text_string_to_metric_families(text))


def _added(metrics: Iterable[Metric]) -> list[Metric]:
    families: dict[str, Metric] = {}
    values: dict[str, dict[_Key, float]] = {}
    for one in metrics:
        families.setdefault(one.name, Metric(one.name, one.documentation, one.type))
        sums, worst = values.setdefault(one.name, {}), WORST.get(one.name)
        for sample in one.samples:
            key = (sample.name, tuple(sample.labels.items()))
            known = sums.get(key)
            if known is None:
                sums[key] = sample.value
            else:
                sums[key] = worst(known, sample.value) if worst else known + sample.value
    for name, family in families.items():
        for (sample_name, labels), value in values[name].items():
            family.add_sample(sample_name, dict(labels), value)
    return list(families.values())
