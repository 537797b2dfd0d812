import pytest

from run_sheet import advice
from run_sheet.advice import SCARCE_UNITS
from tests.run_sheet.sheets import judge_segments


def _advised(more: str) -> list[str]:
    parsed = judge_segments(f"""
          - {{id: a, kind: seckill, title: x, length: 4m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, {more}}}
          - {{id: b, kind: host, title: x, length: 2m}}
        """)
    assert parsed.sheet is not None
    advised = list(advice(parsed.sheet))
    for one in advised:
        assert "件" in one.text.zh
        assert "units" in one.text.en
    return [one.segment for one in advised]


@pytest.mark.parametrize(
    ("more", "advised"),
    [
        (f"stock: {{app: {SCARCE_UNITS - 7}, tv: 6}}", ["a"]),
        (f"stock: {{app: {SCARCE_UNITS - 6}, tv: 6}}", []),
        ("by: first_come, stock: {app: 1}", []),
        ("by: lot, stock: {app: 1}", []),
    ],
)
def test_few_units_for_the_first_who_come_are_to_be_meant_so(more: str, advised: list[str]) -> None:
    assert _advised(more) == advised
