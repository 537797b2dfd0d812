"""Lists of viewers on the command line: made, given, and refused when they are others."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from gala.cli import lists
from gala.cli.beginning import beginning
from gala.cli.failure import Failure
from gala.cli.night import Wishes
from gala.cli.operator_keys import operator_keys
from gala.cli.sheets import Sheet
from gala.cli.stage import _resume
from gala.conductor.opening import open_show
from gala.core.compile import compile_plan
from gala.core.plan import Plan
from gala.proof.promise import Promise
from gala.proof.viewer_list import read_list
from gala.store.show import Store
from tests.cli.conftest import Gala
from tests.cli.processes import started
from tests.core.playing import SHEET, sheet_of
from tests.keys import KEYS

DRAW = """
  - {{id: guests-draw, kind: draw, title: Draw, length: 60s, opens: 0s, open_for: 30s,
     prizes: [{{id: p, title: P, count: 1, value_fen: 1}}], who: {{{listed}}}}}
"""


def made(gala: Gala, folder: Path, *viewers: str) -> tuple[Path, str]:
    """Make a list; return its file and the line for the sheet."""
    (folder / "viewers.txt").write_text("".join(f" {viewer}\n\n" for viewer in viewers))
    out = folder / "guests.list"
    outcome = gala("list", folder / "viewers.txt", "--out", out)
    assert outcome.code == 0
    return out, outcome.out.splitlines()[1].strip()


def plan(listed: str) -> Plan:
    return compile_plan(sheet_of(SHEET.rstrip() + DRAW.format(listed=listed)))


def test_a_list_is_made_and_is_the_one_that_the_sheet_commits_to(
    gala: Gala, tmp_path: Path
) -> None:
    out, line = made(gala, tmp_path, "v-1", "v-2", "v-1")
    listed = read_list(out.read_text())
    assert line == f"list: {{id: guests, count: 2, digest: {listed.digest}}}"
    assert (listed.has("v-2"), listed.has("v-3")) == (True, False)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    given = lists.given([f"guests={out}"])
    lists.check(plan(line), given)
    with pytest.raises(Failure, match="--list guests=FILE"):
        lists.check(plan(line), {})
    again = gala("list", tmp_path / "viewers.txt", "--out", out)
    assert again.code == 2
    assert "is there already" in again.err


def test_a_night_without_its_list_is_not_begun(gala: Gala, tmp_path: Path) -> None:
    out, line = made(gala, tmp_path, "v-1")
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(SHEET.rstrip() + DRAW.format(listed=line))
    outcome = gala("show", sheet, "--out", tmp_path / "out")
    assert (outcome.code, outcome.err) == (
        2, "gala: the sheet has a list `guests`: give its file with --list guests=FILE\n",
    )  # fmt: skip
    sheet.write_text(SHEET.rstrip() + DRAW.format(listed=line.replace("count: 1", "count: 2")))
    outcome = gala("show", sheet, "--out", tmp_path / "out", "--list", f"guests={out}")
    assert outcome.code == 2
    assert "is not the one that the sheet commits to" in outcome.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        (["guests"], "write it like --list guests=guests.list"),
        (["=x"], "write it like"),
        (["guests=nowhere.list"], "there is no such file"),
        (["guests=."], "cannot be read"),
        (["guests=good", "guests=good"], "given twice"),
        (["guests=names"], "line 1 is not `gala list 1`"),
        (["guests=noise"], "is not UTF-8 text"),
    ],
)
def test_what_is_no_list_is_said_with_its_file(
    wishes: list[str],
    why: str,
    gala: Gala,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, _ = made(gala, tmp_path, "v-1")
    monkeypatch.chdir(tmp_path)
    out.rename("good")
    Path("names").write_text("v-1\n")
    Path("noise").write_bytes(b"\xff\xfe")
    with pytest.raises(Failure, match=why):
        lists.given(wishes)


def test_viewers_that_make_no_list(gala: Gala, tmp_path: Path) -> None:
    viewers, out = tmp_path / "viewers.txt", tmp_path / "guests.list"
    for text, more, why in (
        ("", (), "there is nobody on this list"),
        ("v-1\n" + "x" * 65, (), "viewers.txt:2: an id has at most 64 characters"),
        ("v-1\n", ("--id", "Guests!"), "'Guests!' is no id for a list"),
    ):
        viewers.write_text(text)
        outcome = gala("list", viewers, "--out", out, *more)
        assert outcome.code == 2
        assert why in outcome.err
        assert not out.exists()
    viewers.write_text("v-1\n")
    outcome = gala("list", viewers, "--out", viewers / "x")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


async def test_an_edge_serves_with_the_list_and_not_without(
    gala: Gala, tmp_path: Path, store_url: str, show_id: str
) -> None:
    out, line = made(gala, tmp_path, "v-1")
    text = SHEET.rstrip() + DRAW.format(listed=line)
    keys = operator_keys()
    begins = beginning(
        Sheet(sheet_of(text), text), show_id, start=None, pace=None, auto=False, keys=keys
    )
    async with await Store.open(store_url, show_id) as store:
        await open_show(store.log, begins.header(store.clock.now_ms(), Promise("always", 0)))
    words = ("edge", "--redis", store_url, "--show", show_id, "--port", "0")
    async with started(tmp_path, *words, "--list", f"guests={out}") as edge:
        await edge.said("edge: ws://")
    async with started(tmp_path, *words) as edge:
        assert await edge.ended() == 2
        assert "give its file with --list guests=FILE" in edge.text


def test_going_on_names_the_lists_again(tmp_path: Path) -> None:
    wishes = Wishes(
        folder=tmp_path, show="live", header=None, host="", port=0, edge_port=0, redis=None,
        crowd=0, seed=0, lan=None, keys=KEYS, lists=("guests=my guests.list",),
    )  # fmt: skip
    assert _resume(wishes).endswith(f"--resume {tmp_path} --list 'guests=my guests.list'")
