from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.audience import Audience
from gala.core.events import ViewersCounted
from tests.after.nights import with_counts


@pytest.fixture
def account(drawn_record: Path) -> Account:
    """The night, with counts put into its log."""
    counts = [(1_000, 3, 1), (2_000, 5, 2), (3_000, 4, 9)]
    told = [ViewersCounted(at_ms, (("app", app), ("tv", tv))) for at_ms, app, tv in counts]
    return with_counts(from_folder(drawn_record), *told)


def test_the_count_of_an_instant_is_the_last_one_before_it(account: Account) -> None:
    audience = Audience(account)
    assert audience.known
    assert [audience.at(ms) for ms in (999, 1_000, 2_500, 9_000)] == [0, 4, 7, 13]


def test_peaks(account: Account) -> None:
    audience = Audience(account)
    assert (audience.peak(), audience.peak("app"), audience.peak("none")) == (13, 5, 0)
    assert audience.peak_between(0, 1_500) == 4
    assert audience.peak_between(2_100, 2_200) == 7


def test_a_log_without_counts(drawn_record: Path) -> None:
    audience = Audience(with_counts(from_folder(drawn_record)))
    assert not audience.known
    assert (audience.peak(), audience.at(5)) == (0, 0)
