"""What is claimed in the words of a sheet, without evidence for it. A person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from ..days import begins_ms
from ..evidence import Evidence
from ..model import RunSheet
from ..problem import Finding, Path
from ..public_texts import public_texts
from ..rules import Rule
from ..said import Said
from ..words import Claim, claims

FAMILIES = {
    "superlative": (Rule.SUPERLATIVE, Said("最高级的说法", "a superlative")),
    "ranking": (Rule.RANKING, Said("没有出处的名次", "a rank without its source")),
    "state": (Rule.STATE_NAME, Said("借国家的名义", "in the name of the state")),
    "medical": (Rule.MEDICAL, Said("医疗的说法", "a medical claim")),
    "effect": (Rule.EFFECT_PROMISED, Said("保证功效", "an effect promised")),
    "absolute": (Rule.ABSOLUTE, Said("绝对的说法", "said without any limit")),
}
"""Of each family of claims: its rule, and what it is called."""


@dataclass(slots=True)
class _Given:
    """Evidence, the part of the sheet that it stands in, and whether a claim needs it."""

    part: Path
    path: Path
    evidence: Evidence
    used: bool = False

    def answers(self, text: str, claim: Claim) -> bool:
        """Whether it is for words that the claim is among."""
        for words in {self.evidence.claim.zh.lower(), self.evidence.claim.en.lower()}:
            at = text.lower().find(words)
            while at >= 0:
                if at < claim.end and claim.start < at + len(words):
                    return True
                at = text.lower().find(words, at + 1)
        return False


def claim_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield the claims that nothing exempts and no evidence is for, and evidence that is no use."""
    given = list(_given((), sheet))
    in_part: defaultdict[Path, list[_Given]] = defaultdict(list)
    for one in given:
        in_part[one.part].append(one)
    for path, text in public_texts(sheet):
        for claim in claims(text):
            around = (in_part.get(path[:depth], ()) for depth in range(len(path)))
            answers = [one for some in around for one in some if one.answers(text, claim)]
            for one in answers:
                one.used = True
            if claim.exemption is None and not answers:
                yield _asked(path, claim)
    for one in given:
        if not one.used:
            yield Finding(
                Rule.UNUSED_EVIDENCE,
                (*one.path, "for"),
                Said(
                    f"这一部分的文字里没有需要证据的“{one.evidence.claim.zh}”",
                    f'nothing here claims "{one.evidence.claim.en}"',
                ),
                Said(
                    "照原文写这句话，或删掉这条证据",
                    "write the words as they stand in the text, or delete the evidence",
                ),
            )
        if begins_ms(one.evidence.on, sheet.start) > sheet.start_ms:
            yield Finding(
                Rule.LATE_EVIDENCE,
                (*one.path, "on"),
                Said(
                    f"这条证据的日期是 {one.evidence.on}，晚会那时已经开始",
                    f"this evidence is of {one.evidence.on}, after the show begins",
                ),
                Said(
                    "给出开播前就有的证据，或换个说法",
                    "give evidence that is there before the show, or say it otherwise",
                ),
            )


def _asked(path: Path, claim: Claim) -> Finding:
    rule, name = FAMILIES[claim.family]
    return Finding(
        rule,
        path,
        Said(
            f"“{claim.term}”是{name.zh}，这里没有证据：{claim.sentence}",
            f'"{claim.term}" is {name.en}, with no evidence here: {claim.sentence}',
        ),
        Said(
            "写上证据（`evidence`：`for`、`what`、`by`、`on`），换个说法，或由人豁免",
            "give `evidence` (`for`, `what`, `by`, `on`), say it otherwise, or somebody waives it",
        ),
    )


def _given(path: Path, value: object) -> Iterator[_Given]:
    """Yield all evidence of a part of the sheet."""
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            if isinstance(inner, BaseModel | tuple):
                yield from _given((*path, index), inner)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "evidence":
                for index, one in enumerate(inner or ()):
                    yield _Given(path, (*path, name, index), one)
            elif isinstance(inner, BaseModel | tuple):
                yield from _given((*path, name), inner)
