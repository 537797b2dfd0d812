"""A certificate authority of the tests' own, and what it certifies for this machine."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path

import trustme


@cache
def authority() -> trustme.CA:
    """One for the whole run: making keys takes time."""
    return trustme.CA()


@cache
def leaf() -> trustme.LeafCert:
    """A certificate for this machine's names."""
    return authority().issue_cert("localhost", "127.0.0.1", "::1")


def server_side() -> ssl.SSLContext:
    """What a server needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf().configure_cert(context)
    return context


def client_side() -> ssl.SSLContext:
    """What a client needs to believe that server."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def files(folder: Path, certificate: trustme.LeafCert | None = None) -> tuple[Path, Path]:
    """Write certificate and key as an operator has them; return their paths."""
    one = certificate or leaf()
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.unlink(missing_ok=True)
    for blob in one.cert_chain_pems:
        blob.write_to_path(str(cert), append=True)
    one.private_key_pem.write_to_path(str(key))
    return cert, key


def ca_file(folder: Path) -> Path:
    """Write the authority's certificate; return its path."""
    path = folder / "ca.pem"
    authority().cert_pem.write_to_path(str(path))
    return path
