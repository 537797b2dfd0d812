"""What is said of certificates, proxies and addresses that cannot be used."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from gala.cli import doors
from gala.cli.failure import Failure
from tests.certificates import authority, files


def test_both_or_none(tmp_path: Path) -> None:
    cert, key = files(tmp_path)
    assert doors.tls_files(None, None) is None
    assert doors.context_of(None) is None
    assert doors.context_of(doors.tls_files(cert, key)) is not None
    for half in ((cert, None), (None, key)):
        with pytest.raises(Failure, match="give --tls-cert and --tls-key"):
            doors.tls_files(*half)
    with pytest.raises(Failure, match=r"TLS: .*none\.pem: No such file"):
        doors.tls_files(cert, tmp_path / "none.pem")


async def test_hangup_loads_the_certificate_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    doors.reload_at_hangup(None)
    tls = doors.tls_files(*files(tmp_path))
    assert tls is not None
    loop = asyncio.get_running_loop()
    doors.reload_at_hangup(tls)
    try:
        files(tmp_path, authority().issue_cert("localhost"))
        os.kill(os.getpid(), signal.SIGHUP)
        await asyncio.sleep(0.1)
        assert "loaded anew" in caplog.text
        (tmp_path / "cert.pem").write_text("")
        os.kill(os.getpid(), signal.SIGHUP)
        await asyncio.sleep(0.1)
        assert "the certificate stays as it was" in caplog.text
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


def test_proxies() -> None:
    assert doors.trusted(None).trusts("127.0.0.1") is False
    assert doors.trusted(["127.0.0.0/8"]).trusts("127.0.0.1")
    with pytest.raises(Failure, match=r"--trusted-proxy: 'x' is no network"):
        doors.trusted(["10.0.0.0/8", "x"])


def test_addresses_of_edges() -> None:
    assert doors.edge_address(None) is None
    assert doors.edge_address("wss://edge.example") == "wss://edge.example/live"
    with pytest.raises(Failure, match=r"--edge-url: .*give one like wss://edge\.example/live"):
        doors.edge_address("https://edge.example")


def test_our_own_pages() -> None:
    assert doors.admitted(80, "192.0.2.7") == [
        *("http://localhost:80", "http://127.0.0.1:80", "http://[::1]:80", "http://192.0.2.7:80")
    ]
    assert doors.admitted(443, None, secure=True)[0] == "https://localhost:443"
