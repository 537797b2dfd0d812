"""Plain numbers as families of Prometheus, named for the role that they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client.core import CounterMetricFamily as CounterFamily
from prometheus_client.core import GaugeMetricFamily as GaugeFamily
from prometheus_client.core import HistogramMetricFamily as HistogramFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.utils import floatToGoString

from .spread import Spread


class Families:
    """Makes families whose names begin with `prefix`; times are seconds, sizes bytes."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def gauge(self, name: str, what: str, value: float) -> Metric:
        """Return a figure that rises and falls."""
        return GaugeFamily(f"{self._prefix}_{name}", what, value=value)

    def gauges(self, name: str, what: str, label: str, values: Mapping[str, float]) -> Metric:
        """Return such figures by a label."""
        family = GaugeFamily(f"{self._prefix}_{name}", what, labels=[label])
        for key, value in sorted(values.items()):
            family.add_metric([key], value)
        return family

    def counter(self, name: str, what: str, value: float) -> Metric:
        """Return a count that only grows."""
        return CounterFamily(f"{self._prefix}_{name}", what, value=value)

    def counters(self, name: str, what: str, label: str, values: Mapping[str, int]) -> Metric:
        """Return such counts by a label."""
        family = CounterFamily(f"{self._prefix}_{name}", what, labels=[label])
        for key, value in sorted(values.items()):
            family.add_metric([key], value)
        return family

    def histogram(self, name: str, what: str, spread: Spread) -> Metric:
        """Return how values are spread."""
        return HistogramFamily(
            f"{self._prefix}_{name}",
            what,
            buckets=buckets(spread.bounds, spread.counts),
            sum_value=spread.sum,
        )


def buckets(bounds: Iterable[float], counts: Iterable[int]) -> list[tuple[str, float]]:
    """Return the buckets as Prometheus has them: each with all that the ones before have."""
    names = [*map(floatToGoString, bounds), "+Inf"]
    total, rows = 0, []
    for name, count in zip(names, counts, strict=True):
        total += count
        rows.append((name, float(total)))
    return rows
