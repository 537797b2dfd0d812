"""Certificates in files: what a server shows, changed without a restart; what a client believes."""

from __future__ import annotations

import ssl
from pathlib import Path


class TlsError(Exception):
    """Certificate or key cannot be used; the text says which file and why."""


class TlsFiles:
    """A server's certificate and key, as PEM files; `context` is good for as long as it runs."""

    def __init__(self, cert: Path, key: Path) -> None:
        """Load them. Raises `TlsError`."""
        self._cert, self._key = cert, key
        self.context = _loaded(cert, key)

    def own_client(self) -> ssl.SSLContext:
        """Return what believes the server that shows this, for who runs beside it."""
        return pinned(self._cert)

    def reload(self) -> None:
        """Show what the files hold now to whoever comes from now on.

        Raises `TlsError` when it cannot be used; then everything stays as it was.
        """
        _loaded(self._cert, self._key)  # a context that has taken half of it would serve nobody
        _load(self.context, self._cert, self._key)


def trusting(ca_file: Path | str) -> ssl.SSLContext:
    """Return what a client needs to believe certificates signed by those in `ca_file` (PEM).

    Nothing else is believed. Raises `TlsError`.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=str(ca_file))
    except ssl.SSLError as error:
        raise TlsError(f"{ca_file}: no certificates in PEM ({_why(error)})") from None
    except OSError as error:
        raise TlsError(f"{ca_file}: {error.strerror}") from None
    return context


def pinned(cert: Path) -> ssl.SSLContext:
    """Return what believes exactly the certificate in `cert`, under whatever name it is reached.

    For a process that talks to a server of its own operator on the same machine. Raises `TlsError`.
    """
    context = trusting(cert)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _loaded(cert: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # No session tickets: two writes less for everybody who comes, and nobody resumes a TLS session
    # here that he could not begin as well.
    context.num_tickets = 0
    _load(context, cert, key)
    return context


def _load(context: ssl.SSLContext, cert: Path, key: Path) -> None:
    for path in (cert, key):
        try:
            path.read_bytes()
        except OSError as error:
            raise TlsError(f"{path}: {error.strerror}") from None
    try:
        context.load_cert_chain(cert, key, password=_nobody_to_ask)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise TlsError(f"{key}: not the key of the certificate in {cert}") from None
        raise TlsError(
            f"{cert} and {key}: not a certificate and its key in PEM ({_why(error)})"
        ) from None
    except _Locked:
        raise TlsError(f"{key}: locked with a passphrase, and nobody is there to type it") from None


class _Locked(Exception):
    pass


def _nobody_to_ask() -> str:
    raise _Locked


def _why(error: ssl.SSLError) -> str:
    return (error.reason or "unreadable").lower().replace("_", " ")
