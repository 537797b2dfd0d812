"""The benches over TLS: a certificate made for the run, and sockets of those who believe it.

Without a context everything here is about bare TCP, so a bench does the same in both cases.
"""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from gala.wire.tls_files import pinned

CHUNK = 65_536
"""What a buffer for `take` has at least: any record of TLS (RFC 8446 section 5.1), and more."""

_LASTS = timedelta(days=1)
_ASKEW = timedelta(hours=1)


def certify(folder: Path) -> tuple[Path, Path]:
    """Make a key on the curve P-256 and a certificate that it signs itself.

    Return both files, in PEM, as `--tls-cert` and `--tls-key` take them.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gala bench")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _ASKEW)
        .not_valid_after(now + _LASTS)
        .sign(key, hashes.SHA256())
    )
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    cert_path.write_bytes(certificate.public_bytes(Encoding.PEM))
    key_path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert_path, key_path


def believing(cert: Path) -> ssl.SSLContext:
    """Return what believes exactly `cert`, and speaks TLS 1.3 only: that is what is measured.

    Raises `TlsError`.
    """
    context = pinned(cert)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def connect(port: int, context: ssl.SSLContext | None) -> socket.socket:
    """Return a blocking connection to this machine, with TLS agreed on. Raises `OSError`."""
    sock = socket.create_connection(("127.0.0.1", port))
    if context is None:
        return sock
    # The request goes out right behind TLS's last word, which nobody answers.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return context.wrap_socket(sock)


def take(sock: socket.socket, buffer: memoryview) -> int:
    """Read what has come into `buffer`, which has `CHUNK` bytes; return how many.

    0 when no record of TLS is whole yet. A record never waits where a selector does not see it:
    OpenSSL reads one from the socket at a time, and the buffer takes it whole. Raises
    `ConnectionError` when the server hung up.
    """
    try:
        got = sock.recv_into(buffer)
    except ssl.SSLWantReadError:
        return 0
    if not got:
        raise ConnectionError("the server hung up")
    return got
