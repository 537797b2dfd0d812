"""Certificates in files, and what is said of those that cannot be used."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from gala.wire.tls_files import TlsError, TlsFiles, pinned, trusting
from tests.certificates import authority, ca_file, files, leaf


def shown(server: ssl.SSLContext, client: ssl.SSLContext) -> bytes:
    """The certificate that a server shows, or what the client says against it."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            with server.wrap_socket(theirs, server_side=True) as sock:
                sock.recv(1)
        except OSError:
            theirs.close()

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        with client.wrap_socket(ours, server_hostname="localhost") as sock:
            found = sock.getpeercert(binary_form=True)
            assert found is not None
            return found
    finally:
        ours.close()
        serving.join()


def test_a_certificate_is_shown_and_believed(tmp_path: Path) -> None:
    tls = TlsFiles(*files(tmp_path))
    assert shown(tls.context, trusting(ca_file(tmp_path)))
    assert shown(tls.context, pinned(tmp_path / "cert.pem"))


def test_strangers_are_not_believed(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        folder.mkdir()
    tls = TlsFiles(*files(mine))
    files(other, authority().issue_cert("localhost"))
    with pytest.raises(ssl.SSLCertVerificationError):
        shown(tls.context, pinned(other / "cert.pem"))
    with pytest.raises(ssl.SSLCertVerificationError):
        shown(tls.context, ssl.create_default_context())


def test_a_new_one_without_a_restart(tmp_path: Path) -> None:
    tls = TlsFiles(*files(tmp_path))
    client = trusting(ca_file(tmp_path))
    before = shown(tls.context, client)
    files(tmp_path, authority().issue_cert("localhost"))
    assert shown(tls.context, client) == before
    tls.reload()
    after = shown(tls.context, client)
    assert after != before
    (tmp_path / "key.pem").write_text("half of a")
    with pytest.raises(TlsError):
        tls.reload()
    assert shown(tls.context, client) == after


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    cert, key = files(tmp_path)
    with pytest.raises(TlsError, match=r"none\.pem: No such file"):
        TlsFiles(tmp_path / "none.pem", key)
    with pytest.raises(TlsError, match=r"none\.pem: No such file"):
        TlsFiles(cert, tmp_path / "none.pem")
    with pytest.raises(TlsError, match=r": Is a directory"):
        TlsFiles(cert, tmp_path)
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    with pytest.raises(TlsError, match="not a certificate and its key in PEM"):
        TlsFiles(empty, key)
    with pytest.raises(TlsError, match="not a certificate and its key in PEM"):
        TlsFiles(cert, empty)
    other = tmp_path / "other.pem"
    authority().issue_cert("localhost").private_key_pem.write_to_path(str(other))
    with pytest.raises(TlsError, match=r"other\.pem: not the key of the .* in .*cert\.pem"):
        TlsFiles(cert, other)


def test_a_locked_key_does_not_ask(tmp_path: Path) -> None:
    cert, key = files(tmp_path)
    opened = serialization.load_pem_private_key(leaf().private_key_pem.bytes(), None)
    locked = opened.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"open sesame"),
    )
    key.write_bytes(locked)
    with pytest.raises(TlsError, match="locked with a passphrase"):
        TlsFiles(cert, key)


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(TlsError, match=r"none\.pem: No such file"):
        trusting(tmp_path / "none.pem")
    (tmp_path / "x.pem").write_text("x")
    with pytest.raises(TlsError, match=r"x\.pem: no certificates in PEM"):
        trusting(tmp_path / "x.pem")
