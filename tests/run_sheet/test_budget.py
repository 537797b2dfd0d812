import pytest
from pydantic import ValidationError

from run_sheet.budget import Budget


def test_every_part_may_be_left_out() -> None:
    rain = Budget.model_validate({"rain_fen": 888_800})
    assert rain.model_dump(exclude_none=True) == {"rain_fen": 888_800}
    assert Budget.model_validate({}).model_dump(exclude_none=True) == {}


def test_it_is_in_whole_fen() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Budget.model_validate({"total_fen": -1})
