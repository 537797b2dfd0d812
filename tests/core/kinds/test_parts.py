from gala.core.kinds import KINDS
from gala.core.kinds.parts import text
from run_sheet import Text
from run_sheet.kinds import KINDS as SHEET_KINDS


def test_every_kind_of_the_sheet_has_its_rules() -> None:
    assert set(KINDS) == set(SHEET_KINDS)


def test_texts_become_pairs() -> None:
    assert text(Text(zh="甲", en="A")) == ("甲", "A")
