"""Synthetic nights: whole logs, claims and receipts, made with fixed keys, the same every time.

A night is played by an operator who may cheat: whatever is logged can be given otherwise than the
rules lead to, and it is signed all the same.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from gala.proof import bls, chain, seed, signing, vrf
from gala.proof.chain import Beacon
from gala.proof.draw_bundle import draw_bundle
from gala.proof.entry_bundle import entry_bundle
from gala.proof.frozen import frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import Leaf
from gala.proof.log_line import sealed
from gala.proof.log_tree import LogTree, leaf_hash
from gala.proof.manifest import Manifest
from gala.proof.note import checkpoint
from gala.proof.opening import draw_places, rain_split
from gala.proof.pins import Pins
from gala.proof.promise import Promise
from gala.proof.pseudonym import pseudonym, show_key
from gala.proof.receipt import Receipt, sign_batch
from gala.proof.record import record_manifest
from gala.proof.recount import Record
from gala.proof.recount_claims import Claim, claim_line, receipt_line
from gala.proof.rules import DrawRule, RainRule
from gala.proof.splitting import packet_tree
from gala.proof.sum_tree import SumTree
from gala.proof.window_bundle import window_bundle

LOG = bytes([1]) * 32
RECEIPTS = bytes([2]) * 32
VRF = bytes([3]) * 32
REHEARSAL = bytes([4]) * 32
MASTER = bytes([5]) * 32
STRANGER = bytes([6]) * 32
PROMISE = Promise("always", 2)

PINS = Pins(
    log=signing.public_key(LOG),
    receipts=signing.public_key(RECEIPTS),
    rehearsal=bls.public_key(REHEARSAL),
    vrf=vrf.public_key(VRF),
)

START_MS = 1_750_000_000_000
REHEARSED = Beacon(chain.rehearsal_chain(PINS.rehearsal, START_MS, 1000), 6000, 30_000)
DRAND = Beacon(chain.QUICKNET, 60_000, 300_000)
STAGE = Beacon(chain.HALL, 30_000, 600_000)

# Round 1000 of drand's quicknet, as its relays serve it.
ROUND = 1000
ROUND_SIGNATURE = bytes.fromhex(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
    "e342b73a8dd2bacbe47e4b6b63ed5e39"
)

BY = ("director", "producer")
CLOCK = ("auto", "auto")
PRIZES = DrawRule((("car", 1, 20_000_000), ("phone", 1, 399_900)), 1)
MORE_PRIZES = DrawRule((("car", 1, 20_000_000), ("phone", 2, 399_900)), 2)
BY_LOT = DrawRule((("app", 2, 100), ("tv", 3, 100)), 1, by_outlet=True)
PACKETS = RainRule(pool_fen=8888, packets=5, min_fen=100, max_fen=5000)


@dataclass(frozen=True)
class Opened:
    """What an operator needs to know of a window that is frozen."""

    line: int
    frozen: list[Any]
    texts: list[str]
    tree: SumTree
    root: bytes


class Night:
    """A night as it goes on; `now_ms` is the store's clock."""

    def __init__(self, beacon: Beacon = REHEARSED, now_ms: int = START_MS) -> None:
        self.beacon, self.now_ms = beacon, now_ms
        header = {
            "beacon": beacon.fields(),
            "gala": "log",
            "keys": {"log": PINS.log.hex(), "receipts": PINS.receipts.hex(), "vrf": PINS.vrf.hex()},
            "mode": "auto",
            "origin_ms": START_MS,
            "pace_milli": 1000,
            "promise": PROMISE.text(),
            "rehearsal": beacon.chain.kind == "rehearsal",
            "rules_version": 1,
            "sheet": "id: night\n",
            "sheet_digest": "00" * 32,
            "show": "night",
            "version": 1,
        }
        self.log = [sealed(header)]
        self.tree = LogTree([leaf_hash(self.log[0])])
        self._prev = self._hash(self.log[0])
        self.origin = f"gala/night/{self._prev}"
        self.claims: list[bytes] = []
        self._claim_prev = ""
        self.receipts: list[bytes] = []
        self.kept: list[Receipt] = []
        self._leaves: dict[str, dict[str, list[Leaf]]] = {}
        self.windows: dict[str, Opened] = {}
        self.manifests: dict[int, Manifest] = {}
        self.lines_of: dict[int, list[int]] = {}
        self.by_hand: dict[str, list[int]] = {}
        self._batches = 0

    def put(self, *event: Any) -> int:
        """Log an event; returns the number of its line."""
        number = len(self.log)
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        fields = {"effects": digest, "event": list(event), "i": number, "prev": self._prev}
        self.add(sealed({**fields, "state": digest}))
        if event[0] in ("window_topped_up", "window_revoked"):
            self.by_hand.setdefault(event[2], []).append(number)
        return number

    def add(self, line: bytes) -> None:
        """Add a line as it is."""
        self.log.append(line)
        self.tree.append(leaf_hash(line))
        self._prev = self._hash(line)

    def give(self, window: str, *wanted: tuple[str, str, int], gen: int = 1) -> list[Receipt]:
        """Give (viewer, outlet, quantity) in one batch; returns the receipts."""
        self._batches += 1
        batch = f"{self.now_ms}-{self._batches}"
        leaves = []
        for viewer, outlet, quantity in wanted:
            own = self._leaves.setdefault(window, {}).setdefault(outlet, [])
            unit = own[-1].unit + own[-1].quantity if own else 1
            claim_id = hashlib.sha256(f"{window} {viewer}".encode()).digest()[:16]
            name = pseudonym(show_key(MASTER, self.origin), viewer)
            own.append(Leaf(name, outlet, unit, quantity, gen, 9900, self.now_ms, claim_id))
            leaves.append(own[-1])
        texts = [leaf.text() for leaf in leaves]
        signed = sign_batch(RECEIPTS, self.origin, window, batch, texts, PROMISE)
        for index, leaf in enumerate(leaves):
            line, self._claim_prev = claim_line(Claim(window, batch, index, leaf), self._claim_prev)
            self.claims.append(line)
        self.receipts.append(receipt_line(window, batch, signed))
        given = [
            Receipt(
                self.origin, window, batch, signed.size, i, text, path, signed.signature, PROMISE
            )
            for i, (text, path) in enumerate(zip(texts, signed.paths, strict=True))
        ]
        self.kept += given
        return given

    def renumber(self, window: str, outlet: str, *units: int) -> None:
        """Let the leaves of an outlet have other units in the frozen tree than were given."""
        leaves = self._leaves[window][outlet]
        leaves[:] = [replace(leaf, unit=unit) for leaf, unit in zip(leaves, units, strict=True)]

    def freeze(self, window: str, *outlets: tuple[str, int], gen: int = 1, **other: Any) -> int:
        """Freeze a window; `outlets` are (outlet, declared). `other` is what is logged instead."""
        given = self._leaves.get(window, {})
        texts = frozen_texts(outlets, given)
        tree = frozen_tree(texts)
        counts = [sum(leaf.quantity for leaf in given.get(outlet, [])) for outlet, _ in outlets]
        rows = [[*outlet, count] for outlet, count in zip(outlets, counts, strict=True)]
        root = frozen_root(window, len(texts), tree.root_node)
        fields = {"root": root.hex(), "entries": len(texts), "outlets": rows, **other}
        line = self.put("entries_frozen", self.now_ms, window, gen, *fields.values())
        self.windows[window] = Opened(line, rows, texts, tree, root)
        return line

    def commit(self, segment: str, window: str, rule: DrawRule | RainRule, **other: Any) -> int:
        """Commit to the next draw; `other` changes the manifest. Returns the draw's number."""
        number = len(self.manifests) + 1
        own = self.windows[window]
        manifest = Manifest(
            origin=self.origin,
            number=number,
            segment=segment,
            window=window,
            root=own.root,
            entries=own.tree.size,
            numbers=own.tree.total,
            outlets=tuple((outlet, given) for outlet, _, given in own.frozen),
            beacon=self.beacon,
            round=chain.first_round_at(
                self.beacon.chain, self.now_ms + chain.margin_ms(self.beacon, rule_kind(rule))
            ),
            vrf=PINS.vrf,
            rule=rule,
        )
        self.manifests[number] = replace(manifest, **other)
        self.tell(number, "draw_committed", self.manifests[number].text(), *CLOCK)
        return number

    def tell(self, number: int, name: str, *fields: Any) -> None:
        """Log a row that has the number of a draw."""
        self.lines_of.setdefault(number, []).append(self.put(name, self.now_ms, number, *fields))

    def word(self, number: int) -> bytes:
        """Return the beacon's word for a draw."""
        manifest = self.manifests[number]
        if self.beacon.chain.kind == "hall":
            return b"3 1 6 6 2 5"
        if self.beacon.chain.kind == "quicknet":
            return ROUND_SIGNATURE
        return bls.sign(REHEARSAL, chain.message(manifest.round))

    def open(self, number: int, **other: Any) -> None:
        """Open a draw when its round has come; `other` is what is logged instead."""
        manifest = self.manifests[number]
        if self.beacon.chain.kind != "hall":
            self.now_ms = chain.time_of(self.beacon.chain, manifest.round) + 200
        signature = other.pop("signature", self.word(number))
        text = manifest.text()
        honest = vrf.prove(VRF, seed.alpha(text, signature))
        beta = vrf.value(honest[:32])
        proof = other.pop("proof", honest)
        decided = seed.seed(text, manifest.round, signature, beta)
        fields: dict[str, Any]
        if isinstance(manifest.rule, DrawRule):
            own = self.windows[manifest.window]
            places = draw_places(manifest, manifest.rule, decided, own.tree, own.texts)
            fields = {"places": [[index, leaf, path.hex()] for index, leaf, path in places]}
            name = "draw_opened"
        else:
            split = rain_split(manifest, manifest.rule, decided)
            fields = {
                "root": packet_tree(split, manifest.rule.packets).root.hex(),
                "packets": split.packets_opened,
                "paid_fen": split.paid_fen,
                "returned_fen": split.returned_fen,
            }
            name = "rain_opened"
        fields.update(other)
        self.tell(number, name, signature.hex(), proof.hex(), *fields.values())

    def checkpoint(self, secret: bytes = LOG) -> str:
        """Return the checkpoint over the log so far."""
        public = signing.public_key(secret)
        return checkpoint(
            self.origin,
            len(self.tree),
            self.tree.root(),
            lambda body: signing.sign(secret, body),
            public,
        )

    def proven(self, lines: Sequence[int]) -> list[tuple[int, str, bytes]]:
        """Return lines with their paths."""
        return [(i, self.log[i].decode(), self.tree.path(i)) for i in lines]

    def draw(self, number: int) -> bytes:
        """Return the bundle of a draw."""
        window = self.windows[self.manifests[number].window]
        return draw_bundle(self.checkpoint(), self.proven([window.line, *self.lines_of[number]]))

    def window(self, window: str) -> bytes:
        """Return the bundle of a window."""
        own = self.windows[window]
        lines = sorted([own.line, *self.by_hand.get(window, ())])
        return window_bundle(self.checkpoint(), self.proven(lines), own.texts)

    def entry(self, window: str, index: int) -> bytes:
        """Return the bundle of an entry."""
        own = self.windows[window]
        return entry_bundle(window, own.tree, index, own.texts[index])

    def record(self) -> Record:
        """Return the record of the night."""
        bundles = {f"draw-{number}.json": self.draw(number) for number in self.manifests}
        for name, own in self.windows.items():
            if any(declared for _, declared, _ in own.frozen):
                bundles[f"window-{name}.json"] = self.window(name)
        files = {
            path: (len(data), hashlib.sha256(data).digest())
            for path, data in self._contents(bundles).items()
        }
        return Record(
            record_manifest(files, self.origin, LOG),
            files,
            list(self.log),
            self.checkpoint(),
            list(self.claims),
            list(self.receipts),
            bundles,
        )

    def files(self) -> dict[str, bytes]:
        """Return the files of the record by their paths."""
        record = self.record()
        return {"record.json": record.manifest, **self._contents(record.bundles)}

    def _contents(self, bundles: Mapping[str, bytes]) -> dict[str, bytes]:
        return {
            "checkpoint": self.checkpoint().encode(),
            "claims.jsonl": b"".join(line + b"\n" for line in self.claims),
            "log.jsonl": b"".join(line + b"\n" for line in self.log),
            "receipts.jsonl": b"".join(line + b"\n" for line in self.receipts),
            **{f"bundles/{name}": data for name, data in bundles.items()},
        }

    @staticmethod
    def _hash(line: bytes) -> str:
        return line.decode().partition('"hash":"')[2][:64]


def entered(beacon: Beacon = REHEARSED, now_ms: int = START_MS) -> Night:
    """Return a night in which four viewers, of weights 1 to 3, have entered a draw."""
    night = Night(beacon, now_ms)
    night.give("entry", ("ann", "app", 1), ("bob", "tv", 3), ("cai", "app", 2))
    night.give("entry", ("dan", "app", 1))
    night.freeze("entry", ("app", 0), ("tv", 0))
    return night


def caught(beacon: Beacon = REHEARSED, now_ms: int = START_MS) -> Night:
    """Return a night in which three viewers have caught eight chances of a rain."""
    night = Night(beacon, now_ms)
    night.give("rain", ("ann", "app", 3), ("bob", "tv", 4), ("cai", "app", 1))
    night.freeze("rain", ("app", 0), ("tv", 0))
    return night


@cache
def rehearsed() -> Night:
    """Return a whole night with a rehearsal beacon; nobody may go on with it."""
    night = Night()
    night.put("epoch_began", 1, "conductor")
    night.give("entry", ("ann", "app", 1), ("bob", "tv", 3), ("cai", "app", 2))
    night.give("entry", ("dan", "app", 1), ("eve", "app", 3), ("fay", "tv", 1), ("gus", "tv", 2))
    night.freeze("entry", ("app", 0), ("tv", 0))
    night.give("flash", ("ann", "app", 1), ("bob", "tv", 1))
    night.give("flash", ("cai", "app", 1))
    night.put("window_topped_up", night.now_ms, "flash", 1, "tv", 1, "one more was found", *BY)
    night.freeze("flash", ("app", 3), ("tv", 2))
    night.give("rain", ("ann", "app", 3), ("bob", "tv", 4), ("cai", "app", 1))
    night.freeze("rain", ("app", 0), ("tv", 0))
    night.give("drizzle", ("dan", "app", 1), ("eve", "tv", 2))
    night.freeze("drizzle", ("app", 0), ("tv", 0))
    night.open(night.commit("rain", "rain", PACKETS))
    night.open(night.commit("drizzle", "drizzle", replace(PACKETS, packets=12, pool_fen=9999)))
    first = night.commit("first", "entry", MORE_PRIZES)
    night.open(first)
    night.tell(first, "winner_passed_over", 1, "staff", *BY)
    night.tell(first, "draw_announced", "host")
    late = night.commit("second", "entry", second_rule(night, first))
    night.now_ms += 60_000
    night.tell(late, "draw_voided", "late", *CLOCK)
    called_off = night.commit("second", "entry", second_rule(night, first))
    night.tell(called_off, "draw_voided", "the stage is dark", *BY)
    night.open(night.commit("second", "entry", second_rule(night, first)))
    night.open(lottery(night))
    night.put("draw_given_up", night.now_ms, "quiet", "empty")
    night.put("window_revoked", night.now_ms, "flash", 1, "the price was wrong", *BY)
    return night


def lottery(night: Night) -> int:
    """Commit to a seckill by lot: four enter for two units of `app`, two for the three of `tv`."""
    night.give("lot", ("ann", "app", 1), ("bob", "tv", 1), ("cai", "app", 1), ("dan", "app", 1))
    night.give("lot", ("eve", "tv", 2), ("fay", "app", 3))
    night.freeze("lot", ("app", 0), ("tv", 0))
    return night.commit("lot", "lot", BY_LOT)


def by_lot() -> Night:
    """Return a night with a seckill by lot, committed to as draw 1."""
    night = Night()
    lottery(night)
    return night


@cache
def rain_by_drand() -> Night:
    """Return a night with one rain, whose margin is shorter than that of a draw."""
    night = caught(DRAND, chain.time_of(chain.QUICKNET, ROUND) - 6000)
    night.open(night.commit("rain", "rain", PACKETS))
    return night


def rule_kind(rule: DrawRule | RainRule) -> str:
    """Return the kind of draw that a rule makes."""
    return "draw" if isinstance(rule, DrawRule) else "rain"


def second_rule(night: Night, first: int) -> DrawRule:
    """Return a draw from the entries of `first`, without those who won there: 0, 2 and 3."""
    line = night.lines_of[first][1]
    places = read_places(night.log[line])
    tree = night.windows["entry"].tree
    won = sorted((tree.low(places[at]), tree.quantity(places[at])) for at in (0, 2, 3))
    return DrawRule((("bag", 2, 100_000),), 1, tuple(won))


def read_places(line: bytes) -> list[int]:
    """Return the indexes of the places in a line of `draw_opened`."""
    return [row[0] for row in json.loads(line)["event"][5]]


@cache
def by_drand() -> Night:
    """Return a night with one draw, decided by round 1000 of quicknet."""
    night = entered(DRAND, chain.time_of(chain.QUICKNET, ROUND) - DRAND.margin_ms - 1500)
    night.open(night.commit("first", "entry", PRIZES))
    return night


@cache
def in_the_hall() -> Night:
    """Return a night with one draw, decided by dice on the stage."""
    night = entered(STAGE)
    number = night.commit("first", "entry", PRIZES)
    night.now_ms += STAGE.margin_ms
    night.tell(number, "hall_drawn", night.word(number).decode(), *BY)
    night.open(number)
    return night
