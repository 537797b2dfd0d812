"""`gala check --watch` as people run it: a process, a file that editors write, and Ctrl-C."""

import json
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import Gala
from tests.cli.processes import Gala as Process
from tests.cli.processes import sheet_file, started

GOOD = "  - {id: hi, kind: host, title: Hi, length: 5m}"
BAD = "  - {id: hi, kind: host, title: Hi, length: 5}"


def replaced(folder: Path, segments: str) -> None:
    """Write the sheet as careful editors do: a new file in place of the old one."""
    aside = folder / "aside"
    aside.mkdir(exist_ok=True)
    sheet_file(aside, segments).replace(folder / "sheet.yaml")


async def told(process: Process, count: int, pattern: str) -> None:
    await process.said(rf"(?s)(?:{pattern}.*?){{{count}}}")


async def test_each_change_is_judged_and_ctrl_c_ends_with_the_last_verdict(tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, GOOD)
    async with started(tmp_path, "check", sheet, "--watch", "--lang", "en") as process:
        await told(process, 1, "may go on air")
        sheet_file(tmp_path, BAD)
        await told(process, 1, "error GS106")
        replaced(tmp_path, GOOD)
        await told(process, 2, "may go on air")
        sheet.unlink()
        await told(process, 1, "there is no such file")
        sheet_file(tmp_path, BAD)
        await told(process, 2, "error GS106")
        assert process.text.count("checked at every change") == 5
        process.signal(signal.SIGINT)
        assert await process.ended() == 1


async def test_programs_get_a_line_for_each_check(tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, BAD)
    async with started(tmp_path, "check", sheet, "--watch", "--format", "json") as process:
        await told(process, 1, "GS106")
        sheet_file(tmp_path, GOOD)
        await process.said(r'"problems": \[\]')
        process.signal(signal.SIGINT)
        assert await process.ended() == 0
        verdicts = [json.loads(line) for line in process.lines]
        assert [len(one["problems"]) for one in verdicts] == [1, 0]


@pytest.mark.parametrize("words", [("none.yaml",), (".",)])
def test_what_is_not_there_from_the_beginning_is_a_mistake(
    gala: Gala, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert gala("check", tmp_path / words[0], "--watch").code == 2


async def test_files_that_are_included_are_watched_too(tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, "  - include: talk.yaml")
    talk = tmp_path / "talk.yaml"
    async with started(tmp_path, "check", sheet, "--watch", "--lang", "en") as process:
        await told(process, 1, "error GS018")
        talk.write_text(f"segments:\n{GOOD}\n", encoding="utf-8")
        await told(process, 1, "may go on air")
        talk.write_text(f"segments:\n{BAD}\n", encoding="utf-8")
        await told(process, 1, "talk.yaml:2:.*? error GS106")
        process.signal(signal.SIGINT)
        assert await process.ended() == 1
