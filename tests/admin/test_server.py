"""The operator's door."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, UnixConnector

from gala.admin.server import Admin, Answers


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
    listener = socket.create_server(("127.0.0.1", 0))
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
            http.get("http://process/ready") as answer,
        ):
            assert answer.status == 200
        await admin.stop()
