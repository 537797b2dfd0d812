"""By lot, being fast and loud gains nothing: a program among people wins no more than its share.

The claims go through the rules of windows, the entries through the tree and the manifest, and the
seed through the same selection as on a real night; only the beacon's word is this test's own.
"""

import hashlib
import os
import secrets
from dataclasses import replace
from math import comb
from random import Random

import pytest

from gala.core.seckill import Claim, OutletWindow, Shard, Winner, Won, apply_batch, open_window
from gala.proof.frozen import frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import parse_leaf
from gala.proof.manifest import Manifest
from gala.proof.opening import draw_places
from gala.proof.rules import DrawRule
from gala.proof.seed import seed
from tests.core.playing import FIRST_CLOSED_MS, LOTS, Playing

SEED = int(os.environ.get("GALA_LOT_SEED") or secrets.randbits(32))
DRAWS = 600
PEOPLE = {"app": 39, "tv": 12}
STOCK = {"app": 6, "tv": 4}
BOT, OUTLET = "the program", "app"
BOT_CLAIMS = 10
"""So many times as many claims as anybody else, each after a tenth of the time."""

OPEN_MS = 20_000
UNLIKELY = 1e-9

RULE = DrawRule(tuple((outlet, units, 1) for outlet, units in STOCK.items()), 2, by_outlet=True)


def _manifest() -> Manifest:
    return Playing(LOTS).until(FIRST_CLOSED_MS).show.draws[-1].manifest


MANIFEST = _manifest()


def claims(rng: Random) -> list[tuple[int, Claim]]:
    """What comes in one window, by its instant: everybody reacts, the program ten times faster."""
    coming = []
    for outlet, people in PEOPLE.items():
        for one in range(people):
            at_ms = rng.randrange(200, OPEN_MS)
            name = hashlib.sha256(f"{outlet} {one}".encode()).hexdigest()[:32]
            coming.append((at_ms, Claim(name, outlet, rng.randbytes(16))))
    name = hashlib.sha256(BOT.encode()).hexdigest()[:32]
    first_ms = rng.randrange(200, OPEN_MS) // 10
    for again in range(BOT_CLAIMS):
        coming.append((first_ms + again, Claim(name, OUTLET, rng.randbytes(16))))
    return sorted(coming, key=lambda one: one[0])


def given(rng: Random, stock: dict[str, int]) -> list[Winner]:
    """What the window gives, in batches as an edge makes them."""
    rows = [OutletWindow(outlet, 0, OPEN_MS, units) for outlet, units in stock.items()]
    shard = open_window(Shard(), 1, 1, 1, rows)
    receipts: dict[str, Won] = {}
    winners: list[Winner] = []
    waiting = claims(rng)
    while waiting:
        at_ms = waiting[0][0]
        batch = [claim for ms, claim in waiting if ms < at_ms + 3]
        waiting = waiting[len(batch) :]
        done = apply_batch(shard, receipts, at_ms, 1, batch)
        shard = done.shard
        winners += done.winners
        receipts |= {winner.viewer: winner.won for winner in done.winners}
    return winners


def drawn(entries: list[Winner], number: int, word: bytes) -> list[tuple[str, str]]:
    """The outlet and name of those who have a unit once a beacon has said `word`."""
    by_outlet = {
        outlet: [one.leaf() for one in entries if one.outlet == outlet] for outlet in PEOPLE
    }
    texts = frozen_texts([(outlet, 0) for outlet in PEOPLE], by_outlet)
    tree = frozen_tree(texts)
    manifest = replace(
        MANIFEST,
        number=number,
        rule=RULE,
        root=frozen_root("sale", len(texts), tree.root_node),
        entries=len(texts),
        numbers=tree.total,
        outlets=tuple((outlet, len(leaves)) for outlet, leaves in by_outlet.items()),
    )
    sown = seed(manifest.text(), manifest.round, word, hashlib.sha512(word).digest())
    places = [parse_leaf(text) for _, text, _ in draw_places(manifest, RULE, sown, tree, texts)]
    had = dict(STOCK)
    won = []
    for leaf in places:
        had[leaf.outlet] -= 1
        if had[leaf.outlet] >= 0:
            won.append((leaf.outlet, leaf.pseudonym))
    return won


def tail(draws: int, units: int, entries: int, wins: int) -> float:
    """How likely somebody with one entry wins at least so often."""
    p = units / entries
    return sum(comb(draws, k) * p**k * (1 - p) ** (draws - k) for k in range(wins, draws + 1))


def test_a_program_wins_no_more_than_its_share_by_lot() -> None:
    print(f"GALA_LOT_SEED={SEED}")
    rng = Random(SEED)
    name = hashlib.sha256(BOT.encode()).hexdigest()[:32]
    wins = people = 0
    for number in range(1, DRAWS + 1):
        entries = given(rng, dict.fromkeys(STOCK, 10**12))
        assert len(entries) == sum(PEOPLE.values()) + 1, "one entry each, however loud"
        won = drawn(entries, number, rng.randbytes(48))
        assert [outlet for outlet, _ in won] == ["app"] * STOCK["app"] + ["tv"] * STOCK["tv"]
        wins += sum(one == name for _, one in won)
        people += sum(one != name for _, one in won)
    assert wins + people == DRAWS * sum(STOCK.values())
    in_outlet = PEOPLE[OUTLET] + 1
    assert tail(DRAWS, STOCK[OUTLET], in_outlet, wins) > UNLIKELY, f"{wins} of {DRAWS}"
    # Nor less: its entry is as good as anybody's.
    losses = DRAWS - wins
    assert tail(DRAWS, in_outlet - STOCK[OUTLET], in_outlet, losses) > UNLIKELY, f"{wins} wins"


def test_the_same_program_wins_nearly_always_where_the_first_are_served() -> None:
    print(f"GALA_LOT_SEED={SEED}")
    rng = Random(SEED)
    name = hashlib.sha256(BOT.encode()).hexdigest()[:32]
    rounds = 100
    wins = sum(name in [one.viewer for one in given(rng, STOCK)] for _ in range(rounds))
    assert wins > rounds * 3 // 4
    assert tail(rounds, STOCK[OUTLET], PEOPLE[OUTLET] + 1, wins) < UNLIKELY


@pytest.mark.parametrize(("wins", "likely"), [(0, 1.0), (600, 0.0)])
def test_the_bound_is_a_bound(wins: int, likely: float) -> None:
    assert tail(600, 6, 40, wins) == pytest.approx(likely, abs=1e-12)
