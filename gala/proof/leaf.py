"""What a viewer got in a window, as the one line of text that trees and receipts are made over."""

from __future__ import annotations

from dataclasses import dataclass

from gala.proof import shapes
from gala.proof.canon import INTEGER_MAX, unhex
from gala.proof.errors import ProofError

CLAIM_ID_BYTES = 16
PSEUDONYM_BYTES = 16


@dataclass(frozen=True, slots=True)
class Leaf:
    """A unit of a seckill, the chances of a rain, or the entry in a draw, of one viewer."""

    pseudonym: str
    outlet: str
    unit: int
    quantity: int
    gen: int
    price_fen: int
    at_ms: int
    claim_id: bytes

    def text(self) -> str:
        """Return the leaf as it is hashed."""
        return (
            f"{self.pseudonym} {self.outlet} {self.unit} {self.quantity} {self.gen} "
            f"{self.price_fen} {self.at_ms} {self.claim_id.hex()}"
        )


def parse_leaf(text: str) -> Leaf:
    """Return the leaf that `text` is. Raises `ProofError` for any other text."""
    fields = text.split(" ")
    if len(fields) != 8:
        raise ProofError("a leaf has eight fields")
    pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id = fields
    unhex(pseudonym, PSEUDONYM_BYTES)
    return Leaf(
        pseudonym,
        shapes.slug(outlet, "the outlet"),
        number(unit, "the unit", least=1),
        number(quantity, "the quantity", least=1),
        number(gen, "the opening", least=1),
        number(price_fen, "the price"),
        number(at_ms, "the instant"),
        unhex(claim_id, CLAIM_ID_BYTES),
    )


def unsold_text(outlet: str, unit: int) -> str:
    """Return the leaf of a unit that was not sold."""
    return f"- {outlet} {unit} 1 unsold"


def parse_unsold(text: str) -> tuple[str, int]:
    """Return outlet and unit of the leaf of an unsold unit. Raises `ProofError`."""
    fields = text.split(" ")
    if len(fields) != 5 or (fields[0], fields[3], fields[4]) != ("-", "1", "unsold"):
        raise ProofError("it is not the leaf of an unsold unit")
    return shapes.slug(fields[1], "the outlet"), number(fields[2], "the unit", least=1)


def quantity_of(text: str) -> int:
    """Return how many numbers a leaf owns, sold or not. Raises `ProofError` for no leaf."""
    if text.startswith("- "):
        parse_unsold(text)
        return 1
    return parse_leaf(text).quantity


def number(digits: str, what: str, least: int = 0) -> int:
    """Return the integer that `digits` write without sign or leading zeros. Raises `ProofError`."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 16):
        raise ProofError(f"{what} is not a number")
    value = int(digits)
    if str(value) != digits or not least <= value <= INTEGER_MAX:
        raise ProofError(f"{what} is not written as it must be, or too small or large")
    return value
