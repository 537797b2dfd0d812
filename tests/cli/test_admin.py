"""The admin port of each command, as a process, and what is said when it cannot be."""

from __future__ import annotations

import socket

import pytest
from aiohttp import ClientSession

from gala.cli import admin
from gala.cli.failure import Failure


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
