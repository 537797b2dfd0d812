import os
from pathlib import Path

from gala.cli.beside import beside
from run_sheet.said import Said
from run_sheet.source import SOURCE_BYTES_MAX


def test_files_of_the_sheets_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "goods.yaml").write_bytes(b"goods: []\n")
    (tmp_path / "parts" / "talk.yaml").write_bytes(b"segments: []\n")
    (tmp_path / "same.yaml").symlink_to("goods.yaml")
    assert beside(tmp_path / "show.yaml", ["goods.yaml", "parts/talk.yaml", "same.yaml"]) == {
        "goods.yaml": b"goods: []\n",
        "parts/talk.yaml": b"segments: []\n",
        "same.yaml": b"goods: []\n",
    }


def test_nothing_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_bytes(b"secret: 1\n")
    (folder / "out.yaml").symlink_to("../secret.yaml")
    (folder / "up").symlink_to("..")
    (folder / "folder.yaml").mkdir()
    (folder / "round.yaml").symlink_to("round.yaml")
    os.mkfifo(folder / "pipe.yaml")
    names = ["none.yaml", "out.yaml", "up/secret.yaml", "folder.yaml", "round.yaml", "pipe.yaml"]
    names += ["../secret.yaml", str(tmp_path / "secret.yaml"), "out.yaml/x.yaml"]
    found = beside(folder / "show.yaml", names)
    assert list(found) == names
    assert all(isinstance(why, Said) for why in found.values())
    for name in ("out.yaml", "up/secret.yaml", "../secret.yaml"):
        assert found[name] == Said(
            "它指向流程单的文件夹之外", "it is a link out of the sheet's folder"
        )
    assert found["none.yaml"] == Said("没有这个文件", "there is no such file")
    assert found["round.yaml"] == Said("它是绕回自己的链接", "it is a link that leads to itself")


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(10 * SOURCE_BYTES_MAX)
    content = beside(tmp_path / "show.yaml", ["huge.yaml"])["huge.yaml"]
    assert len(content) == SOURCE_BYTES_MAX + 1
