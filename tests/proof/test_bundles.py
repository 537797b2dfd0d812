"""Whatever is changed in a bundle, it is refused; and whatever it is, nothing is raised."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof import signing, vrf
from gala.proof.bundles import verify_bundle
from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from tests.proof.cheats import all_bad
from tests.proof.edits import Place, others, parts, put
from tests.proof.night import PINS, STRANGER, by_drand, in_the_hall, rehearsed
from tests.proof.vectors import all_good

BAD = all_bad()
MUTATED = {
    "rain": rehearsed().draw(1),
    "draw": rehearsed().draw(3),
    "void": rehearsed().draw(5),
    "quicknet": by_drand().draw(1),
    "hall": in_the_hall().draw(1),
    "window": rehearsed().window("flash"),
    "entry": rehearsed().entry("entry", 3),
    "receipt": rehearsed().kept[1].bundle(),
}

# What a bundle does not bind, by its kind; each is among what its report calls unproven.
UNBOUND: dict[str, set[Place]] = {
    # Lines after the outcome can be left out: the record shows them all.
    "draw": {("lines", 3), ("lines", 4)},
    # So can what people did to a window.
    "window": {("lines", 0), ("lines", 2)},
}


@pytest.mark.parametrize(("name", "data"), all_good(), ids=lambda part: str(part)[:40])
def test_honest_bundles_are_proven(name: str, data: bytes) -> None:
    report = verify_bundle(data, PINS)
    assert report.ok, (name, report.checks)


@pytest.mark.parametrize(("name", "data", "check"), BAD, ids=[name for name, _, _ in BAD])
def test_cheats_are_found_out_by_the_check_that_is_there_for_it(
    name: str, data: bytes, check: str
) -> None:
    report = verify_bundle(data, PINS)
    assert not report.ok
    assert [one.name for one in report.checks if not one.ok] == [check] == [report.checks[-1].name]


def _unbound(kind: str, place: Place, part: Any, other: Any) -> bool:
    unbound = UNBOUND.get(kind, set())
    return isinstance(other, list) and any(
        other == part[: row[-1]] + part[row[-1] + 1 :]
        for row in unbound
        if row[:-1] == place and len(row) == 2 and isinstance(row[-1], int)
    )


@pytest.mark.parametrize("kind", MUTATED)
def test_whatever_is_changed_in_a_bundle_it_is_refused(kind: str) -> None:
    value = json.loads(MUTATED[kind])
    tried = 0
    for place, part in parts(value):
        for other in others(part):
            try:
                data = canonical(put(value, place, other)) + b"\n"
            except ProofError:
                continue
            if data == MUTATED[kind] or _unbound(kind, place, part, other):
                continue
            tried += 1
            assert not verify_bundle(data, PINS).ok, (place, other)
    assert tried > 80


@pytest.mark.parametrize("kind", MUTATED)
def test_whatever_bit_is_flipped_in_a_file_it_is_refused(kind: str) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    data = MUTATED[kind]
    for place in chance.sample(range(len(data)), min(len(data), 400)):
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify_bundle(bytes(changed), PINS).ok, place


@pytest.mark.parametrize("kind", MUTATED)
def test_under_a_strangers_keys_nothing_is_proven(kind: str) -> None:
    strange = {
        "log": signing.public_key(STRANGER),
        "receipts": signing.public_key(STRANGER),
        "vrf": vrf.public_key(STRANGER),
    }
    if kind != "entry":
        assert not verify_bundle(MUTATED[kind], replace(PINS, **strange)).ok
    if kind in ("rain", "draw", "void", "quicknet", "hall"):
        assert not verify_bundle(MUTATED[kind], replace(PINS, vrf=strange["vrf"])).ok


@given(st.binary(max_size=200))
def test_any_bytes_make_a_report(data: bytes) -> None:
    assert not verify_bundle(data, PINS).ok


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**53 - 1) | st.text("ab0 é", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
)


@given(st.sampled_from(sorted(MUTATED)), st.data())
def test_any_value_anywhere_makes_a_report(kind: str, data: st.DataObject) -> None:
    value = json.loads(MUTATED[kind])
    places = [place for place, _ in parts(value) if place]
    place = data.draw(st.sampled_from(places))
    changed = canonical(put(value, place, data.draw(_JSON))) + b"\n"
    report = verify_bundle(changed, PINS)
    assert not (report.ok and changed != MUTATED[kind])


@pytest.mark.parametrize(
    "data", [b"[" * 10**6 + b"\n", b'{"gala":' * 10**5 + b"\n", b"\n", b"1" * 10**6 + b"\n"]
)
def test_bytes_that_were_made_to_hurt(data: bytes) -> None:
    assert verify_bundle(data, PINS).checks[-1].name == "encoding"
