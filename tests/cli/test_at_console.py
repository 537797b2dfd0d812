import json
from pathlib import Path

import pytest

from gala.cli import at_console
from gala.cli.at_console import seated
from gala.cli.failure import Failure
from tests.console.conftest import Served, served  # noqa: F401


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))
    return tmp_path


async def test_a_link_becomes_a_seat_that_is_kept(served: Served) -> None:  # noqa: F811
    link = f"{served.url}/seat/{served.console.seats.invite('second')}"
    async with seated(link, None, None) as desk:
        assert (await desk.get("seat"))[1]["seat"] == "second"
    async with seated(served.url, None, None) as desk:
        assert (await desk.get("seat"))[0] == 200
    async with seated(link, None, None) as desk:  # used up: the seat stays
        status, body = await desk.post("command", {"command": "dance", "id": "x"})
        assert (status, body["error"]) == (400, "malformed")


async def test_a_seat_that_was_lost_is_said(served: Served, own_home: Path) -> None:  # noqa: F811
    (own_home / "at-consoles.json").write_text(json.dumps({served.url: "stale", "x": 5}))
    with pytest.raises(Failure, match="no seat at"):
        async with seated(served.url, None, None) as desk:
            await desk.get("sheet")


@pytest.mark.parametrize("kept", ["", "[]", "{"])
async def test_a_file_that_is_none_is_as_if_there_were_none(own_home: Path, kept: str) -> None:
    (own_home / "at-consoles.json").write_text(kept)
    with pytest.raises(Failure, match="give --console a seat's link"):
        async with seated("http://localhost:1", None, None):
            pass


async def test_a_home_that_cannot_be_written(
    served: Served,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    own_home: Path,
) -> None:
    (own_home / "file").write_text("")
    monkeypatch.setattr(at_console, "home", lambda: own_home / "file")
    link = f"{served.url}/seat/{served.console.seats.invite('second')}"
    with pytest.raises(Failure, match="cannot be written"):
        async with seated(link, None, None):
            pass
