"""The commitment to a draw: which frozen entries, what is given, and the round that will decide."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gala.proof import shapes
from gala.proof.canon import canonical, read, unhex
from gala.proof.chain import Beacon, read_beacon
from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule, RainRule, read_draw_rule, read_rain_rule

ALGORITHM = "gala/draw/v1"
_KEYS = frozenset(
    {"algorithm", "beacon", "entries", "gala", "kind", "number", "numbers", "origin", "outlets"}
    | {"root", "round", "rule", "segment", "version", "vrf", "window"}
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that decides a draw but the beacon's word and the VRF's value.

    `outlets` are (outlet, given) in the order of the frozen tree; `root`, `entries` and `numbers`
    are that tree's; `round` is 0 with a hall beacon; `vrf` is the public key.
    """

    origin: str
    number: int
    segment: str
    window: str
    root: bytes
    entries: int
    numbers: int
    outlets: tuple[tuple[str, int], ...]
    beacon: Beacon
    round: int
    vrf: bytes
    rule: DrawRule | RainRule

    @property
    def kind(self) -> str:
        """`draw` or `rain`."""
        return "draw" if isinstance(self.rule, DrawRule) else "rain"

    def text(self) -> str:
        """Return the manifest as it is logged and hashed."""
        return canonical(
            {
                "algorithm": ALGORITHM,
                "beacon": self.beacon.fields(),
                "entries": self.entries,
                "gala": "manifest",
                "kind": self.kind,
                "number": self.number,
                "numbers": self.numbers,
                "origin": self.origin,
                "outlets": [list(row) for row in self.outlets],
                "root": self.root.hex(),
                "round": self.round,
                "rule": self.rule.fields(),
                "segment": self.segment,
                "version": 1,
                "vrf": self.vrf.hex(),
                "window": self.window,
            }
        ).decode("utf-8")


def read_manifest(text: str) -> Manifest:
    """Return the manifest that `text` is. Raises `ProofError` for any other text."""
    fields = shapes.exact(read(_encoded(text)), _KEYS, "the manifest")
    shapes.constant(fields["algorithm"], ALGORITHM, "the algorithm")
    shapes.constant(fields["gala"], "manifest", "`gala`")
    shapes.constant(fields["version"], 1, "the version")
    numbers = shapes.integer(fields["numbers"], "the numbers", least=1)
    outlets = tuple(map(_outlet, shapes.items(fields["outlets"], "the outlets")))
    if len({outlet for outlet, _ in outlets}) != len(outlets):
        raise ProofError("an outlet stands twice in the manifest")
    if sum(given for _, given in outlets) != numbers:
        raise ProofError("the numbers are not what the outlets have given")
    manifest = Manifest(
        origin=shapes.origin(fields["origin"]),
        number=shapes.integer(fields["number"], "the draw's number", least=1),
        segment=shapes.slug(fields["segment"], "the segment"),
        window=shapes.slug(fields["window"], "the window"),
        root=unhex(fields["root"], 32),
        entries=shapes.integer(fields["entries"], "the entries", least=1),
        numbers=numbers,
        outlets=outlets,
        beacon=read_beacon(fields["beacon"]),
        round=shapes.integer(fields["round"], "the round"),
        vrf=unhex(fields["vrf"], 32),
        rule=_rule(fields["kind"], fields["rule"], dict(outlets)),
    )
    if manifest.entries > numbers:
        raise ProofError("there are more entries than numbers")
    if (manifest.round == 0) != (manifest.beacon.chain.kind == "hall"):
        raise ProofError("only a hall beacon has the round 0")
    return manifest


def manifest_hash(text: str) -> bytes:
    """Return the hash by which everything else refers to a manifest."""
    return hashlib.sha256(b"gala/manifest/v1\n" + _encoded(text)).digest()


def _rule(kind: object, value: object, outlets: dict[str, int]) -> DrawRule | RainRule:
    if kind == "draw":
        return read_draw_rule(value, outlets)
    if kind == "rain":
        return read_rain_rule(value)
    raise ProofError("there is no such kind of draw")


def _outlet(value: object) -> tuple[str, int]:
    outlet, given = shapes.items(value, "an outlet", size=2)
    return shapes.slug(outlet, "an outlet"), shapes.integer(given, "what an outlet has given")


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise ProofError("the manifest holds a lone surrogate") from None
