"""What a bench over TLS speaks, whom it believes, and how its sockets read."""

from __future__ import annotations

import select
import socket
import ssl
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from gala.edge.bench.tls import CHUNK, believing, certify, connect, take
from gala.edge.limits import Limits
from gala.edge.listen import listen
from gala.wire.tls_files import TlsFiles


class Server:
    """One connection whose records a test sends in pieces; use it with `with`."""

    def __init__(self, cert: Path, key: Path, believed: Path) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = TlsFiles(cert, key).context
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self.coming: Future[socket.socket]
        with listen("127.0.0.1", 0, Limits()) as listener, ThreadPoolExecutor(1) as pool:
            listener.setblocking(True)
            port = listener.getsockname()[1]
            self.coming = pool.submit(connect, port, believing(believed))
            self.sock, _ = listener.accept()
            self._agree()

    def record(self, payload: bytes) -> bytes:
        """What `payload` is on the line."""
        self.tls.write(payload)
        return self._outgoing.read()

    def _agree(self) -> None:
        agreed = False
        while not agreed:
            try:
                self.tls.do_handshake()
                agreed = True
            except ssl.SSLWantReadError:
                agreed = False
            except ssl.SSLError:  # it is the client who says why
                return
            self.sock.sendall(self._outgoing.read())
            if not agreed:
                self._incoming.write(self.sock.recv(CHUNK))


def test_what_is_agreed_on(tmp_path: Path) -> None:
    cert, key = certify(tmp_path)
    server = Server(cert, key, cert)
    with server.sock, server.coming.result() as sock:
        assert isinstance(sock, ssl.SSLSocket)
        assert sock.version() == "TLSv1.3"
        der = sock.getpeercert(binary_form=True)
        assert der is not None
        public = x509.load_der_x509_certificate(der).public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey)


def test_nobody_else_is_believed(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    other, _ = certify(tmp_path / "other")
    server = Server(*certify(tmp_path / "one"), other)
    with server.sock, pytest.raises(ssl.SSLCertVerificationError):
        server.coming.result()


def test_a_record_is_taken_when_it_is_whole(tmp_path: Path) -> None:
    cert, key = certify(tmp_path)
    server, buffer = Server(cert, key, cert), memoryview(bytearray(CHUNK))
    with server.sock, server.coming.result() as sock:
        sock.setblocking(False)
        record = server.record(b"abc")
        server.sock.sendall(record[:-1])
        select.select([sock], [], [], 5)
        assert take(sock, buffer) == 0
        # The rest, and two records behind it: each is seen by itself.
        server.sock.sendall(record[-1:] + server.record(bytes(16_000)) + server.record(b"de"))
        sizes: list[int] = []
        while sum(sizes) < 16_005:
            assert select.select([sock], [], [], 5)[0]
            sizes.append(take(sock, buffer))
        assert [size for size in sizes if size] == [3, 16_000, 2]
        assert bytes(buffer[:2]) == b"de"
        server.sock.close()
        select.select([sock], [], [], 5)
        with pytest.raises(ConnectionError, match="hung up"):
            take(sock, buffer)


def test_without_a_context_it_is_a_bare_connection() -> None:
    with listen("127.0.0.1", 0, Limits()) as listener:
        listener.setblocking(True)
        with connect(listener.getsockname()[1], None) as sock, listener.accept()[0] as other:
            other.sendall(b"abc")
            buffer = memoryview(bytearray(CHUNK))
            assert bytes(buffer[: take(sock, buffer)]) == b"abc"
