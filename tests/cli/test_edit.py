"""`gala edit` against a show that is on, and where there is none."""

import asyncio
import json
import stat
from pathlib import Path

import pytest

from gala.cli.edit import told
from tests.cli.conftest import Gala
from tests.cli.processes import sheet_file, started
from tests.cli.test_crowd import closed_port

SEGMENTS = """
  - {id: opening, kind: host, title: Opening, length: 60s}
  - {id: sale, kind: seckill, title: Sale, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {app: 5}}
  - {id: bye, kind: host, title: Bye, length: 60s}
"""


async def test_a_show_is_edited_by_a_seat_s_link_and_again_by_its_address(
    gala: Gala, tmp_path: Path
) -> None:
    sheet = sheet_file(tmp_path, SEGMENTS)
    async with started(
        tmp_path, "show", sheet, "--port", "0", "--manual", "--start", "now"
    ) as show:
        await show.said("Ctrl-C ends it.")
        (line,) = [one for one in show.lines if one.strip().startswith("Console ")]
        link = line.split()[1]
        later = sheet.with_name("later.yaml")
        later.write_text(
            sheet.read_text().replace("title: Bye, length: 60s", "title: Bye, length: 90s")
        )

        ended = await asyncio.to_thread(gala, "edit", later, "--console", link, "--yes")
        assert (ended.code, ended.err) == (0, "")
        assert "longer by 30s" in ended.out
        assert ended.out.endswith("From now on the show goes by it.\n")
        kept = tmp_path / "home" / "at-consoles.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        url = link.partition("/seat/")[0]
        assert list(json.loads(kept.read_text())) == [url]

        again = await asyncio.to_thread(gala, "edit", later, "--console", url, "--yes")
        assert (again.code, again.out) == (1, "It means the same as the one in force.\n")
        dearer = later.with_name("dearer.yaml")
        dearer.write_text(later.read_text().replace("price_fen: 1,", "price_fen: 2,"))
        ended = await asyncio.to_thread(
            gala, "edit", dearer, "--console", url, "--yes", "--lang", "zh"
        )
        assert ended.code == 0, ended.err
        assert "要两个席位都同意" in ended.out
        assert ended.out.endswith("已提交；两个席位都同意才生效，两分钟内有效\n")
        ended = await asyncio.to_thread(gala, "edit", dearer, "--console", url, "--yes")
        assert (ended.code, ended.out.count("It takes both seats.")) == (1, 1)
        assert "takes two people" in ended.err
        (line,) = [one for one in show.lines if one.strip().startswith("Second seat ")]
        ended = await asyncio.to_thread(gala, "edit", dearer, "--console", line.split()[2], "--yes")
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.endswith("From now on the show goes by it.\n")


def test_where_there_is_no_console_or_no_seat(gala: Gala, tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, SEGMENTS)
    url = f"http://127.0.0.1:{closed_port()}"
    for odd in ("nonsense", "ftp://localhost", "http://[::1", f"{url}/seat/abc"):
        ended = gala("edit", sheet, "--console", odd, "--yes")
        assert (ended.code, ended.out) == (2, "")
        assert "does not answer as a console" in ended.err
    ended = gala("edit", sheet, "--console", url, "--lang", "zh")
    assert ended.code == 2
    assert "还没有席位" in ended.err


def test_a_sheet_with_errors_is_not_handed_in(gala: Gala, tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, SEGMENTS.replace("goods: pen", "goods: pan"))
    ended = gala("edit", sheet, "--console", "http://127.0.0.1:1", "--yes")
    assert ended.code == 1
    assert "GS202" in ended.err


@pytest.mark.parametrize("chinese", [False, True])
def test_all_that_stands_in_the_way_is_told(chinese: bool) -> None:
    said = {"zh": "中", "en": "english"}
    preview = {
        "sheet": "s",
        "may": False,
        "two_seats": True,
        "differences": [{"said": said}],
        "finish": said,
        "barriers": [{"said": said}],
        "unsigned": ["pen"],
        "problems": [],
    }
    lines = list(told(preview, chinese))
    assert len(lines) == 4
    assert lines[2].endswith("中" if chinese else "english")
    assert lines[3].endswith("pen")
    problem = {"line": 3, "column": 5, "code": "GS202", "message": said}
    broken = {"sheet": None, "may": False, "problems": [problem]}
    assert list(told(broken, chinese)) == [f"3:5: GS202: {'中' if chinese else 'english'}"]
