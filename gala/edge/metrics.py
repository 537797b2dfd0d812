"""An edge's figures for Prometheus, made when they are asked for and not before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily as GaugeFamily
from prometheus_client.core import HistogramMetricFamily as HistogramFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gala.admin.families import Families, buckets
from gala.core.skew import BOUNDS_MS

from .hall import Hall

_of = Families("gala_edge")


class EdgeMetrics(Collector):
    """The figures of `hall`, in seconds and bytes as Prometheus has them."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def collect(self) -> Iterator[Metric]:
        """Yield each figure as it is now."""
        hall, tally = self._hall, self._hall.tally
        yield self._viewers()
        yield _of.gauge("viewers_behind", "Viewers whom the kernel takes no more for.", hall.behind)
        yield _of.gauge("connections", "Sockets, openings included.", len(hall.connections))
        yield _of.counter("joined", "Viewers let in.", tally.joined)
        yield _of.counters("refused", "Openings refused, by word.", "reason", tally.refused)
        yield _of.counters("closed", "Viewers gone, by word.", "word", tally.closed)
        yield _of.histogram(
            "sweep_seconds", "One write to all who follow a channel.", tally.sweep_s
        )
        yield _of.counter("writes", "Viewers written to by sweeps.", tally.writes)
        yield _of.counter("frames", "Frames that this came to.", tally.frames)
        yield _of.counter("sent_bytes", "Bytes that this came to, TLS aside.", tally.bytes)
        yield _of.counter("ticks_shed", "Ticks overtaken by a newer one.", tally.ticks_shed)
        yield _of.counters("answers", "Answers to claims, by outcome.", "outcome", tally.answers)
        yield _of.gauge("claims_waiting", "Claims without an answer.", hall.claims.waiting)
        yield _of.gauge("claims_pending", "Claims pending, asked about again.", hall.claims.pending)
        yield _of.histogram("ledger_seconds", "One call to the ledger.", tally.ledger_s)
        yield self._skew()
        error_s = hall.clock_error_ms / 1000
        yield _of.gauge("clock_error_seconds", "How far the show's clock may be off.", error_s)
        yield _of.gauge(
            "shed_level", "What is left out under load, 0: nothing.", hall.shedding.level
        )
        yield _of.gauge("stale", "1 while the show is lost.", hall.stale_since_ms is not None)
        yield _of.gauge("seq", "The newest cue of the main stage.", hall.main.ring.seq)
        yield _of.histogram("loop_lag_seconds", "How late the loop comes to its work.", tally.lag_s)

    def _viewers(self) -> Metric:
        hall = self._hall
        family = GaugeFamily(
            "gala_edge_viewers",
            "Viewers, by outlet and by the room they are in (none: the main stage alone).",
            labels=["outlet", "room"],
        )
        only_main = Counter(hall.per_outlet)
        for name, room in hall.rooms.items():
            inside = Counter(one.outlet for one in room.members if one.counted)
            only_main -= inside
            for outlet, count in sorted(inside.items()):
                family.add_metric([outlet, name], count)
        for outlet in hall.per_outlet:
            family.add_metric([outlet, ""], only_main[outlet])
        return family

    def _skew(self) -> Metric:
        family = HistogramFamily(
            "gala_edge_presentation_late_seconds",
            "How late takes came on screens, by the viewers' own clocks.",
            labels=["outlet"],
        )
        for outlet, counts in sorted(self._hall.presented.totals.items()):
            by_bucket = [counts[index] for index in range(len(BOUNDS_MS))]
            bounds = [bound / 1000 for bound in BOUNDS_MS]
            # The last bucket has no end: whoever is later is counted there too.
            family.add_metric([outlet], buckets(bounds[:-1], by_bucket), sum_value=None)
        return family
