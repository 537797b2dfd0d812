"""Several edges' figures as one."""

from __future__ import annotations

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families

from gala.edge.summing import Sums


def text(viewers: int, joined: int, error_s: float, seq: int = 7, late: int = 0) -> str:
    return f"""
# HELP gala_edge_viewers Viewers.
# TYPE gala_edge_viewers gauge
gala_edge_viewers{{outlet="app",room=""}} {viewers}
# TYPE gala_edge_joined_total counter
gala_edge_joined_total {joined}
# TYPE gala_edge_clock_error_seconds gauge
gala_edge_clock_error_seconds {error_s}
# TYPE gala_edge_seq gauge
gala_edge_seq {seq}
# TYPE gala_edge_sweep_seconds histogram
gala_edge_sweep_seconds_bucket{{le="0.1"}} {joined}
gala_edge_sweep_seconds_bucket{{le="+Inf"}} {joined + late}
gala_edge_sweep_seconds_count {joined + late}
gala_edge_sweep_seconds_sum {joined * 0.05}
"""


def read(exposition: bytes) -> dict[str, float]:
    return {
        sample.name + str(sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(exposition.decode())
        for sample in family.samples
    }


def test_what_adds_up_is_added_and_the_worst_is_told_of_the_rest() -> None:
    more = [GaugeMetricFamily("gala_edge_workers", "Processes.", value=2)]
    both = {"a": text(10, 20, 0.001, seq=7, late=1), "b": text(5, 6, 0.02, seq=6)}
    found = read(Sums().exposition(both, more))
    assert found["gala_edge_viewers['', 'app']"] == 15
    assert found["gala_edge_joined_total[]"] == 26
    assert found["gala_edge_clock_error_seconds[]"] == 0.02
    assert found["gala_edge_seq[]"] == 6
    assert found["gala_edge_sweep_seconds_bucket['0.1']"] == 26
    assert found["gala_edge_sweep_seconds_bucket['+Inf']"] == 27
    assert found["gala_edge_sweep_seconds_count[]"] == 27
    assert found["gala_edge_workers[]"] == 2


def test_what_one_had_counted_outlives_it() -> None:
    sums = Sums()
    sums.exposition({"a": text(10, 20, 0.5), "b": text(5, 6, 0.001)})
    sums.gone("a")
    sums.gone("never there")
    found = read(sums.exposition({"a": "", "b": text(5, 7, 0.001)}))
    assert found["gala_edge_viewers['', 'app']"] == 5, "its viewers are not here any more"
    assert found["gala_edge_clock_error_seconds[]"] == 0.001
    assert found["gala_edge_joined_total[]"] == 27
    # It is back, dies again, and its counts add up.
    sums.exposition({"a": text(1, 3, 0.001), "b": text(5, 7, 0.001)})
    sums.gone("a")
    found = read(sums.exposition({"a": text(0, 1, 0.001), "b": text(5, 7, 0.001)}))
    assert found["gala_edge_joined_total[]"] == 20 + 3 + 1 + 7
    assert found["gala_edge_sweep_seconds_count[]"] == 20 + 3 + 1 + 7


def test_one_that_does_not_answer_is_as_it_was() -> None:
    sums = Sums()
    sums.exposition({"a": text(10, 20, 0.5)})
    assert read(sums.exposition({"a": ""}))["gala_edge_joined_total[]"] == 20


def test_nobody_yet() -> None:
    assert Sums().exposition({"a": ""}) == b""
