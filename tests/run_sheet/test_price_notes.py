import pytest

from run_sheet.price_notes import price_claims


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("近 30 天最低成交价", ("lowest_paid", 30)),
        ("近30日内最低成交价", ("lowest_paid", 30)),
        ("过去七天的最低成交价", ("lowest_paid", 7)),
        ("30 天内最低价", ("lowest", 30)),
        ("标价，近 30 天未涨价", ("not_raised", 30)),
        ("最近 15 天没涨过价", ("not_raised", 15)),
        ("Lowest price paid in the last 30 days", ("lowest_paid", 30)),
        ("the lowest price of the past 7 days", ("lowest", 7)),
        ("30-day low", ("lowest", 30)),
        ("It has not been raised in the last 30 days", ("not_raised", 30)),
    ],
)
def test_figures_in_a_note(text: str, claim: tuple[str, int]) -> None:
    assert price_claims(text) == (claim,)


@pytest.mark.parametrize(
    "text",
    [
        "作坊门市价",
        "全年最低",
        "三十天无理由退货",
        "30 天质保",
        "Lowest of the year",
        "近 0 天最低价",
    ],
)
def test_other_words_claim_nothing(text: str) -> None:
    assert price_claims(text) == ()


def test_both_languages_claim_once_what_they_both_say() -> None:
    assert price_claims("近 7 天最低成交价", "Lowest price paid in the last 7 days") == (
        ("lowest_paid", 7),
    )
    assert len(price_claims("近 7 天最低成交价", "Lowest price paid in the last 30 days")) == 2
