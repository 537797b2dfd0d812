"""The steps by which a draw is checked from what the log tells of it.

Each raises `ProofError`, and leans on those before it having been made.
"""

from __future__ import annotations

from gala.proof import bls, chain, vrf
from gala.proof.canon import INTEGER_MAX
from gala.proof.draw_story import DrawStory
from gala.proof.errors import ProofError
from gala.proof.frozen import check_leaf
from gala.proof.leaf import Leaf, parse_leaf
from gala.proof.manifest import Manifest, read_manifest
from gala.proof.opening import rain_split
from gala.proof.pins import Pins
from gala.proof.rows import Committed, DrawOpened, Frozen, HallDrawn, RainOpened, Voided
from gala.proof.rules import DrawRule, RainRule
from gala.proof.seed import alpha, seed
from gala.proof.selecting import select_by_rule
from gala.proof.splitting import packet_tree
from gala.proof.winners import prizes_held

LATE = "late"


def check_manifest(committed: Committed, origin: str, pins: Pins) -> Manifest:
    """Return the manifest of this commitment in this night, under the pinned key."""
    manifest = read_manifest(committed.manifest)
    if manifest.origin != origin:
        raise ProofError("the manifest is of another night")
    if manifest.number != committed.number:
        raise ProofError("the manifest is of another draw")
    if manifest.vrf != pins.vrf:
        raise ProofError("the manifest names another key for the draw")
    return manifest


def check_entries(manifest: Manifest, frozen: Frozen) -> None:
    """Hold the manifest to the entries as they were frozen."""
    if frozen.is_seckill:
        raise ProofError("nobody draws from a seckill")
    given = tuple((outlet, count) for outlet, _, count in frozen.outlets)
    if (manifest.window, manifest.root, manifest.entries, manifest.outlets) != (
        frozen.window,
        frozen.root,
        frozen.entries,
        given,
    ):
        raise ProofError("the manifest is about other entries than those frozen")


def check_round(manifest: Manifest, committed: Committed, pins: Pins) -> None:
    """Hold the round to be the one that the instant of the commitment leads to."""
    beacon = manifest.beacon
    if beacon.chain.kind == "rehearsal":
        own = chain.rehearsal_chain(pins.rehearsal, beacon.chain.genesis_ms, beacon.chain.period_ms)
        if beacon.chain != own:
            raise ProofError("the rehearsal beacon is not the operator's")
    earliest_ms = committed.at_ms + chain.margin_ms(beacon, manifest.kind)
    if earliest_ms > INTEGER_MAX:
        raise ProofError("the margin ends at no instant")
    if manifest.round != chain.first_round_at(beacon.chain, earliest_ms):
        raise ProofError("the round is not the first one after the margin")


def check_void(manifest: Manifest, voided: Voided, hall: HallDrawn | None) -> None:
    """Hold a void to its time: too late for the beacon, or called off before its round."""
    if manifest.beacon.chain.kind == "hall":
        return
    if hall is not None:
        raise ProofError("something was drawn in a hall, but the beacon is not one")
    due_ms = chain.time_of(manifest.beacon.chain, manifest.round)
    if voided.reason == LATE:
        if voided.at_ms < due_ms + manifest.beacon.late_ms:
            raise ProofError("it was voided as late before it was late")
    elif voided.at_ms > due_ms:
        raise ProofError("it was called off after its round had come")


def check_word(
    manifest: Manifest,
    committed: Committed,
    opened: DrawOpened | RainOpened,
    hall: HallDrawn | None,
    pins: Pins,
) -> None:
    """Hold the signature to be the beacon's word for the round."""
    kind = manifest.beacon.chain.kind
    if (kind == "hall") != (hall is not None):
        raise ProofError("what a hall draws decides where the beacon is a hall, and only there")
    if hall is not None:
        if hall.at_ms < committed.at_ms + chain.margin_ms(manifest.beacon, manifest.kind):
            raise ProofError("the hall drew before the margin was over")
        if opened.signature != hall.value.encode("ascii"):
            raise ProofError("the word is not what was drawn in the hall")
        return
    key = chain.QUICKNET_KEY if kind == "quicknet" else pins.rehearsal
    if not bls.verify(key, chain.message(manifest.round), opened.signature):
        raise ProofError("the signature is not the beacon's for this round")


def check_seed(
    manifest: Manifest, committed: Committed, opened: DrawOpened | RainOpened, pins: Pins
) -> bytes:
    """Return the seed, once the proof of the operator's part in it is seen to hold."""
    text = committed.manifest
    beta = vrf.verify(pins.vrf, alpha(text, opened.signature), opened.proof)
    return seed(text, manifest.round, opened.signature, beta)


def check_places(manifest: Manifest, rule: DrawRule, seed: bytes, opened: DrawOpened) -> None:
    """Hold each place to the owner of the number that the seed draws for it."""
    given = iter(opened.places)

    def owned(number: int) -> tuple[int, int]:
        index, text, path = next(given, (0, "", b""))
        if not text:
            raise ProofError("a place is missing")
        leaf = parse_leaf(text)
        low = check_leaf(manifest, index, text, path)
        if low != low_of(manifest.outlets, leaf):
            raise ProofError("a leaf does not own the numbers that its unit says")
        if not low <= number < low + leaf.quantity:
            raise ProofError(f"number {number} was drawn, which that leaf does not own")
        return low, leaf.quantity

    select_by_rule(seed, manifest.outlets, rule, owned)
    if next(given, None) is not None:
        raise ProofError("there are more places than are drawn")


def check_packets(manifest: Manifest, rule: RainRule, seed: bytes, opened: RainOpened) -> None:
    """Hold the packets to be those that the seed leads to."""
    outcome = rain_split(manifest, rule, seed)
    told = (opened.packets, opened.paid_fen, opened.returned_fen)
    if told != (outcome.packets_opened, outcome.paid_fen, outcome.returned_fen):
        raise ProofError("the pool was split otherwise")
    if packet_tree(outcome, rule.packets).root != opened.root:
        raise ProofError("the packets are others")


def check_passed_over(manifest: Manifest, story: DrawStory) -> list[str | None]:
    """Return the prize that each place has in the end; none has one in a rain."""
    if isinstance(manifest.rule, DrawRule) and isinstance(story.opened, DrawOpened):
        drawn = [parse_leaf(text).outlet for _, text, _ in story.opened.places]
        return prizes_held(manifest.rule, drawn, [row.place for row in story.passed_over])
    if story.passed_over:
        raise ProofError("nobody is passed over in a rain")
    return []


def low_of(outlets: tuple[tuple[str, int], ...], leaf: Leaf) -> int:
    """Return the first number of a leaf, as its receipt tells; not for a seckill."""
    before = 0
    for outlet, given in outlets:
        if outlet == leaf.outlet:
            return before + leaf.unit - 1
        before += given
    raise ProofError("a leaf is of an outlet that is not there")
