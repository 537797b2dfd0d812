"""The admin port of each command, as a process, and what is said when it cannot be."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from gala.cli import admin
from gala.cli.failure import Failure
from gala.store.show import Store
from tests.cli.conftest import Gala as Command
from tests.cli.processes import sheet_file, started
from tests.conductor.nights import accepted
from tests.plugins.waiting import until

DOCS = Path(__file__).parents[2] / "docs"

ADMIN = r"admin: (http://127\.0\.0\.1:\d+)/ready"

TALK = """
  - {id: talk, kind: host, title: Talk, length: 20s}
"""


async def asked(url: str) -> tuple[int, str]:
    """Return status and text of what an admin port answers."""
    async with ClientSession() as http, http.get(url) as answer:
        return answer.status, (await answer.text()).strip()


def test_no_port_no_socket() -> None:
    assert admin.listening(admin.LOCAL, None) is None


def test_where_it_listens_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    listener = admin.listening(admin.LOCAL, 0)
    assert listener is not None
    with listener:
        port = listener.getsockname()[1]
    assert capsys.readouterr().out == f"admin: http://127.0.0.1:{port}/ready\n"


def test_a_port_that_is_taken_is_said() -> None:
    with (
        socket.create_server((admin.LOCAL, 0)) as other,
        pytest.raises(Failure, match=r"cannot listen: .*; choose another --admin-port"),
    ):
        admin.listening(admin.LOCAL, other.getsockname()[1])


async def test_it_answers_while_the_block_lasts() -> None:
    async with admin.answering(None) as parts:
        assert await parts.problem() == "starting"
    listener = admin.listening(admin.LOCAL, 0)
    assert listener is not None
    url = f"http://{admin.LOCAL}:{listener.getsockname()[1]}"
    async with admin.answering(listener) as parts:
        assert await asked(f"{url}/ready") == (503, "starting")
    with pytest.raises(OSError, match="Cannot connect"):
        await asked(f"{url}/live")


async def figures(url: str) -> dict[str, float]:
    """Return every sample of the metrics there, by its name and labels as they are written."""
    status, text = await asked(f"{url}/metrics")
    assert status == 200
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def ready(url: str) -> bool:
    """Whether an admin port says so."""
    return await tried(f"{url}/ready") == (200, "ready")


async def test_conductors_one_of_which_stands_by(tmp_path: Path, store: Store) -> None:
    words = ("--redis", store.url, "--show", store.show, "--admin-port", 0)
    sheet = sheet_file(tmp_path, TALK)
    async with (
        started(tmp_path, "conductor", *words) as second,
        started(tmp_path, "conductor", sheet, *words, "--manual") as first,
    ):
        urls = [(await one.said(ADMIN))[1] for one in (first, second)]
        for url in urls:
            await until(lambda url=url: ready(url), 10)  # type: ignore[misc]
        assert await asked(f"{urls[0]}/live") == (200, "live")
        await accepted(store, "go")
        told = [await figures(url) for url in urls]
        conducting = [one["gala_conductor_conducting"] for one in told]
        assert sorted(conducting) == [0, 1]
        leader = conducting.index(1)
        assert told[leader]['gala_conductor_commands_total{outcome="accepted"}'] == 1
        assert {one["gala_conductor_epoch"] for one in told} == {1}
        assert all(one["gala_conductor_seq"] >= 1 for one in told)
        assert told[leader]["process_start_time_seconds"] > 0

        (first, second)[leader].signal(signal.SIGKILL)
        other = urls[1 - leader]

        async def conducts() -> bool:
            return (await figures(other))["gala_conductor_conducting"] == 1

        await until(conducts, 10)
        assert await ready(other)
        assert (await figures(other))["gala_conductor_epoch"] == 2


async def test_a_console_that_follows_the_log(tmp_path: Path, store: Store) -> None:
    ours = ("--redis", store.url, "--show", store.show)
    async with started(
        tmp_path, *("console", *ours, "--port", 0, "--admin-port", 0, "--edge-port", 7)
    ) as console:
        url = (await console.said(ADMIN))[1]
        assert await until(lambda: tried(f"{url}/ready")) == (503, "starting")
        page = (await console.said(r"console: (http\S+)/"))[1]
        async with started(
            tmp_path, "conductor", sheet_file(tmp_path, TALK), *ours, "--manual"
        ) as conductor:
            await conductor.said("ready")
            await until(lambda: ready(url), 10)
            assert (await asked(f"{page}/healthz"))[0] == 200

            async def has_read() -> bool:
                return (await figures(url))["gala_console_log_entries"] >= 2

            await until(has_read, 10)
            told = await figures(url)
            assert told["gala_console_following"] == 1
            assert told["gala_console_log_behind"] == 0
            assert told['gala_console_http_requests_total{status="2xx"}'] == 1
            assert told['gala_console_alarms{alarm="books"}'] == 0
            assert told["process_start_time_seconds"] > 0
        console.signal(signal.SIGTERM)
        assert await console.ended() == 0


async def test_a_conductor_before_there_is_a_show(tmp_path: Path, store: Store) -> None:
    words = ("--redis", store.url, "--show", store.show, "--admin-port", 0)
    async with started(tmp_path, "conductor", *words) as one:
        url = (await one.said(ADMIN))[1]
        assert await until(lambda: tried(f"{url}/ready")) == (503, "starting")
        one.signal(signal.SIGTERM)
        assert await one.ended() == 0


async def test_a_show_answers_for_its_three_roles(tmp_path: Path) -> None:
    async with started(
        tmp_path,
        *("show", sheet_file(tmp_path, TALK), "--start", "now", "--out", tmp_path / "out"),
        *("--host", "127.0.0.1", "--port", 0, "--admin-port", 0),
        *("--trusted-proxy", "127.0.0.1", "--origin", "https://gala.example"),
    ) as show:
        url = (await show.said(ADMIN))[1]
        page = (await show.said(r"Phone +(http\S+)"))[1]
        await until(lambda: ready(url), 10)
        headers = {"X-Forwarded-Proto": "https"}
        async with ClientSession() as http:
            answer = await http.post(f"{page}api/join", json={}, headers=headers)
            assert (await answer.json())["edge"].startswith("wss://localhost:")
        told = await figures(url)
        assert told["gala_conductor_conducting"] == told["gala_conductor_epoch"] == 1
        assert told["gala_console_following"] == 1
        assert told["gala_edge_stale"] == 0
        assert told["gala_edge_seq"] <= told["gala_conductor_seq"]
        assert sum(name == "process_start_time_seconds" for name in told) == 1
        _, text = await asked(f"{url}/metrics")
        pages = "".join((DOCS / page).read_text() for page in ("operations.md", "edges.md"))
        names = re.findall(r"^# TYPE gala_(?:conductor|edge|console)_(\w+) ", text, re.MULTILINE)
        assert len(names) > 30
        for name in names:
            assert re.search(rf"`{name}[`{{]", pages), f"{name} is in no page of docs"
        show.signal(signal.SIGTERM)
        assert await show.ended() == 0


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--trusted-proxy", "nonsense"), "--trusted-proxy: 'nonsense' is no network"),
        (("--edge-url", "https://edge.example"), "--edge-url: "),
        (("--admin-port", "65536"), "Usage"),
    ],
)
def test_what_a_show_cannot_have_is_said(
    gala: Command, tmp_path: Path, options: tuple[str, ...], why: str
) -> None:
    ended = gala("show", sheet_file(tmp_path, TALK), "--out", tmp_path / "out", *options)
    assert ended.code == 2
    assert why in ended.err


@pytest.mark.parametrize("role", ["conductor", "console", "show"])
def test_a_command_says_which_port_is_taken(gala: Command, tmp_path: Path, role: str) -> None:
    words: dict[str, tuple[object, ...]] = {
        "conductor": (sheet_file(tmp_path, TALK), "--redis", "redis://127.0.0.1:1"),
        "console": ("--redis", "redis://127.0.0.1:1"),
        "show": (sheet_file(tmp_path, TALK), "--out", tmp_path / "out", "--port", 0),
    }
    with socket.create_server((admin.LOCAL, 0)) as other:
        ended = gala(role, *words[role], "--admin-port", other.getsockname()[1])
    assert ended.code == 2
    assert "choose another --admin-port" in ended.err
    assert not (tmp_path / "out").exists()


async def tried(url: str) -> tuple[int, str] | None:
    """Ask, if there is anybody yet."""
    try:
        return await asked(url)
    except OSError:
        return None
