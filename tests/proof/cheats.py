"""Bundles that nobody may believe, each with the check that must find it out.

Some are files changed on their way. The others are an operator's own: signed by the right keys, and
in a log that a checkpoint covers, but not what the rules lead to.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from gala.proof import bls, chain, seed, vrf
from gala.proof.leaf import parse_leaf
from gala.proof.log_line import sealed
from gala.proof.sum_tree import leaf_node
from tests.proof.edits import edited, other_digit
from tests.proof.night import (
    BY,
    BY_LOT,
    CLOCK,
    DRAND,
    LOG,
    PACKETS,
    PRIZES,
    REHEARSED,
    ROUND,
    STAGE,
    START_MS,
    STRANGER,
    Night,
    by_drand,
    by_lot,
    caught,
    entered,
    rehearsed,
)

Bad = tuple[str, bytes, str]
"""The name of a bad bundle, the file, and the name of the check that fails."""


def all_bad() -> list[Bad]:
    """Return every bad bundle."""
    return [
        *_written_otherwise(),
        *_draws_on_their_way(),
        *_commitments(),
        *_openings(),
        *_endings(),
        *_windows(),
        *_entries(),
        *_receipts(),
    ]


def _written_otherwise() -> Iterator[Bad]:
    entry = rehearsed().entry("entry", 3)
    value = json.loads(entry)
    yield "no line feed", entry[:-1], "encoding"
    yield "two line feeds", entry + b"\n", "encoding"
    yield "white space", json.dumps(value, sort_keys=True).encode() + b"\n", "encoding"
    backwards = dict(sorted(value.items(), reverse=True))
    text = json.dumps(backwards, separators=(",", ":"))
    yield "keys in another order", text.encode() + b"\n", "encoding"
    yield "a key twice", entry.replace(b'"index":3,', b'"index":3,"index":3,'), "encoding"
    yield "a float", entry.replace(b'"index":3,', b'"index":3.0,'), "encoding"
    yield "an integer with an exponent", entry.replace(b'"index":3,', b'"index":3e0,'), "encoding"
    yield "a negative integer", entry.replace(b'"index":3,', b'"index":-3,'), "bundle"
    yield "a large integer", entry.replace(b'"index":3,', b'"index":9007199254740992,'), "encoding"
    yield "an escape too many", entry.replace(b'"entry"', b'"\\u0065ntry"'), "encoding"
    yield "not a bundle", b'{"gala":"log"}\n', "encoding"
    yield "a list", b"[]\n", "encoding"
    yield "nothing", b"", "encoding"


def _draws_on_their_way() -> Iterator[Bad]:
    draw, window = _called_off().draw(1), rehearsed().window("drizzle")
    note = json.loads(window)["checkpoint"]

    def changed(name: str, check: str, change: Callable[[Any], object], draw: bytes = draw) -> Bad:
        return f"draw: {name}", edited(draw, change), check

    def noted(name: str, checkpoint: str) -> Bad:
        changed = edited(window, lambda value: value.update(checkpoint=checkpoint))
        return f"checkpoint: {name}", changed, "checkpoint signature"

    def line(at: int, **fields: Any) -> Callable[[Any], object]:
        return lambda value: value["lines"][at].update(fields)

    yield changed("a key too many", "bundle", lambda value: value.update(note=""))
    for name, old, new in (
        ("another origin", "gala/night/", "gala/knight/"),
        ("another size", "\n26\n", "\n27\n"),
        ("a size with a zero before", "\n26\n", "\n026\n"),
        ("another key name", "gala-log", "gala-lug"),
        ("a hyphen for the dash", "\N{EM DASH}", "-"),
        ("a line after the root", "=\n", "=\n\n"),
        ("another root", note.split("\n")[2][:4], "AAAA"),
        ("another key", "gala-log " + note.split("gala-log ")[1][:4], "gala-log AAAA"),
    ):
        yield noted(name, note.replace(old, new, 1))
    yield noted("lax base64", _last_base64_bit(note))
    yield noted("a line after the note", note + "\n")
    yield noted("a stranger's log", rehearsed().checkpoint(STRANGER))
    path = json.loads(draw)["lines"][1]["path"]
    yield changed("a path too short", "log path", line(1, path=path[64:]))
    yield changed("a path too long", "log path", line(1, path=path + "00" * 32))
    yield changed("a path in capitals", "log path", line(1, path=path.upper()))
    yield changed("another line number", "log path", line(1, i=3))
    yield changed("a line beyond the log", "log path", line(1, i=99))
    text = json.loads(draw)["lines"][2]["line"].replace("dark", "dull")
    yield changed("another reason", "log path", line(2, line=text))
    yield changed(
        "lines exchanged", "log path", lambda value: value["lines"].insert(1, value["lines"].pop())
    )
    yield changed(
        "a line twice", "log path", lambda value: value["lines"].append(value["lines"][-1])
    )
    yield changed("no frozen entries", "story", lambda value: value["lines"].pop(0))
    yield changed("no commitment", "story", lambda value: value["lines"].pop(1))
    yield changed("no outcome", "outcome", lambda value: value["lines"].pop(2))
    yield changed("no lines", "story", lambda value: value.update(lines=[]))
    other = json.loads(rehearsed().draw(6))["lines"]
    whole = rehearsed().draw(5)
    yield changed(
        "another draw's line", "story", lambda value: value["lines"].append(other[-1]), whole
    )
    yield changed("another window's entries", "frozen entries", _entries_of("rain"), whole)
    unopened = edited(by_drand().draw(1), lambda value: value["lines"].pop())
    yield "draw: not opened", unopened, "outcome"


def _commitments() -> Iterator[Bad]:
    def committed(name: str, check: str, night: Night | None = None, **other: Any) -> Bad:
        night = night or entered()
        night.commit("first", "entry", other.pop("rule", PRIZES), **other)
        return f"commitment: {name}", night.draw(1), check

    yield committed("another night", "manifest", origin=by_drand().origin)
    yield committed("another number", "manifest", number=7)
    yield committed("another key", "manifest", vrf=vrf.public_key(STRANGER))
    yield committed("not what was given", "manifest", numbers=14)
    yield committed("a prize twice", "manifest", rule=replace(PRIZES, prizes=PRIZES.prizes[:1] * 2))
    yield committed("no prize", "manifest", rule=replace(PRIZES, prizes=()))
    yield committed(
        "overlapping ranges", "manifest", rule=replace(PRIZES, without=((0, 2), (1, 2)))
    )
    yield committed("other entries", "frozen entries", entries=6)
    yield committed("another root", "frozen entries", root=bytes(32))
    yield committed("other outlets", "frozen entries", outlets=(("app", 7), ("tv", 0)))
    strange = chain.rehearsal_chain(bls.public_key(STRANGER), START_MS, 1000)
    beacon = replace(REHEARSED, chain=strange)
    yield committed("a stranger's chain", "round", beacon=beacon)
    yield committed("a later round", "round", round=8)
    yield committed("a round that has come", "round", round=1)
    endless = entered(now_ms=2**53 - 1 - REHEARSED.margin_ms + 1)
    yield committed("a margin that ends at no instant", "round", endless)
    night = entered(DRAND, chain.time_of(chain.QUICKNET, ROUND) - 1)
    yield committed("quicknet's round without margin", "round", night, round=ROUND)
    slow = chain.time_of(chain.QUICKNET, ROUND) - DRAND.margin_ms
    night = caught(DRAND, slow)
    night.commit("rain", "rain", PACKETS, round=ROUND)
    yield "commitment: a rain with the margin of a draw", night.draw(1), "round"
    night = entered()
    night.commit("first", "entry", PRIZES)
    row = json.loads(night.log[-1])["event"]
    again = Night()
    again.give("entry", ("ann", "app", 1))
    again.freeze("entry", ("app", 0))
    again.commit("first", "entry", PRIZES)
    again.lines_of[1] = [again.put(*row[:3], row[3].replace('"round":7', '"round": 7'), *row[4:])]
    yield "commitment: white space in the manifest", again.draw(1), "manifest"
    again.lines_of[1] = [again.put(*row[:4], "director", "director")]
    yield "commitment: one seat twice", again.draw(1), "lines"
    forged = json.loads(again.log[-1])
    forged["i"] += 1
    again.add(
        sealed({name: value for name, value in forged.items() if name not in ("hash", "state")})
    )
    again.lines_of[1] = [len(again.log) - 1]
    yield "commitment: a line without its state", again.draw(1), "lines"
    forged = json.loads(again.log[2])
    again.add(sealed({name: value for name, value in forged.items() if name != "hash"}))
    again.lines_of[1] = [len(again.log) - 1]
    yield "commitment: a line at another place", again.draw(1), "lines"


def _openings() -> Iterator[Bad]:
    def opened(name: str, check: str, night: Night | None = None, **other: Any) -> Bad:
        night = night or entered()
        night.open(night.commit("first", "entry", PRIZES), **other)
        return f"opening: {name}", night.draw(1), check

    def rained(name: str, **other: Any) -> Bad:
        night = caught()
        night.open(night.commit("rain", "rain", PACKETS), **other)
        return f"opening: {name}", night.draw(1), "packets"

    drand = chain.time_of(chain.QUICKNET, ROUND) - DRAND.margin_ms
    yield opened("another round's word", "beacon", signature=bls.sign(LOG, chain.message(7)))
    yield opened("a stranger's word", "beacon", signature=bls.sign(STRANGER, chain.message(7)))
    yield opened("the identity", "beacon", signature=b"\xc0" + bytes(47))
    yield opened("no word", "beacon", signature=b"")
    late = entered(DRAND, drand + 1)
    yield opened("quicknet's round before", "beacon", late)
    yield opened("a hall that drew nothing", "beacon", entered(STAGE))
    for name, value, after_ms, check in (
        ("not what the hall drew", "6 6 6 6 6 6", 30_000, "beacon"),
        ("a hall that drew too early", "3 1 6 6 2 5", 29_999, "beacon"),
        ("a hall that drew too much", "6" * 65, 30_000, "lines"),
    ):
        hall = entered(STAGE)
        number = hall.commit("first", "entry", PRIZES)
        hall.now_ms += after_ms
        hall.tell(number, "hall_drawn", value, *BY)
        hall.open(number)
        yield f"opening: {name}", hall.draw(1), check

    night = entered()
    number = night.commit("first", "entry", PRIZES)
    alpha = seed.alpha(night.manifests[number].text(), night.word(number))
    proof = vrf.prove(bytes([3]) * 32, alpha)
    larger = int.from_bytes(proof[48:], "little") + vrf.ORDER
    for name, false in {
        "a stranger's proof": vrf.prove(STRANGER, alpha),
        "a proof of something else": vrf.prove(bytes([3]) * 32, alpha + b"\0"),
        "a proof with a larger scalar": proof[:48] + larger.to_bytes(32, "little"),
        "a proof with another point": proof[:31] + bytes([proof[31] ^ 0x80]) + proof[32:],
    }.items():
        yield opened(name, "vrf proof", proof=false)

    honest = entered()
    honest.open(honest.commit("first", "entry", PRIZES))
    places = json.loads(honest.log[-1])["event"][5]
    own = honest.windows["entry"]
    left = next(i for i in range(own.tree.size) if i not in [place[0] for place in places])
    friend = [left, own.texts[left], own.tree.path(left).hex()]
    heavier = replace(parse_leaf(places[0][1]), quantity=9).text()
    for name, others in {
        "a friend in the first place": [friend, *places[1:]],
        "places exchanged": [places[1], places[0], *places[2:]],
        "a place missing": places[:-1],
        "a place too many": [*places, friend],
        "one place twice": [places[0], places[0], *places[2:]],
        "a heavier leaf": [[places[0][0], heavier, places[0][2]], *places[1:]],
        "another index": [[places[0][0] ^ 1, *places[0][1:]], *places[1:]],
        "a path with another sum": [[*places[0][:2], _another_sum(places[0][2])], *places[1:]],
    }.items():
        yield opened(name, "places", places=others)
    yield from _lotteries()
    yield rained("another packet tree", root="11" * 32)
    yield rained("a packet fewer", packets=4)
    yield rained("a fen more", paid_fen=8889)
    yield rained("a fen kept", paid_fen=8887, returned_fen=1)
    night = caught()
    night.commit("rain", "rain", PACKETS)
    night.tell(1, "draw_opened", night.word(1).hex(), _proof(night).hex(), [])
    yield "opening: a rain as a draw", night.draw(1), "packets"
    night = entered()
    night.commit("first", "entry", PRIZES)
    signed = (night.word(1).hex(), _proof(night).hex())
    night.tell(1, "rain_opened", *signed, "00" * 32, 0, 0, 0)
    yield "opening: a draw as a rain", night.draw(1), "places"
    night = Night()
    night.give("entry", ("ann", "app", 1), ("bob", "app", 1))
    night.renumber("entry", "app", 2, 1)
    night.freeze("entry", ("app", 0))
    night.open(night.commit("first", "entry", PRIZES))
    yield "opening: units that are not the numbers", night.draw(1), "places"
    night = Night()
    night.give("entry", ("ann", "app", 3))
    night.freeze("entry", ("app", 0))
    night.commit("first", "entry", replace(PRIZES, without=((0, 1),)))
    signed = (night.word(1).hex(), _proof(night).hex())
    night.tell(1, "draw_opened", *signed, [[0, night.windows["entry"].texts[0], ""]])
    yield "opening: a third of a leaf took no part", night.draw(1), "places"


def _lotteries() -> Iterator[Bad]:
    honest = by_lot()
    honest.open(1)
    places = json.loads(honest.log[-1])["event"][5]
    for name, others in {
        "a waiting place before a winner": [places[2], places[1], places[0], *places[3:]],
        "an outlet without its last place": places[:-1],
    }.items():
        night = by_lot()
        night.open(1, places=others)
        yield f"by lot: {name}", night.draw(1), "places"
    for name, rule in {
        "an outlet that is not there": replace(BY_LOT, prizes=(("web", 2, 100),)),
    }.items():
        night = Night()
        night.give("lot", ("ann", "app", 1), ("bob", "tv", 1))
        night.freeze("lot", ("app", 0), ("tv", 0))
        night.commit("lot", "lot", rule)
        yield f"by lot: {name}", night.draw(1), "manifest"
    night = by_lot()
    night.open(1)
    night.tell(1, "winner_passed_over", 2, "staff", *BY)
    yield "by lot: one who waits passed over", night.draw(1), "passed over"


def _endings() -> Iterator[Bad]:
    def passed(name: str, check: str, *places: int) -> Bad:
        night = entered()
        night.open(night.commit("first", "entry", PRIZES))
        for place in places:
            night.tell(1, "winner_passed_over", place, "staff", *BY)
        return f"ending: {name}", night.draw(1), check

    def voided(name: str, after_ms: int, reason: str, check: str = "void") -> Bad:
        night = entered()
        night.commit("first", "entry", PRIZES)
        night.now_ms += after_ms
        night.tell(1, "draw_voided", reason, *CLOCK)
        return f"ending: {name}", night.draw(1), check

    yield passed("an alternate without a prize passed over", "passed over", 2)
    yield passed("a winner passed over twice", "passed over", 0, 0)
    yield passed("nobody passed over", "passed over", 3)
    night = caught()
    night.open(night.commit("rain", "rain", PACKETS))
    night.tell(1, "winner_passed_over", 0, "staff", *BY)
    yield "ending: passed over in a rain", night.draw(1), "passed over"
    yield voided("late before it was late", 6000 + 29_999, "late")
    yield voided("called off after the round", 6001, "the wrong winner")
    night = entered()
    night.open(night.commit("first", "entry", PRIZES))
    night.tell(1, "draw_voided", "the wrong winner", *BY)
    yield "ending: voided after it was opened", night.draw(1), "story"
    night = entered()
    number = night.commit("first", "entry", PRIZES)
    night.open(number)
    night.open(number)
    yield "ending: opened twice", night.draw(1), "story"
    night = entered()
    night.open(night.commit("first", "entry", PRIZES))
    night.tell(1, "hall_drawn", "3 1 6", *BY)
    yield "ending: dice after the opening", night.draw(1), "story"


def _windows() -> Iterator[Bad]:
    flash = rehearsed().window("flash")
    first = json.loads(flash)["leaves"][0]

    def changed(
        name: str, change: Callable[[list[str]], object], check: str = "frozen tree"
    ) -> Bad:
        return f"window: {name}", edited(flash, lambda value: change(value["leaves"])), check

    yield changed("a leaf missing", lambda leaves: leaves.pop())
    yield changed("a leaf twice", lambda leaves: leaves.append(leaves[-1]))
    yield changed("leaves exchanged", lambda leaves: leaves.append(leaves.pop(0)))
    yield changed("another instant", lambda leaves: leaves.__setitem__(0, other_digit(first, 55)))
    yield changed(
        "a unit given away unsold", lambda leaves: leaves.__setitem__(0, "- app 1 1 unsold")
    )
    yield changed("a number for a leaf", lambda leaves: leaves.__setitem__(0, 1), "bundle")  # type: ignore[call-overload]
    night = Night()
    night.give("flash", ("ann", "app", 1), ("ann", "tv", 1))
    night.freeze("flash", ("app", 1), ("tv", 1))
    yield "window: one viewer twice", night.window("flash"), "frozen tree"
    night = Night()
    night.give("flash", ("ann", "app", 2))
    night.freeze("flash", ("app", 3))
    yield "window: two units in a leaf", night.window("flash"), "frozen tree"
    night = Night()
    night.give("flash", ("ann", "app", 1))
    night.freeze("flash", ("app", 2), outlets=[["app", 2, 2]])
    yield "window: more given than leaves", night.window("flash"), "frozen tree"
    night = Night()
    night.give("flash", ("ann", "app", 1), ("bob", "app", 1))
    night.freeze("flash", ("app", 1), outlets=[["app", 1, 2]])
    yield "window: oversold", night.window("flash"), "lines"
    draw = json.loads(rehearsed().draw(1))
    swapped = edited(flash, lambda value: value.update(lines=draw["lines"][1:2]))
    yield "window: another line", swapped, "story"


def _entries() -> Iterator[Bad]:
    entry = rehearsed().entry("entry", 3)
    value = json.loads(entry)
    leaf = parse_leaf(value["leaf"])

    def changed(name: str, check: str = "sum path", **fields: Any) -> Bad:
        return f"entry: {name}", edited(entry, lambda value: value.update(fields)), check

    yield changed("another version", "bundle", version=2)
    yield changed("a version that is true", "bundle", version=True)
    yield changed("another index", index=2)
    yield changed("an index beyond", index=7)
    yield changed("more numbers", numbers=value["numbers"] + 1)
    yield changed("another root", root=other_digit(value["root"], 0))
    yield changed("the tree's own root", root=rehearsed().windows["entry"].tree.root.hex())
    yield changed("another window", window="flash")
    yield changed("more entries", entries=value["entries"] + 1)
    yield changed("a heavier leaf", leaf=replace(leaf, quantity=leaf.quantity + 1).text())
    yield changed("a lighter path", path=_another_sum(value["path"]))
    yield changed("a path too short", path=value["path"][80:])
    yield changed("a path too long", path=value["path"] + "00" * 40)
    yield changed("a leaf with two spaces", leaf=value["leaf"].replace(" ", "  ", 1))
    yield changed("a leaf with a zero before", leaf=value["leaf"].replace(" 1 ", " 01 ", 1))
    yield changed("a large sum", path=_largest_sum(value["path"]))
    yield changed("no entries", "bundle", entries=0)
    yield changed("a window that is none", "bundle", window="Entry")
    # 700 may not stand for 500 and 700: the sum of a sibling is under the hash of the node above.
    other = rehearsed().windows["entry"]
    alone = leaf_node(other.texts[3].encode(), 700).hex()
    yield changed("a node for a sibling", path=alone + value["path"][80:])


def _receipts() -> Iterator[Bad]:
    receipt = rehearsed().kept[1].bundle()
    value = json.loads(receipt)
    leaf = parse_leaf(value["leaf"])

    def changed(name: str, check: str = "receipt signature", **fields: Any) -> Bad:
        return f"receipt: {name}", edited(receipt, lambda value: value.update(fields)), check

    yield changed("another window", window="flash")
    yield changed("another night", origin="gala/night/" + "00" * 32)
    yield changed("another batch", batch="1-1")
    yield changed("another size", size=value["size"] + 1)
    yield changed("another index", index=0)
    yield changed("another unit", leaf=replace(leaf, unit=leaf.unit + 1).text())
    yield changed("another claim", leaf=replace(leaf, claim_id=bytes(16)).text())
    yield changed("another path", path=other_digit(value["path"], 0))
    yield changed("another signature", signature=other_digit(value["signature"], 0))
    yield changed("a batch that is none", "bundle", batch="1")
    yield changed("an index that is true", "bundle", index=True)
    yield changed("an unsold unit", leaf="- tv 1 1 unsold")


def _called_off() -> Night:
    night = entered()
    night.commit("first", "entry", PRIZES)
    night.tell(1, "draw_voided", "the stage is dark", *BY)
    return night


def _entries_of(window: str) -> Callable[[Any], object]:
    """Return a change that puts another window's freeze before the commitment."""
    night = rehearsed()
    [(number, line, path)] = night.proven([night.windows[window].line])
    other = {"i": number, "line": line, "path": path.hex()}
    return lambda value: value["lines"].__setitem__(0, other)


def _last_base64_bit(note: str) -> str:
    """Return the note with another last digit of its root that decodes to the same bytes."""
    lines = note.split("\n")
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = digits[digits.index(lines[2][-2]) ^ 1]
    lines[2] = lines[2][:-2] + last + "="
    return "\n".join(lines)


def _another_sum(path: str) -> str:
    """Return a sum path with one more in the sum of its first node."""
    more = int(path[64:80], 16) + 1
    return path[:64] + f"{more:016x}" + path[80:]


def _largest_sum(path: str) -> str:
    """Return a sum path whose first node has the largest sum there can be."""
    return path[:64] + f"{2**53 - 1:016x}" + path[80:]


def _proof(night: Night) -> bytes:
    return vrf.prove(bytes([3]) * 32, seed.alpha(night.manifests[1].text(), night.word(1)))
