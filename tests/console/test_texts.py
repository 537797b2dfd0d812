import pytest

from gala.console.texts import zh_en
from run_sheet import Text
from run_sheet.said import Said


@pytest.mark.parametrize(
    "text", [("开场", "Opening"), Said("开场", "Opening"), Text(zh="开场", en="Opening")]
)
def test_every_kind_of_text_is_the_same_to_a_page(text: tuple[str, str] | Text) -> None:
    assert zh_en(text) == {"zh": "开场", "en": "Opening"}
