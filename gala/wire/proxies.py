"""Who a request really comes from, when proxies stand in front: only named ones are believed.

`X-Forwarded-For` and `X-Forwarded-Proto` are whatever a client writes into them. They say something
only when the connection itself comes from a proxy that the operator has named, and then only as
far as named proxies have added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_Address = IPv4Address | IPv6Address

HOPS_MAX = 16
"""Entries that are looked at; more proxies in a row nobody has."""


class Proxies:
    """The networks whose word is taken; without any, nobody's is."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        """Take CIDRs, or single addresses. Raises `ValueError` naming what is none."""
        self._networks = []
        for text in networks:
            try:
                self._networks.append(ip_network(text))
            except ValueError as error:
                raise ValueError(
                    f"{text!r} is no network: give one like 10.0.0.0/8 or 2001:db8::/32 ({error})"
                ) from None

    def trusts(self, peer: str) -> bool:
        """Whether `peer`, the other end of a connection, is one of them."""
        address = _address(peer)
        return address is not None and self._has(address)

    def address(self, peer: str, forwarded_for: Sequence[str]) -> str:
        """Return where a request comes from: `peer` itself unless that is a proxy of ours.

        `forwarded_for` are the values of all `X-Forwarded-For` headers, in order. The last entry
        that no proxy of ours has written about itself counts; what stands before it, and whatever
        is no address, may be made up.
        """
        found = peer
        if not self.trusts(peer):
            return found
        entries = ",".join(forwarded_for).split(",")[-HOPS_MAX:]
        for entry in reversed(entries):
            address = _address(entry.strip())
            if address is None:
                break
            found = str(address)
            if not self._has(address):
                break
        return found

    def scheme(self, peer: str, forwarded_proto: Sequence[str], own: str) -> str:
        """Return `https` or `http`: what the viewer spoke. `own` is what this connection does."""
        if not self.trusts(peer):
            return own
        last = ",".join(forwarded_proto).rpartition(",")[2].strip().lower()
        return {"https": "https", "wss": "https", "http": "http", "ws": "http"}.get(last, own)

    def _has(self, address: _Address) -> bool:
        return any(address in network for network in self._networks)


def household(address: str) -> str:
    """Return what to count under for `address`: an IPv6 customer has a whole /64 of them."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return address if found is None else str(found)


@lru_cache(maxsize=4_096)
def _address(text: str) -> _Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
