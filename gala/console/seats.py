"""Who sits at the console: one-time links become cookies; a seat's name goes on every command."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path

SEATS = ("director", "second")
PROMPTER = "prompter"
"""The host's: it is shown the prompter, and commands nothing."""
COOKIE = "gala_seat"
PROMPTER_COOKIE = "gala_prompter"
"""One of its own: who opens the prompter in the director's browser does not lose the seat."""
TOKEN_BYTES = 16
_KNOWN = (*SEATS, PROMPTER)


class Seats:
    """Links not yet used and sessions given out. Only digests of secrets are kept.

    With a `file`, sessions outlive the process: a director's page stays seated over a restart.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._links: dict[str, str] = {}
        self._sessions: dict[str, str] = self._loaded()

    def invite(self, seat: str) -> str:
        """Return a new one-time token for `seat`."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._links[_digest(token)] = seat
        return token

    def sit(self, token: str) -> str | None:
        """Use up a link; return the session secret, or None when the link is not good."""
        seat = self._links.pop(_digest(token), None)
        if seat is None:
            return None
        session = secrets.token_urlsafe(TOKEN_BYTES)
        self._sessions[_digest(session)] = seat
        self._keep()
        return session

    def seat(self, session: str | None) -> str | None:
        """Return the seat of a session, or None."""
        return self._sessions.get(_digest(session)) if session else None

    def _loaded(self) -> dict[str, str]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            kept = json.loads(self._file.read_text())
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {str(digest): str(seat) for digest, seat in kept.items() if seat in _KNOWN}

    def _keep(self) -> None:
        if self._file is None:
            return
        draft = self._file.with_suffix(".draft")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self._sessions, file)
        draft.replace(self._file)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
