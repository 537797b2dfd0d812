from pathlib import Path

import pytest

from gala.grid.cells import GridError
from gala.grid.files import read_rows, write_bytes, write_table
from gala.grid.table import Column, Table


@pytest.mark.parametrize("name", ["t.csv", "t.XLSX"])
def test_there_and_back(tmp_path: Path, name: str) -> None:
    table = Table("t", "表", "T", (Column("id", "编号", "Id"),))
    table.add("pen")
    write_table(tmp_path / name, table)
    assert [[cell.text for cell in row.cells] for row in read_rows(tmp_path / name)] == [
        ["id"],
        ["pen"],
    ]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_every_failure_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"x")
    (tmp_path / "folder.csv").mkdir()
    for name, says in [
        ("none.csv", "no such file"),
        ("folder.csv", "cannot be read"),
        ("bad.xlsx", "no XLSX"),
        ("t.pdf", r"\.csv or an \.xlsx"),
    ]:
        with pytest.raises(GridError, match=says) as caught:
            read_rows(tmp_path / name)
        assert name in str(caught.value)
    with pytest.raises(GridError, match="cannot be written"):
        write_bytes(tmp_path / "none" / "t.csv", b"")
