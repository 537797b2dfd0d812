import json

import pytest

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from tests.proof.edits import edited
from tests.proof.night import PINS, Night, by_drand, in_the_hall, rehearsed


@pytest.mark.parametrize(
    "night", [rehearsed(), by_drand(), in_the_hall()], ids=lambda n: n.beacon.chain.kind
)
def test_every_draw_of_a_night_is_proven(night: Night) -> None:
    for number in night.manifests:
        report = verify_bundle(night.draw(number), PINS)
        assert report.ok, report.checks
        assert unproven.of_beacon(night.beacon.chain.kind) in report.unproven


def test_the_checks_of_a_draw_have_names_that_stay() -> None:
    assert [check.name for check in verify_bundle(rehearsed().draw(3), PINS).checks] == [
        "encoding",
        "bundle",
        "checkpoint signature",
        "log path",
        "lines",
        "story",
        "manifest",
        "frozen entries",
        "round",
        "outcome",
        "beacon",
        "vrf proof",
        "places",
        "passed over",
    ]
    assert verify_bundle(rehearsed().draw(1), PINS).checks[-2].name == "packets"
    assert verify_bundle(rehearsed().draw(4), PINS).checks[-1].name == "void"


def test_a_draw_that_came_too_late_leaves_a_question() -> None:
    assert unproven.UNHEARD in verify_bundle(rehearsed().draw(4), PINS).unproven
    assert unproven.UNHEARD not in verify_bundle(rehearsed().draw(5), PINS).unproven


def test_lines_after_the_outcome_can_be_left_out_and_the_report_says_so() -> None:
    """No bundle can show that it is whole; the record does."""
    draw = rehearsed().draw(3)
    assert len(json.loads(draw)["lines"]) == 5
    shorter = edited(draw, lambda value: value["lines"].pop(3))
    report = verify_bundle(shorter, PINS)
    assert report.ok
    assert unproven.LATER in report.unproven
