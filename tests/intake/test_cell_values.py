import pytest

from gala.intake.cell_values import more_of
from gala.intake.columns import Column
from run_sheet.said import Said

OUTLETS = ["app", "616"]


def more(
    kind: str, key: str, text: str, unit_ms: int | None = None
) -> dict[str, str] | Said | None:
    return more_of(kind, Column(0, key, key, unit_ms), text, OUTLETS)


@pytest.mark.parametrize(
    ("key", "text", "made"),
    [
        ("goods", "lipstick", {"goods": "lipstick"}),
        ("goods", "616", {"goods": '"616"'}),
        ("price", "¥0.01", {"price_fen": "1"}),
        ("price_fen", "990", {"price_fen": "990"}),
        ("stock", "600件", {"stock": "{app: 600}"}),
        ("stock", "app: 600, 616=200", {"stock": '{app: 600, "616": 200}'}),
        ("opens", "1:00", {"opens": "1m"}),
        ("open_for", "90秒", {"open_for": "1m30s"}),
    ],
)
def test_what_a_seckill_has_a_place_for(key: str, text: str, made: dict[str, str]) -> None:
    assert more("seckill", key, text) == made


@pytest.mark.parametrize(
    ("kind", "key", "text", "made"),
    [
        ("rain", "pool", "8,888元", {"pool_fen": "888800"}),
        ("rain", "pool_fen", "888800", {"pool_fen": "888800"}),
        ("rain", "packets", "3,000个", {"packets": "3000"}),
        ("rain", "min", "¥1", {"min_fen": "100"}),
        ("rain", "max_fen", "20000分", {"max_fen": "20000"}),
        ("rain", "per_viewer", "1", {"per_viewer": "1"}),
        ("rain", "opens", "20s", {"opens": "20s"}),
        ("draw", "alternates", "5人", {"alternates": "5"}),
        ("draw", "entries", "draw-third", {"entries": "draw-third"}),
    ],
)
def test_what_rains_and_draws_have_a_place_for(
    kind: str, key: str, text: str, made: dict[str, str]
) -> None:
    assert more(kind, key, text) == made
    assert more("host", key, text) is None


def test_what_has_no_place_is_left_to_the_notes() -> None:
    assert more("seckill", "goods", "正红色口红") is None
    assert more("host", "goods", "lipstick") is None
    assert more("seckill", "room", "beauty") is None
    assert more("visit", "room", "beauty") == {"room": "beauty"}


@pytest.mark.parametrize(
    ("kind", "key", "text"),
    [
        *[("seckill", "price", "19.999"), ("seckill", "price_fen", "1.5")],
        *[("seckill", "stock", "tv: 5"), ("seckill", "stock", "many")],
        *[("seckill", "stock", "app: 1, app: 2"), ("seckill", "stock", ",")],
        *[("seckill", "opens", "soon"), ("rain", "pool", "much"), ("rain", "packets", "1.5")],
        *[("draw", "alternates", "-1")],
    ],
)
def test_what_cannot_be_read_is_said(kind: str, key: str, text: str) -> None:
    said = more(kind, key, text)
    assert isinstance(said, Said)
    assert not said.zh.isascii()
