"""Tickets: good ones, and every way of being no good."""

from __future__ import annotations

import hmac
import json
import stat
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.wire.tickets import (
    WEIGHT_MAX,
    Ticket,
    TicketKey,
    TicketRefused,
    TicketVerifier,
    _decoded,
    issue,
    key_file,
    keys_in,
)

KEY = TicketKey("k1", b"a ticket key of thirty-two bytes")
OTHER = TicketKey("k2", b"another ticket key of 32 bytes!!")
NOW = 1_623_762_000_000
GOOD = issue(KEY, "616", "v-1", "app", NOW, NOW + 60_000)


def verifier(*keys: TicketKey) -> TicketVerifier:
    return TicketVerifier("616", ["app", "tv"], keys or [KEY])


def signed(header: dict[str, Any] | None = None, key: TicketKey = KEY, **claims: Any) -> str:
    """A ticket by hand: joserfc does not sign the worst ones."""
    body = {"aud": "gala:616", "sub": "v-1", "outlet": "app", "exp": NOW // 1000 + 60} | claims
    head = {"alg": "HS256", "kid": "k1"} | (header or {})
    said = f"{part(head)}.{part(body)}"
    digest = head["alg"].replace("HS", "sha")
    return f"{said}.{encoded(hmac.digest(key.secret, said.encode(), digest))}"


def part(value: object) -> str:
    return encoded(json.dumps(value).encode())


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def refusal(ticket: str, now_ms: int = NOW) -> str:
    with pytest.raises(TicketRefused) as refused:
        verifier().verify(ticket, now_ms)
    return refused.value.word


def test_a_good_ticket() -> None:
    assert verifier().verify(GOOD, NOW) == Ticket("v-1", "app", NOW + 60_000)


def test_one_by_hand() -> None:
    assert verifier().verify(signed(), NOW) == Ticket("v-1", "app", NOW + 60_000)


def test_it_fits_into_a_subprotocol() -> None:
    # RFC 6455 section 4.1: the elements are tokens of RFC 2616.
    assert not set(f"ticket.{GOOD}") & set('()<>@,;:\\"/[]?={} \t')


def test_it_runs_out() -> None:
    verifier().verify(GOOD, NOW + 59_999)
    assert refusal(GOOD, NOW + 60_000) == "expired"


@pytest.mark.parametrize(
    "ticket",
    [
        pytest.param("", id="nothing"),
        pytest.param("a.b.c", id="noise"),
        pytest.param("x" * 2000, id="too long"),
        pytest.param(issue(OTHER, "616", "v-1", "app", NOW, NOW + 60_000), id="an unknown key"),
        pytest.param(signed(key=OTHER), id="a known key's name over another's signature"),
        pytest.param(signed({"alg": "HS512"}), id="another algorithm"),
        pytest.param(signed({"kid": None}), id="no kid"),
        pytest.param(signed({"crit": ["b64"], "b64": False}), id="a critical extension"),
        pytest.param(signed({"kid": ["k1"]}), id="a kid that is none"),
        pytest.param(signed(aud="gala:617"), id="another show"),
        pytest.param(signed(aud=["gala:616"]), id="a list of audiences"),
        pytest.param(signed(sub=""), id="nobody"),
        pytest.param(signed(sub=5), id="a number for a viewer"),
        pytest.param(signed(sub="x" * 65), id="a long viewer"),
        pytest.param(signed(outlet="radio"), id="an unknown outlet"),
        pytest.param(signed(exp=True), id="exp true"),
        pytest.param(signed(exp=1e300), id="exp a float"),
        pytest.param(signed(exp="9999999999"), id="exp a text"),
        pytest.param(f"{part({'alg': 'none', 'kid': 'k1'})}.{GOOD.split('.')[1]}.", id="unsigned"),
        pytest.param(f"{part(['k1'])}.{GOOD.split('.')[1]}.x", id="a list for a header"),
    ],
)
def test_all_else_is_refused(ticket: str) -> None:
    assert refusal(ticket) == "ticket"


@given(st.data())
def test_no_mutant_gets_in(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    char = data.draw(st.characters(codec="latin-1"))
    mutant = GOOD[:at] + char + GOOD[at + 1 :]
    # The last character of a signature carries two bits that mean nothing.
    if mutant != GOOD and at != len(GOOD) - 1:
        assert refusal(mutant) == "ticket"


def test_a_revoked_key() -> None:
    both = verifier(KEY, OTHER)
    both.verify(GOOD, NOW)
    both.use([OTHER])
    with pytest.raises(TicketRefused):
        both.verify(GOOD, NOW)


def test_a_ticket_knows_its_key_and_whether_that_is_good() -> None:
    both = TicketVerifier("616", ["app"], [KEY, OTHER])
    first, again = (both.verify(GOOD, NOW).key for _ in range(2))
    assert first is again is KEY, "one object for all of a key's"
    assert both.trusts(first)
    assert both.keys == [KEY, OTHER]
    both.use([OTHER])
    assert both.keys == [OTHER]
    assert not both.trusts(first)
    both.use([TicketKey(KEY.kid, b"x" * 32), TicketKey(KEY.kid, KEY.secret)])
    assert both.trusts(first), "of two with one name the last"
    both.use([TicketKey(KEY.kid, b"x" * 32)])
    assert not both.trusts(first), "the name alone is no key"
    assert not both.trusts(None)
    assert repr(KEY.secret) not in repr(Ticket("v-1", "app", NOW, key=KEY))


def test_the_key_file_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "home" / "ticket.key"
    with ThreadPoolExecutor(8) as pool:
        keys = {key.secret for key in pool.map(key_file, [path] * 8)}
    assert len(keys) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["ticket.key"]


def test_a_key_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "ticket.key"
    path.write_text("{}")
    with pytest.raises(ValueError, match="delete it"):
        key_file(path)


def test_a_short_key_is_no_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        TicketKey("k", b"short")


def test_a_key_does_not_show_itself() -> None:
    assert "thirty" not in repr(KEY)


def test_a_ticket_says_what_its_entries_weigh() -> None:
    heavy = issue(KEY, "616", "v-1", "app", NOW, NOW + 60_000, weight=7)
    assert verifier().verify(heavy, NOW).weight == 7
    assert verifier().verify(GOOD, NOW).weight == 1
    assert "weight" not in json.loads(_decoded(GOOD.split(".")[1]))
    assert verifier().verify(signed(weight=WEIGHT_MAX), NOW).weight == WEIGHT_MAX


def test_a_ticket_says_more_of_its_viewer() -> None:
    said = {"tier": "gold", "city": "杭州", "weight": "9", "outlet": "tv", "exp": "1"}
    ticket = verifier().verify(issue(KEY, "616", "v-1", "app", NOW, NOW + 60_000, 1, said), NOW)
    assert ticket == Ticket("v-1", "app", NOW + 60_000, 1, (("tier", "gold"), ("city", "杭州")))
    by_hand = verifier().verify(signed(tier="gold", age=9, roles=["x"], iss="platform"), NOW)
    assert by_hand.claims == (("tier", "gold"),), "text only, and not what a ticket has by itself"


@pytest.mark.parametrize("weight", [0, -1, WEIGHT_MAX + 1, True, 1.5, "7", None, [1], 10**30])
def test_a_weight_is_a_number_in_bounds(weight: Any) -> None:
    assert refusal(signed(weight=weight)) == "ticket"


def test_a_file_may_hold_several_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    one, other = ({"kid": name, "k": "A" * 44} for name in ("k1", "k2"))
    path.write_text(json.dumps([one, other]))
    assert [key.kid for key in keys_in(path)] == ["k1", "k2"]
    assert key_file(path).kid == "k1", "the first signs"
    path.write_text(json.dumps(one))
    assert [key.kid for key in keys_in(path)] == ["k1"]
    for text in ("[]", "[1]", "3", '[{"kid": "k1", "k": "AAAA"}]'):
        path.write_text(text)
        with pytest.raises(ValueError, match="ticket key"):
            keys_in(path)
