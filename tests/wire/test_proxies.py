"""Whom a forwarded address is believed, and how far."""

from __future__ import annotations

import pytest

from gala.wire.proxies import Proxies, household

OURS = Proxies(["10.0.0.0/8", "2001:db8::/32", "192.0.2.1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("198.51.100.9", ["203.0.113.5"], "198.51.100.9"),  # no proxy of ours: not believed
        ("10.1.2.3", ["203.0.113.5"], "203.0.113.5"),
        ("10.1.2.3", ["1.1.1.1, 203.0.113.5"], "203.0.113.5"),  # the client wrote 1.1.1.1
        ("10.1.2.3", ["203.0.113.5, 10.9.9.9"], "203.0.113.5"),  # two of ours in a row
        ("10.1.2.3", ["1.1.1.1", "203.0.113.5", "10.9.9.9"], "203.0.113.5"),  # several headers
        ("10.1.2.3", ["10.9.9.9"], "10.9.9.9"),  # inside our own network
        ("10.1.2.3", [], "10.1.2.3"),
        ("10.1.2.3", [""], "10.1.2.3"),
        ("10.1.2.3", ["unknown"], "10.1.2.3"),
        ("10.1.2.3", ["203.0.113.5, unknown"], "10.1.2.3"),
        ("10.1.2.3", ["203.0.113.5:4711"], "10.1.2.3"),  # an address and a port: not RFC-like
        ("10.1.2.3", ["2001:DB8:0:0::1, 203.0.113.5"], "203.0.113.5"),
        ("::ffff:10.1.2.3", ["203.0.113.5"], "203.0.113.5"),  # a socket for both families
        ("2001:db8::7", ["203.0.113.5"], "203.0.113.5"),
        ("fe80::1%eth0", ["203.0.113.5"], "fe80::1%eth0"),
        ("", ["203.0.113.5"], ""),
    ],
)
def test_where_a_request_comes_from(peer: str, forwarded: list[str], found: str) -> None:
    assert OURS.address(peer, forwarded) == found


def test_nobody_is_believed_by_default() -> None:
    assert Proxies().address("127.0.0.1", ["203.0.113.5"]) == "127.0.0.1"
    assert Proxies().scheme("127.0.0.1", ["https"], "http") == "http"


@pytest.mark.parametrize(
    ("peer", "forwarded", "own", "found"),
    [
        ("10.0.0.1", ["https"], "http", "https"),
        ("10.0.0.1", ["http, HTTPS"], "http", "https"),
        ("10.0.0.1", ["wss"], "http", "https"),
        ("10.0.0.1", ["http"], "https", "http"),
        ("10.0.0.1", ["gopher"], "http", "http"),
        ("10.0.0.1", [], "https", "https"),
        ("198.51.100.9", ["https"], "http", "http"),
    ],
)
def test_what_the_viewer_spoke(peer: str, forwarded: list[str], own: str, found: str) -> None:
    assert OURS.scheme(peer, forwarded, own) == found


def test_a_long_chain_is_cut() -> None:
    chain = ", ".join(["203.0.113.5"] * 10_000 + ["10.0.0.2"] * 40)
    assert OURS.address("10.0.0.1", [chain]) == "10.0.0.2"


@pytest.mark.parametrize("text", ["", "nonsense", "10.0.0.1/8", "10.0.0.0/33"])
def test_what_is_no_network_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is no network: give one like"):
        Proxies([text])


def test_households() -> None:
    assert household("203.0.113.5") == "203.0.113.5"
    assert household("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert household("") == ""
