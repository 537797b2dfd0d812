import asyncio
import json
import os
import signal
import socket
import ssl
from pathlib import Path

import pytest

from gala.client import JoinRefused, Ticket, join, trusting
from gala.conductor.record import CLAIMS, CROWD, LOG
from gala.conductor.replay import replay
from gala.core.committing import finished
from gala.core.events import AUTO
from tests.certificates import ca_file, files
from tests.cli.conftest import Gala as Command
from tests.cli.processes import Gala, servers, sheet_file, soon, started
from tests.plugins.waiting import runs, until

SHORT = """
  - {id: opening, kind: host, title: Opening, length: 10s}
  - {id: sale, kind: seckill, title: Sale, length: 44s, goods: pen, price_fen: 1,
     opens: 6s, open_for: 32s, stock: {app: 3, tv: 2}}
  - {id: look, kind: visit, title: Look, length: 10s, room: beauty}
  - {id: bye, kind: host, title: Bye, length: 8s}
"""
"""Three and a half seconds at a pace of 20."""

LONGER = SHORT.replace(
    "{id: bye", "{id: talk, kind: story, title: Talk, length: 30s}\n  - {id: bye"
)

LOCAL = ("--host", "127.0.0.1", "--port", "0")


async def store_of(show: Gala) -> int:
    """Return the process of a show's own store."""
    (server,) = await until(lambda: servers(show.pid))
    return int(server)


def flipped(record: Path, line: int) -> None:
    """Change one byte in a line (from 1) of the log."""
    lines = (record / LOG).read_bytes().splitlines(keepends=True)
    old = lines[line - 1]
    lines[line - 1] = old[:20] + bytes([old[20] ^ 1]) + old[21:]
    (record / LOG).write_bytes(b"".join(lines))


async def night(folder: Path, *, loses_its_store: bool) -> Path:
    """Run a night with a crowd from its start to its end, and return its record."""
    folder.mkdir()
    sheet, out = sheet_file(folder, SHORT), folder / "out"
    async with started(
        folder,
        *("show", sheet, "--start", soon(1.5), "--pace", 20, "--crowd", 12),
        *("--until-over", "--out", out, *LOCAL),
    ) as show:
        await show.said("Phone +http://localhost:")
        if loses_its_store:
            await show.said("on air: Sale")
            os.kill(await store_of(show), signal.SIGKILL)
            await show.said("the store has ended with SIGKILL.*starting it again")
            await show.said("on air: Look")
        server = await store_of(show)
        assert await show.ended() == 0
        assert not runs(server)
    assert "Tiny  (pace 20)" in show.text
    assert "Phone    http://localhost:" in show.text, "this machine alone listens"
    for title in ("Opening", "Sale", "Look", "Bye"):
        assert f"on air: {title} · {title}" in show.text
    assert "Crowd: 12 of 12 joined" in show.text
    assert "0 gaps, 0 doubles, complete: yes" in show.text
    crowd = json.loads((out / CROWD).read_text())
    assert crowd["complete"]
    found = replay(out)
    assert finished(found.show)
    assert found.show.epoch == 1
    assert found.claims == sum(sum(won.values()) for won in crowd["won"].values()) > 0
    assert f"{found.claims} claims given. Record: {out}" in show.text
    return out


async def test_two_nights_at_once_one_of_which_loses_its_store(
    gala: Command, tmp_path: Path
) -> None:
    out, other = await asyncio.gather(
        night(tmp_path / "one", loses_its_store=False),
        night(tmp_path / "other", loses_its_store=True),
    )
    assert gala("replay", out).code == 0
    assert gala("replay", other).code == 0
    flipped(out, 7)
    refused = gala("replay", out)
    assert refused.code == 1
    assert "log entry 6 (line 7)" in refused.err


async def test_a_night_over_tls(tmp_path: Path) -> None:
    cert, key = files(tmp_path)
    async with started(
        tmp_path,
        *("show", sheet_file(tmp_path, SHORT), "--start", soon(1.5), "--pace", 20, "--crowd", 5),
        *("--until-over", "--out", tmp_path / "out", *LOCAL, "--tls-cert", cert, "--tls-key", key),
    ) as show:
        url = (await show.said("Phone +(https://localhost:[0-9]+/)"))[1]
        tls = trusting(ca_file(tmp_path))
        ticket = await until(lambda: tried(url, tls))
        assert ticket.edge.startswith("wss://localhost:")
        assert await show.ended() == 0
    assert "Crowd: 5 of 5 joined" in show.text
    assert "0 gaps, 0 doubles, complete: yes" in show.text


async def tried(url: str, tls: ssl.SSLContext) -> Ticket | None:
    """Join, if there is a show yet."""
    try:
        return await join(url, tls=tls)
    except JoinRefused:
        return None


async def test_interrupted_and_killed_it_goes_on_to_its_end(gala: Command, tmp_path: Path) -> None:
    sheet, out = sheet_file(tmp_path, LONGER), tmp_path / "out"
    async with started(
        tmp_path,
        *("show", sheet, "--start", soon(1), "--pace", 20, "--crowd", 6, "--out", out, *LOCAL),
    ) as show:
        await show.said("on air: Sale")
        server = await store_of(show)
        show.signal(signal.SIGINT)
        assert await show.ended(within_s=8) == 0
        assert not runs(server)
    assert f"Stopped before the end. Go on with: gala show --resume {out}" in show.text
    assert not finished(replay(out).show)
    entries = replay(out).entries

    async with started(tmp_path, "show", "--resume", out, *LOCAL) as again:
        await again.said("on air: (Look|Talk)")
        server = await store_of(again)
        again.signal(signal.SIGKILL)
        assert await again.process.wait() == -signal.SIGKILL
        await until(lambda: not runs(server))

    last = ("--crowd", 6, "--until-over", *LOCAL)
    async with started(tmp_path, "show", "--resume", out, *last) as once_more:
        assert await once_more.ended() == 0
    assert "complete: yes" in once_more.text
    found = replay(out)
    assert finished(found.show)
    assert found.entries > entries
    assert [epoch for epoch, _ in found.show.epochs] == [1, 2, 3]
    assert gala("replay", out).code == 0


async def test_it_can_begin_later_and_in_a_store_of_ours(
    tmp_path: Path, store_url: str, show_id: str
) -> None:
    sheet, out = sheet_file(tmp_path, SHORT), tmp_path / "out"
    async with started(
        tmp_path,
        *("show", sheet, "--pace", 20, "--from", "bye", "--until-over", "--out", out),
        *("--redis", store_url, "--show", show_id, *LOCAL),
    ) as show:
        await show.said("on air: Bye")
        assert servers(show.pid) == []
        assert await show.ended() == 0
    whole = ["bundles", "checkpoint", CLAIMS, LOG, "receipts.jsonl", "record.json"]
    assert sorted(path.name for path in out.iterdir()) == whole
    found = replay(out)
    assert finished(found.show)
    states = {run.id: str(run.state) for run in found.show.runs}
    assert states == {"opening": "skipped", "sale": "skipped", "look": "skipped", "bye": "done"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "name a run sheet, or a folder with --resume"),
        (["SHEET", "--resume", "OUT"], "name a run sheet, or a folder with --resume"),
        (["SHEET", "--pace", "0"], "--pace 0: from 0.001 to 1000"),
        (["SHEET", "--pace", "5000"], "--pace 5000: from 0.001 to 1000"),
        (["SHEET", "--pace", "nan"], "--pace nan: from 0.001 to 1000"),
        (["SHEET", "--start", "tonight"], "--start tonight: write now, or an instant"),
        (["SHEET", "--from", "nowhere"], "SHEET has no segment 'nowhere'"),
        (["OUT/none.yaml"], "OUT/none.yaml: there is no such file"),
        (["--resume", "OUT"], "OUT has no show to go on with: there is no folder OUT/store"),
        (["--resume", "OUT", "--pace", "2"], "leave out --pace"),
        (["--resume", "OUT", "--start", "now"], "leave out --start"),
        (["--resume", "OUT", "--manual"], "leave out --auto/--manual"),
        (["--resume", "OUT", "--from", "bye"], "leave out --from"),
        (["--resume", "OUT", "--out", "OUT"], "leave out --out"),
        (["SHEET", "--redis", "nonsense", "--out", "OUT"], "not the URL of a store"),
        (["SHEET", "--redis", "unix:///none", "--out", "OUT"], "the store: "),
        (["SHEET", "--out", "SHEET/out"], "cannot be made (Not a directory)"),
    ],
)
def test_what_does_not_go_together_is_refused_in_one_line(
    gala: Command, tmp_path: Path, words: list[str], why: str
) -> None:
    places = {"SHEET": str(sheet_file(tmp_path, SHORT)), "OUT": str(tmp_path / "out")}

    def placed(text: str) -> str:
        for name, path in places.items():
            text = text.replace(name, path)
        return text

    ended = gala("show", *map(placed, words), *LOCAL)
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert placed(why) in line


@pytest.mark.parametrize(
    "options", [["--crowd", "-1"], ["--crowd", "many"], ["--port", "65535"], ["--pace", "fast"]]
)
def test_options_out_of_bounds(gala: Command, tmp_path: Path, options: list[str]) -> None:
    ended = gala("show", sheet_file(tmp_path, SHORT), *options)
    assert ended.code == 2
    assert options[0] in ended.err


def test_a_sheet_with_errors_does_not_go_on_air(gala: Command, tmp_path: Path) -> None:
    sheet = sheet_file(tmp_path, SHORT.replace("app: 3", "app: -3"))
    ended = gala("show", sheet, "--out", tmp_path / "out", *LOCAL)
    assert ended.code == 1
    assert f"{sheet} cannot go on air: see gala check {sheet}" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_a_show_is_not_written_over(gala: Command, tmp_path: Path) -> None:
    (tmp_path / LOG).write_text("of last night")
    ended = gala("show", sheet_file(tmp_path, SHORT), "--out", tmp_path, *LOCAL)
    assert ended.code == 2
    assert f"{tmp_path} holds a show already" in ended.err
    assert f"gala show --resume {tmp_path}" in ended.err
    assert (tmp_path / LOG).read_text() == "of last night"


@pytest.mark.parametrize("off", [0, 1])
def test_a_port_that_is_taken_is_named_before_anything_is_begun(
    gala: Command, tmp_path: Path, off: int
) -> None:
    out = tmp_path / "out"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = gala(
            *("show", sheet_file(tmp_path, SHORT), "--out", out),
            *("--host", "127.0.0.1", "--port", port - off),
        )
    assert ended.code == 2
    assert f"port {port} of 127.0.0.1 cannot be used (Address already in use)" in ended.err
    assert "choose another with --port" in ended.err
    assert list(out.iterdir()) == [], "so the same words with another port will do"


def test_its_help_has_an_example(gala: Command) -> None:
    ended = gala("show", "--help")
    assert ended.code == 0
    assert "Example: gala show run_sheet/shows/616-tour.yaml" in ended.out
    assert AUTO in ended.out
