"""The operator's door."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, UnixConnector

from gala.edge.admin import Admin, Answers
from gala.edge.limits import Limits
from gala.edge.listen import listen

from .house import running, until


class Said:
    """Answers set by hand."""

    def __init__(self) -> None:
        self.word: str | None = None

    async def problem(self) -> str | None:
        """A word, or None."""
        return self.word

    async def figures(self) -> bytes:
        """One figure."""
        return b"one 1.0\n"


@pytest.fixture
async def said() -> Said:
    return Said()


@pytest.fixture
async def door(said: Said) -> AsyncIterator[str]:
    listener = listen("127.0.0.1", 0, Limits())
    admin = Admin(Answers(said.problem, said.figures), listener)
    await admin.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    await admin.stop()


async def test_what_it_says(said: Said, door: str) -> None:
    async with ClientSession() as http:
        async with http.get(f"{door}/live") as answer:
            assert (answer.status, await answer.text()) == (200, "live\n")
        async with http.get(f"{door}/ready") as answer:
            assert (answer.status, await answer.text()) == (200, "ready\n")
        said.word = "stale"
        async with http.get(f"{door}/ready") as answer:
            assert (answer.status, await answer.text()) == (503, "stale\n")
        async with http.get(f"{door}/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            assert await answer.text() == "one 1.0\n"
        async with http.get(f"{door}/") as answer:
            assert answer.status == 404
        async with http.post(f"{door}/ready") as answer:
            assert answer.status == 405


async def test_over_a_unix_socket(said: Said) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "admin.sock"
        admin = Admin(Answers(said.problem, said.figures), path)
        await admin.start()
        async with (
            ClientSession(connector=UnixConnector(str(path))) as http,
            http.get("http://edge/ready") as answer,
        ):
            assert answer.status == 200
        await admin.stop()


async def test_an_edge_behind_it() -> None:
    limits = Limits(linger_s=1.0, tick_s=0.1)
    async with running(limits=limits, options={"probe": True}) as house:

        async def problem() -> str | None:
            return house.edge.problem()

        async def figures() -> bytes:
            return house.edge.figures()

        listener = listen("127.0.0.1", 0, limits)
        admin = Admin(Answers(problem, figures), listener)
        await admin.start()
        await until(lambda: house.edge.problem() is None)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/metrics"
        async with ClientSession() as http, http.get(url) as answer:
            assert "gala_edge_viewers" in await answer.text()
        await admin.stop()
