"""How the pool of a rain is split, and which chance gets which packet.

The work goes with the chances and the packets that are opened: a sheet may have ten million packets
for three hundred chances.
"""

from __future__ import annotations

from dataclasses import dataclass

from gala.proof.stream import Stream
from gala.proof.sum_tree import SumTree, leaf_node


@dataclass(frozen=True, slots=True)
class Split:
    """The outcome of a rain; `paid` has for each opened packet its chance and its fen."""

    paid: list[tuple[int, int]]
    returned_fen: int

    @property
    def packets_opened(self) -> int:
        """How many packets have a chance that gets them."""
        return len(self.paid)

    @property
    def paid_fen(self) -> int:
        """What all chances get together."""
        return sum(fen for _, fen in self.paid)


def split(
    seed: bytes | Stream, numbers: int, pool_fen: int, packets: int, min_fen: int, max_fen: int
) -> Split:
    """Return which of the chances 0 … `numbers`−1 get packets, and how much is in each.

    Raises `ValueError` when `packets` of `min_fen` to `max_fen` cannot hold exactly `pool_fen`.
    """
    if numbers < 1 or packets < 1 or not 1 <= min_fen <= max_fen:
        raise ValueError("there is nothing to split, or nobody to split it for")
    if not packets * min_fen <= pool_fen <= packets * max_fen:
        raise ValueError(f"{packets} packets of {min_fen} to {max_fen} fen cannot hold {pool_fen}")
    below = (seed if isinstance(seed, Stream) else Stream(seed)).below
    opened = min(packets, numbers)
    at = list(range(numbers))
    for j in range(opened):
        other = j + below(numbers - j)
        at[j], at[other] = at[other], at[j]
    spread = max_fen - min_fen
    spare = pool_fen - packets * min_fen
    paid = []
    for j in range(opened):
        left = packets - j
        # What the packets after this one can hold at most must not be exceeded, and nobody may
        # take more than twice the fair share: so early and late packets are much alike.
        least = max(0, spare - spread * (left - 1))
        most = min(spread, spare, 2 * spare // left)
        extra = least + below(most - least + 1)
        spare -= extra
        paid.append((at[j], min_fen + extra))
    return Split(paid, min_fen * (packets - opened) + spare)


def packet_texts(split: Split, packets: int) -> list[str]:
    """Return the leaves of the packet tree: one a packet that was opened, one for what is left."""
    texts = [f"{j} {chance} {fen} paid" for j, (chance, fen) in enumerate(split.paid)]
    if packets > split.packets_opened:
        texts.append(f"- - {split.returned_fen} returned")
    return texts


def packet_tree(split: Split, packets: int) -> SumTree:
    """Return the packet tree; its total is the pool."""
    quantities = [fen for _, fen in split.paid]
    if packets > split.packets_opened:
        quantities.append(split.returned_fen)
    texts = packet_texts(split, packets)
    return SumTree(
        [leaf_node(text.encode(), fen) for text, fen in zip(texts, quantities, strict=True)]
    )
