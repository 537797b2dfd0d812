"""A list of viewers that a sheet commits to: it can be published without naming anybody.

An entry is `HMAC-SHA-256(salt, "gala/list/v1\\n" + viewer)` in hex. The sheet has the number of
entries and the SHA-256 over them, sorted, each with a line feed. Whoever has the entries can check
that; whoever has the salt too can tell whether a viewer is among them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

HEAD = "gala list 1"
SALT_BYTES_MIN = 16

_DOMAIN = b"gala/list/v1\n"
_ENTRY = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"salt ((?:[0-9a-f]{2}){16,64})")


class ListError(ValueError):
    """The text is not a list; the message says on which line and why."""


@dataclass(frozen=True, slots=True)
class ViewerList:
    """Entries (bytes), and the salt, which is None in what is published."""

    entries: frozenset[bytes]
    salt: bytes | None

    @property
    def digest(self) -> str:
        """Return what a sheet commits to, in hex."""
        return hashlib.sha256(self._lines().encode()).hexdigest()

    def has(self, viewer: str) -> bool:
        """Return whether `viewer`, as its ticket names it, is on the list."""
        assert self.salt is not None
        return _entry(self.salt, viewer) in self.entries

    def text(self) -> str:
        """Return the file."""
        salt = "" if self.salt is None else f"salt {self.salt.hex()}\n"
        return f"{HEAD}\n{salt}{self._lines()}"

    def _lines(self) -> str:
        return "".join(f"{entry.hex()}\n" for entry in sorted(self.entries))


def make_list(viewers: Iterable[str], salt: bytes) -> ViewerList:
    """Return the list of `viewers`. Raises `ListError` when it is empty or the salt is short."""
    if len(salt) < SALT_BYTES_MIN:
        raise ListError(f"a salt has at least {SALT_BYTES_MIN} bytes")
    entries = frozenset(_entry(salt, viewer) for viewer in viewers)
    if not entries:
        raise ListError("there is nobody on this list")
    return ViewerList(entries, salt)


def read_list(text: str) -> ViewerList:
    """Return what `ViewerList.text` wrote, in any order of its entries. Raises `ListError`."""
    lines = text.splitlines()
    if not lines or lines[0] != HEAD:
        raise ListError(f"line 1 is not `{HEAD}`: make the file with `gala list`")
    salt, entries = None, set()
    for number, line in enumerate(lines[1:], start=2):
        if number == 2 and (found := _SALT.fullmatch(line)):
            salt = bytes.fromhex(found[1])
        elif _ENTRY.fullmatch(line):
            entries.add(bytes.fromhex(line))
        else:
            raise ListError(f"line {number} is not an entry of 64 hex digits")
    if not entries:
        raise ListError("there is nobody on this list")
    return ViewerList(frozenset(entries), salt)


def _entry(salt: bytes, viewer: str) -> bytes:
    return hmac.digest(salt, _DOMAIN + viewer.encode(), hashlib.sha256)
