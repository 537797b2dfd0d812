import socket

import pytest

from tests.cli.conftest import Gala


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize(
    "url",
    ["nonsense", "", "ftp://localhost", "http://[::1", "http://127.0.0.1:99999", "http://:::"],
)
def test_an_address_that_is_none_is_said_in_one_line(gala: Gala, url: str) -> None:
    ended = gala("crowd", "--url", url, "--viewers", 500)
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert line.startswith(f"gala: {url} does not answer as a console: ")
    assert line.endswith("name one like http://localhost:6160")


def test_nobody_there_is_said_once_and_not_by_each_viewer(gala: Gala) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    ended = gala("crowd", "--url", url, "--viewers", 500)
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert line.startswith(f"gala: {url} does not answer as a console: Cannot connect")


def test_a_crowd_has_its_bounds(gala: Gala) -> None:
    for options in (["--viewers", 0], ["--processes", 0], ["--minutes", 0], []):
        ended = gala("crowd", *(["--url", "http://localhost:1"] if options else []), *options)
        assert ended.code == 2
        assert "Usage" in ended.err


def test_more_than_one_process_can_have(gala: Gala) -> None:
    ended = gala("crowd", "--url", "http://localhost:1", "--viewers", 20_000)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "gala: so many viewers need --processes 3 or more\n"
    ended = gala("crowd", "--url", "http://localhost:1", "--viewers", 28_001, "--processes", 9)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("gala: one machine's address has ports for 28,000 viewers of one")


def test_a_ca_file_that_is_none_is_said(gala: Gala) -> None:
    ended = gala("crowd", "--url", "https://localhost:1", "--ca-file", "none.pem")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "gala: --ca-file: none.pem: No such file or directory\n"
