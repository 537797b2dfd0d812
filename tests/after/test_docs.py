"""The page for those who settle a night names every column that they get."""

from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports import tables

PAGE = Path(__file__).parents[2] / "docs" / "after-the-night.md"


def test_every_column_of_an_export_is_documented(drawn_record: Path) -> None:
    rows = {
        line.split("`")[1]: line
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    }
    for table in tables(from_folder(drawn_record)):
        told = rows[table.name]
        assert [f"`{one.key}`" for one in table.columns if f"`{one.key}`" not in told] == []
