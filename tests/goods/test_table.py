"""What is exported and read again is the same, through both kinds of files."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gala.goods.reading import read_goods
from gala.goods.table import goods_table
from gala.grid.csv_file import read_csv, write_csv
from gala.grid.xlsx_file import read_xlsx, write_xlsx
from run_sheet import Good, Text, parse
from run_sheet.day_numbers import day_text
from run_sheet.prices import Price

_LINES = st.text(
    alphabet=st.sampled_from(list("ab 笔=+-@'\",;:#{}[]0.9～")), min_size=1, max_size=20
).filter(lambda text: text.strip() == text)
_IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
_TEXTS = st.builds(lambda zh, en: Text(zh=zh, en=en), _LINES, _LINES)
_DAYS = st.integers(0, 60_000).map(day_text)
_PRICES = st.builds(
    lambda first, last, fen, sold: Price(**{"from": first, "to": last, "fen": fen, "sold": sold}),
    _DAYS,
    st.none() | _DAYS,
    st.integers(0, 10**13),
    st.booleans(),
)
_GOODS = st.lists(
    st.builds(
        lambda id, title, price_fen, note, prices, merchant, guarantees: Good(
            id=id,
            title=title,
            waive=None,
            evidence=None,
            price_fen=price_fen,
            note=note,
            prices=prices,
            units=None,
            merchant=merchant,
            guarantees=guarantees,
        ),
        _IDS,
        _TEXTS,
        st.integers(0, 10**13),
        st.none() | _TEXTS,
        st.none() | st.lists(_PRICES, min_size=1, max_size=3).map(tuple),
        st.none() | _IDS,
        st.none() | st.lists(_IDS, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda good: good.id,
)


@settings(max_examples=60)
@given(_GOODS)
def test_there_and_back(goods: list[Good]) -> None:
    table = goods_table(goods)
    for rows in (read_csv(write_csv(table)), read_xlsx(write_xlsx([table]))):
        found = read_goods(rows)
        assert not found.mistakes
        assert list(found.goods) == goods


def test_the_shows_own_goods() -> None:
    for path in (Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"):
        sheet = parse(path.read_bytes()).sheet
        assert sheet is not None
        found = read_goods(read_csv(write_csv(goods_table(sheet.goods))))
        assert found.goods == sheet.goods
