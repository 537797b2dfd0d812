"""The worked example of docs/proof.md: draw 6 of the synthetic night, step by step.

.venv/bin/python -m tests.proof.example
"""

import textwrap
from itertools import islice

from gala.proof import seed, vrf
from gala.proof.leaf import parse_leaf
from gala.proof.manifest import manifest_hash
from gala.proof.rules import DrawRule
from gala.proof.selecting import select
from gala.proof.stream import Stream, words
from gala.proof.winners import prizes_held
from tests.proof.night import PINS, VRF, rehearsed

NUMBER = 6
WIDTH = 96
WORDS = 4


def example() -> str:
    """Return the lines of the example; a long text is broken, and goes on in the next line."""
    night = rehearsed()
    manifest = night.manifests[NUMBER]
    own, rule = night.windows[manifest.window], manifest.rule
    assert isinstance(rule, DrawRule)
    text, signature = manifest.text(), night.word(NUMBER)
    alpha = seed.alpha(text, signature)
    pi = vrf.prove(VRF, alpha)
    beta = vrf.verify(PINS.vrf, alpha, pi)
    sown = seed.seed(text, manifest.round, signature, beta)
    lines = [
        "pinned vrf",
        *_broken(PINS.vrf.hex()),
        "pinned rehearsal",
        *_broken(PINS.rehearsal.hex()),
        "leaves, low and quantity after each",
        *(
            f"  {leaf}\n    {own.tree.low(index)} {own.tree.quantity(index)}"
            for index, leaf in enumerate(own.texts)
        ),
        "root node",
        *_broken(own.tree.root_node.hex()),
        "frozen root",
        *_broken(own.root.hex()),
        "manifest",
        *_broken(text),
        "manifest hash",
        *_broken(manifest_hash(text).hex()),
        f"signature of round {manifest.round}",
        *_broken(signature.hex()),
        "proof (π)",
        *_broken(pi.hex()),
        "β",
        *_broken(beta.hex()),
        "seed",
        *_broken(sown.hex()),
        "words",
        *_broken(" ".join(f"{word:016x}" for word in islice(words(sown), WORDS))),
        "places",
        *_places(sown, rule),
    ]
    return "".join(f"{line}\n" for line in lines)


def _places(sown: bytes, rule: DrawRule) -> list[str]:
    night = rehearsed()
    own = night.windows["entry"]
    drawn: list[tuple[int, int]] = []
    among: list[tuple[int, int]] = []

    class Noted(Stream):
        def below(self, n: int) -> int:
            among.append((n, super().below(n)))
            return among[-1][1]

    def owned(number: int) -> tuple[int, int]:
        index = own.tree.owner(number)
        drawn.append((number, index))
        return own.tree.low(index), own.tree.quantity(index)

    select(Noted(sown), own.tree.total, rule.without, rule.places, owned)
    held = prizes_held(rule, ["app"] * len(drawn), [])
    return [
        f"  {place}: below({n}) = {below}, u = {u}, leaf {index} "
        f"({parse_leaf(own.texts[index]).pseudonym[:8]}…), {prize or 'alternate'}"
        for place, ((n, below), (u, index), prize) in enumerate(
            zip(among, drawn, held, strict=True)
        )
    ]


def _broken(text: str) -> list[str]:
    """Return the text in lines that are indented; what they have goes on without a break."""
    return [f"  {text[at : at + WIDTH]}" for at in range(0, len(text), WIDTH)]


def block() -> str:
    """Return the example as it stands in the page."""
    return textwrap.indent(example(), "    ")


if __name__ == "__main__":
    print(block(), end="")
