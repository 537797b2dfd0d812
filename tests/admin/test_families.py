"""Numbers as Prometheus reads them."""

from __future__ import annotations

from prometheus_client.metrics_core import Metric

from gala.admin.families import Families, buckets
from gala.admin.spread import Spread

OF = Families("gala_role")


def samples(family: Metric) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and labels."""
    return {(one.name, tuple(one.labels.values())): one.value for one in family.samples}


def test_names_begin_with_the_role() -> None:
    assert samples(OF.gauge("up", "It.", 1)) == {("gala_role_up", ()): 1}
    assert samples(OF.counter("came", "They.", 2)) == {("gala_role_came_total", ()): 2}
    assert samples(OF.gauges("held", "What.", "by", {"b": 2, "a": 1})) == {
        ("gala_role_held", ("a",)): 1,
        ("gala_role_held", ("b",)): 2,
    }
    assert samples(OF.counters("said", "What.", "word", {"no": 3})) == {
        ("gala_role_said_total", ("no",)): 3
    }


def test_each_bucket_has_what_the_ones_before_have() -> None:
    assert buckets((0.5, 1), (1, 0, 2)) == [("0.5", 1), ("1.0", 1), ("+Inf", 3)]
    spread = Spread((0.5, 1))
    for value in (0.25, 2):
        spread.add(value)
    found = samples(OF.histogram("took_seconds", "How long.", spread))
    assert found["gala_role_took_seconds_bucket", ("0.5",)] == 1
    assert found["gala_role_took_seconds_bucket", ("+Inf",)] == 2
    assert found["gala_role_took_seconds_count", ()] == 2
    assert found["gala_role_took_seconds_sum", ()] == 2.25
