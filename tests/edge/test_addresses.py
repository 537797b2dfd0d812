"""One address cannot use up what there is for all."""

from __future__ import annotations

from gala.edge import addresses
from gala.edge.addresses import Addresses
from gala.edge.limits import Limits
from gala.wire.proxies import Proxies

from .house import House, running


def test_a_burst_and_then_a_pace() -> None:
    here = Addresses(rate=2, burst=3)
    assert [here.admits("198.51.100.7", 0) for _ in range(4)] == [True, True, True, False]
    assert here.admits("198.51.100.8", 0), "another has all of its own"
    assert here.admits("198.51.100.7", 0.5)
    assert not here.admits("198.51.100.7", 0.5)
    assert here.retry_after_s() == 1
    assert [here.admits("198.51.100.7", 100) for _ in range(4)] == [True, True, True, False]


def test_a_household_has_one_bucket() -> None:
    here = Addresses(rate=1, burst=1)
    assert here.admits("2001:db8:1:2::a", 0)
    assert not here.admits("2001:db8:1:2:ffff::b", 0)
    assert here.admits("2001:db8:1:3::a", 0)
    assert here.admits("::ffff:198.51.100.7", 0)
    assert not here.admits("198.51.100.7", 0), "the same, written in IPv6"


def test_no_bound() -> None:
    here = Addresses(rate=0, burst=0)
    assert all(here.admits("198.51.100.7", 0) for _ in range(10))
    assert len(here) == 0


def test_the_table_is_bounded() -> None:
    here = Addresses(rate=1, burst=1)
    for number in range(addresses.ADDRESSES_MAX + 100):
        here.admits(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 0)
        here.admits("198.51.100.7", 0)
    assert len(here) == addresses.ADDRESSES_MAX
    assert not here.admits("198.51.100.7", 0), "who comes all the time is not forgotten"


FEW = Limits(linger_s=1.0, address_handshakes_per_s=0.001, address_handshakes_burst=2)


async def statuses(house: House, *came_from: str) -> list[bytes]:
    """How openings end that say they come from these addresses."""
    found = []
    for address in came_from:
        request = house.request(X_Forwarded_For=address)
        async with house.wire(request) as wire:
            found.append((await wire.head()).split()[1])
    return found


async def test_what_strangers_forward_is_not_believed() -> None:
    async with running(limits=FEW) as house:
        assert await statuses(house, "198.51.100.1", "198.51.100.2", "198.51.100.3") == [
            *(b"101", b"101", b"503")
        ]
        assert house.hall.tally.refused == {"busy": 1}


async def test_what_our_proxy_forwards_is() -> None:
    options = {"proxies": Proxies(["127.0.0.0/8"])}
    async with running(limits=FEW, options=options) as house:
        one, other = "198.51.100.1", "198.51.100.2"
        found = await statuses(house, one, one, one, other, f"{other}, {one}", f"{one}, {other}")
        assert found == [b"101", b"101", b"503", b"101", b"503", b"101"]


async def test_forged_tickets_count_too() -> None:
    async with running(limits=FEW) as house:
        for expected in (b"401", b"401", b"503"):
            async with house.wire(house.request(ticket="x.y.z")) as wire:
                assert (await wire.head()).split()[1] == expected
