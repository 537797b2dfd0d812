import json

import pytest

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from gala.proof.entry_bundle import entry_bundle, read_entry
from gala.proof.sum_tree import SumTree, leaf_node
from tests.proof.night import PINS, rehearsed


@pytest.mark.parametrize("window", ["entry", "flash", "rain", "drizzle"])
def test_every_entry_of_a_night_is_proven(window: str) -> None:
    own = rehearsed().windows[window]
    for index in range(own.tree.size):
        bundle = rehearsed().entry(window, index)
        report = verify_bundle(bundle, PINS)
        assert report.ok, report.checks
        assert [check.name for check in report.checks] == ["encoding", "bundle", "sum path"]
        assert unproven.FROZEN in report.unproven
        assert read_entry(json.loads(bundle)).low() == own.tree.low(index)


def test_an_entry_is_small_enough_for_a_phone() -> None:
    leaf = rehearsed().windows["entry"].texts[0]
    nodes = [leaf_node(leaf.encode(), 1), *(leaf_node(b"%d" % n, 1) for n in range(99_999))]
    bundle = entry_bundle("entry", SumTree(nodes), 0, leaf)
    assert len(read_entry(json.loads(bundle)).path) == 680
    # Of a million there are three nodes more, and three numbers with a digit more.
    assert len(bundle) + 3 * 80 + 3 < 2000
