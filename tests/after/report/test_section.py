from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import SECTIONS, sections
from gala.core.feelings import Feelings


def test_every_section_is_in_both_languages(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    felt = Feelings(((account.show.runs[0].id, "", 3),))
    sheet = account.sheet.model_copy(update={"rules": (("GS206", "off"),)})
    made = sections(replace(account, sheet=sheet, show=replace(account.show, feelings=felt)))
    assert len(made) >= len(SECTIONS) - 3
    for section in made:
        for zh, en in (section.title, *section.notes):
            assert not zh.isascii()
            assert en.isascii()
        for table in section.tables:
            assert all(column.zh and column.en for column in table.columns)
            assert table.en.isascii()
