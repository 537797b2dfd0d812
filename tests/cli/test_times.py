import pytest

from gala.cli.failure import Failure
from gala.cli.times import pace_milli, start_ms


@pytest.mark.parametrize("text", [None, "now"])
def test_a_start_at_once(text: str | None) -> None:
    assert start_ms(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-15T20:21:00+08:00",
        "2021-06-15T12:21:00Z",
        "2021-06-15 20:21:00.000+08:00",
        "2021-06-15T20:21+08:00",
    ],
)
def test_a_start_at_an_instant(text: str) -> None:
    assert start_ms(text) == 1_623_759_660_000


@pytest.mark.parametrize(
    "text", ["", "tonight", "20:21", "2021-06-15", "2021-06-15T20:21:00", "2021-13-01T00:00:00Z"]
)
def test_a_start_that_is_none_says_how_to_write_it(text: str) -> None:
    with pytest.raises(Failure, match="write now, or an instant with its offset like 2021"):
        start_ms(text)


@pytest.mark.parametrize(
    ("pace", "thousandths"),
    [(1, 1_000), (60, 60_000), (0.001, 1), (1_000, 1_000_000), (1.5, 1_500)],
)
def test_paces(pace: float, thousandths: int) -> None:
    assert pace_milli(pace) == thousandths


@pytest.mark.parametrize(
    "pace", [0, -1, 0.0001, 1_001, float("nan"), float("inf"), float("-inf"), 1e300]
)
def test_paces_out_of_bounds(pace: float) -> None:
    with pytest.raises(Failure, match=r"from 0\.001 to 1000"):
        pace_milli(pace)
