import os
import socket
from pathlib import Path

import pytest

from gala.cli import home
from gala.cli.failure import Failure


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))
    return tmp_path


def test_home_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert home.home() == tmp_path
    for unset in (None, ""):
        monkeypatch.setenv("GALA_HOME", unset or "")
        if unset is None:
            monkeypatch.delenv("GALA_HOME")
        assert home.home() == Path.home() / ".gala"


def test_the_ticket_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    first = home.ticket_key()
    assert home.ticket_key() == first
    kept = tmp_path / "keys" / "ticket.json"
    assert kept.stat().st_mode & 0o077 == 0


def test_a_ticket_key_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    home.ticket_key()
    kept = tmp_path / "keys" / "ticket.json"
    kept.write_text("no key")
    with pytest.raises(Failure, match=f"the ticket key {kept} cannot be used"):
        home.ticket_key()


def test_a_home_that_is_no_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "file"))
    with pytest.raises(Failure, match=r"ticket\.json cannot be used"):
        home.ticket_key()


def test_a_show_without_a_folder_gets_one_of_its_day(tmp_path: Path) -> None:
    folder = home.show_folder("616")
    assert folder.parent == tmp_path / "shows"
    assert folder.name.endswith("-616")


def test_a_holder_is_one_process() -> None:
    assert home.holder() == f"{socket.gethostname()}-{os.getpid()}"


class Probe:
    """A socket that goes out by `address`."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    def __enter__(self) -> "Probe":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def connect(self, where: object) -> None:
        if self._address is None:
            raise OSError("Network is unreachable")

    def getsockname(self) -> tuple[str | None, int]:
        return self._address, 4711


@pytest.mark.parametrize(
    ("way_out", "address"),
    [("192.168.1.23", "192.168.1.23"), ("127.0.0.1", None), (None, None)],
)
def test_the_address_for_phones(
    monkeypatch: pytest.MonkeyPatch, way_out: str | None, address: str | None
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: Probe(way_out))
    assert home.lan_address() == address
