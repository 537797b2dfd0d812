import pytest

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from gala.proof.window_bundle import window_bundle
from tests.proof.night import BY, PINS, Night, rehearsed


@pytest.mark.parametrize("window", ["entry", "flash", "rain", "drizzle"])
def test_every_window_of_a_night_is_proven(window: str) -> None:
    report = verify_bundle(rehearsed().window(window), PINS)
    assert report.ok, report.checks
    assert unproven.ARRIVAL in report.unproven
    assert unproven.UNTOLD in report.unproven
    names = ["encoding", "bundle", "checkpoint signature", "log path", "lines", "story"]
    assert [check.name for check in report.checks] == [*names, "frozen tree"]


def test_what_people_did_to_a_window_is_told_with_it() -> None:
    report = verify_bundle(rehearsed().window("flash"), PINS)
    (tree,) = [check for check in report.checks if check.name == "frozen tree"]
    assert tree.detail == "flash: 3 of 5 given, 3 of them void, 5 leaves"
    (drizzle,) = [
        check
        for check in verify_bundle(rehearsed().window("drizzle"), PINS).checks
        if check.name == "frozen tree"
    ]
    assert "void" not in drizzle.detail


def test_a_line_about_another_window_has_no_place_in_it() -> None:
    night = Night()
    night.give("flash", ("ann", "app", 1))
    night.freeze("flash", ("app", 3))
    line = night.put("window_revoked", night.now_ms, "other", 1, "the price was wrong", *BY)
    lines = night.proven([night.windows["flash"].line, line])
    data = window_bundle(night.checkpoint(), lines, night.windows["flash"].texts)
    failed = [check for check in verify_bundle(data, PINS).checks if not check.ok]
    assert [(check.name, check.detail) for check in failed] == [
        ("story", "a line is about another window")
    ]
