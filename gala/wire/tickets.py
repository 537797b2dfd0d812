"""Tickets: JWTs (RFC 7519, HS256) that say who a viewer is and on which outlet.

The platform signs them; the demonstration's console issues them with the same key. One algorithm,
one audience, known keys: everything else is refused with one word, and no text of the ticket goes
into an error or a log. HS256 because a check costs 50 µs and a million viewers may come at once.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from joserfc.jws import JWSRegistry

from .codec import ID_CHARS_MAX
from .secret_file import write_once

ALGORITHM = "HS256"
TICKET_CHARS_MAX = 1024
_ONE_ALGORITHM = JWSRegistry(algorithms=[ALGORITHM])
HEADERS_MAX = 64
WEIGHT_MAX = 1_000_000
_OWN = frozenset({"aud", "exp", "iat", "iss", "jti", "nbf", "outlet", "sub", "weight"})
SECRET_BYTES = 32
"""As long as the hash, the least that RFC 7518 section 3.2 allows."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who a viewer is. `expires_ms` is Unix time; `weight` is that of its entries in draws.

    `claims` are what else the platform says in text, such as a tier, for who may take part; `key`
    is the one that it was signed with, the same object for all of that key's.
    """

    viewer: str
    outlet: str
    expires_ms: int
    weight: int = 1
    claims: tuple[tuple[str, str], ...] = ()
    key: TicketKey | None = field(default=None, compare=False, repr=False)


class TicketRefused(Exception):
    """`word` is what the viewer is told: `ticket` or `expired` (docs/protocol.md section 2)."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True, repr=False)
class TicketKey:
    """A secret shared with whoever signs; `kid` names it in the tickets."""

    kid: str
    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) < SECRET_BYTES:
            raise ValueError(f"a ticket key has at least {SECRET_BYTES} bytes")

    @classmethod
    def new(cls) -> TicketKey:
        """Return a fresh random key."""
        return cls(secrets.token_hex(4), secrets.token_bytes(SECRET_BYTES))


def key_file(path: Path) -> TicketKey:
    """Return the key to sign with: the first in `path`, made there when there is no such file.

    It is readable by its owner only; two processes that start together end up with the same key.
    Raises `OSError`, and `ValueError` when the file has none.
    """
    if not path.exists():
        made = TicketKey.new()
        body = {"kid": made.kid, "k": urlsafe_b64encode(made.secret).decode()}
        write_once(path, json.dumps(body))
    return keys_in(path)[0]


def keys_in(path: Path) -> list[TicketKey]:
    """Return the keys in `path`: one, or a list of those that are good now.

    Raises `OSError`, and `ValueError` when the file has none.
    """
    held = json.loads(path.read_text())
    keys = []
    for one in held if isinstance(held, list) else [held]:
        match one:
            case {"kid": str(kid), "k": str(encoded)}:
                keys.append(TicketKey(kid, urlsafe_b64decode(encoded)))
            case _:
                raise ValueError(f"{path} is not a ticket key; delete it to get a new one")
    if not keys:
        raise ValueError(f"{path} holds no ticket key; delete it to get a new one")
    return keys


def issue(
    key: TicketKey,
    show: str,
    viewer: str,
    outlet: str,
    issued_ms: int,
    expires_ms: int,
    weight: int = 1,
    claims: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Sign a ticket. Instants are cut to whole seconds, as JWTs have them.

    `claims` say more of the viewer; those that a ticket has by itself are left out of them.
    """
    payload: dict[str, str | int] = {
        name: said for name, said in claims.items() if name not in _OWN
    }
    payload |= {
        "aud": _audience(show),
        "sub": viewer,
        "outlet": outlet,
        "iat": issued_ms // 1000,
        "exp": expires_ms // 1000,
    }
    if weight != 1:
        payload["weight"] = weight
    header = {"alg": ALGORITHM, "kid": key.kid}
    return jwt.encode(header, payload, OctKey.import_key(key.secret), algorithms=[ALGORITHM])


class TicketVerifier:
    """Checks tickets of one show against the keys that are valid now."""

    def __init__(self, show: str, outlets: Iterable[str], keys: Collection[TicketKey]) -> None:
        self._audience = _audience(show)
        self._outlets = frozenset(outlets)
        self.use(keys)

    def use(self, keys: Collection[TicketKey]) -> None:
        """Trust exactly `keys` from now on: how a key is added, and how one is revoked.

        Of several with one `kid` the last is trusted.
        """
        self._keys = {key.kid: (key, OctKey.import_key(key.secret)) for key in keys}
        self._by_header: dict[str, tuple[TicketKey, OctKey]] = {}

    @property
    def keys(self) -> list[TicketKey]:
        """The keys that are trusted now."""
        return [key for key, _ in self._keys.values()]

    def trusts(self, key: TicketKey | None) -> bool:
        """Whether what `key` has signed is good now."""
        return key is not None and key.kid in self._keys and self._keys[key.kid][0] == key

    def verify(self, ticket: str, now_ms: int) -> Ticket:
        """Return who `ticket` says the viewer is. Raises `TicketRefused`."""
        if len(ticket) > TICKET_CHARS_MAX:
            raise TicketRefused("ticket")
        try:
            header = ticket.partition(".")[0]
            # The header is read before anything is checked, to find the key and for nothing else.
            known = self._by_header.get(header) or self._keys[json.loads(_decoded(header))["kid"]]
            token = jwt.decode(ticket, known[1], registry=_ONE_ALGORITHM)
            if len(self._by_header) < HEADERS_MAX:
                self._by_header[header] = known  # a platform writes a key's header in one way
        except (JoseError, ValueError, LookupError, TypeError, RecursionError):
            raise TicketRefused("ticket") from None
        match token.claims:
            case {"aud": self._audience, "sub": str(viewer), "outlet": str(outlet), "exp": expires}:
                # Whole seconds only: True is an int, and NaN is later than nothing.
                if type(expires) is not int or not 0 < len(viewer) <= ID_CHARS_MAX:
                    raise TicketRefused("ticket")
                if outlet not in self._outlets:
                    raise TicketRefused("ticket")
                # RFC 7519 section 4.1.4: not "on or after" the expiration time.
                if now_ms >= expires * 1000:
                    raise TicketRefused("expired")
                weight = token.claims.get("weight", 1)
                if type(weight) is not int or not 1 <= weight <= WEIGHT_MAX:
                    raise TicketRefused("ticket")
                said = _said(token.claims)
                return Ticket(viewer, outlet, expires * 1000, weight, said, known[0])
        raise TicketRefused("ticket")


def _said(claims: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the claims that say something of the viewer in text."""
    return tuple(
        (name, value)
        for name, value in claims.items()
        if isinstance(value, str) and name not in _OWN
    )


def _audience(show: str) -> str:
    return f"gala:{show}"


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
