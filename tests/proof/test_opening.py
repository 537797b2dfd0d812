from gala.proof.deciding import check_places
from gala.proof.opening import draw_places, rain_split
from gala.proof.rows import DrawOpened
from gala.proof.rules import DrawRule
from tests.proof.night import MORE_PRIZES, PACKETS, rehearsed


def test_places_come_with_leaves_and_paths_that_prove_them() -> None:
    night = rehearsed()
    manifest, own = night.manifests[3], night.windows["entry"]
    for number in range(50):
        seed = b"seed %d" % number
        places = draw_places(manifest, MORE_PRIZES, seed, own.tree, own.texts)
        assert len({index for index, _, _ in places}) == MORE_PRIZES.places
        check_places(manifest, MORE_PRIZES, seed, DrawOpened(0, 3, b"", b"", tuple(places)))


def test_there_are_no_more_places_than_entries() -> None:
    night = rehearsed()
    manifest, own = night.manifests[3], night.windows["entry"]
    rule = DrawRule((("bag", 5, 1),), 100)
    assert len(draw_places(manifest, rule, b"seed", own.tree, own.texts)) == own.tree.size


def test_a_rain_is_split_among_the_chances() -> None:
    manifest = rehearsed().manifests[1]
    outcome = rain_split(manifest, PACKETS, b"seed")
    assert outcome.packets_opened == 5
    assert outcome.paid_fen == PACKETS.pool_fen
    assert all(chance < manifest.numbers for chance, _ in outcome.paid)
