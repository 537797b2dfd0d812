"""Prizes as producers write them into a cell, or into three."""

import pytest

from gala.intake.prizes import PrizeError, prizes_of


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        (("水壶 x10 199元",), ["{id: prize, title: 水壶, count: 10, value_fen: 19900}"]),
        (("水壶，10名，价值199.50元",), ["{id: prize, title: 水壶, count: 10, value_fen: 19950}"]),
        (("特等奖6161.00元1名",), ["{id: prize, title: 特等奖, count: 1, value_fen: 616100}"]),
        (("Kettle x10 worth ¥199",), ["{id: kettle, title: Kettle, count: 10, value_fen: 19900}"]),
        (
            ("car: 汽车 ×1 ¥1,250,000；水壶 500分",),
            [
                "{id: car, title: 汽车, count: 1, value_fen: 125000000}",
                "{id: prize, title: 水壶, value_fen: 500}",
            ],
        ),
        (
            ("iPhone 12 x1 1,299元\niPhone 12",),
            [
                "{id: iphone-12, title: iPhone 12, count: 1, value_fen: 129900}",
                "{id: iphone-12-2, title: iPhone 12}",
            ],
        ),
        (
            ("汽车; 水壶", "1；10名", "250000; ¥199"),
            [
                "{id: prize, title: 汽车, count: 1, value_fen: 25000000}",
                "{id: prize-2, title: 水壶, count: 10, value_fen: 19900}",
            ],
        ),
        (("汽车 x1", "", "250000"), ["{id: prize, title: 汽车, count: 1, value_fen: 25000000}"]),
    ],
)
def test_a_prize_is_a_title_with_how_many_and_what_one_is_worth(
    cells: tuple[str, ...], made: list[str]
) -> None:
    assert prizes_of(*cells) == made


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("x10 199元",), "has no title"),
        (("水壶 19.999元",), "parts of a fen"),
        (("汽车; 水壶", "1"), "2 prizes, but 1 counts"),
        (("汽车", "1; 2"), "1 prizes, but 2 counts"),
        (("汽车", "many"), "not a number of winners"),
        (("汽车 x1", "1"), "said with the prize already"),
        (("汽车 1元", "", "1"), "said with the prize already"),
        (("汽车", "1", "dear"), "not an amount in yuan"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(cells: tuple[str, ...], why: str) -> None:
    with pytest.raises(PrizeError, match=why) as told:
        prizes_of(*cells)
    assert not told.value.said.zh.isascii()
