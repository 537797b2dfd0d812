from run_sheet.checks.prize_law import (
    KEPT_DAYS,
    REVISED_MS,
    TOP_PRIZE_FEN,
    TOP_PRIZE_FEN_BEFORE,
)
from run_sheet.instants import parse_instant


def test_the_revised_law_began_on_a_day_in_beijing() -> None:
    began = parse_instant("2025-10-15T00:00:00+08:00")
    assert began is not None
    assert began.unix_ms == REVISED_MS


def test_the_limit_has_stayed_and_its_article_has_not() -> None:
    assert TOP_PRIZE_FEN.figure == TOP_PRIZE_FEN_BEFORE.figure == 50_000 * 100
    assert "10(3)" in TOP_PRIZE_FEN_BEFORE.source.en
    assert "11" in TOP_PRIZE_FEN.source.en


def test_an_archive_is_kept_for_two_years() -> None:
    assert KEPT_DAYS.figure == 2 * 365
