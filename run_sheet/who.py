"""Who may take part in a window, and what weight the facts about a viewer give to an entry.

All conditions of a `who` must hold at once. The weight of an entry in a draw is the weight in the
viewer's ticket, times that of every line of `weights` whose conditions hold.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from .durations import Length
from .fields import Count, SheetModel, Slug
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

BOUGHT_MAX = 50
CLAIMS_MAX = 8
LINE_WEIGHT_MAX = 1_000
VALUES_MAX = 50
WEIGHTS_MAX = 20

_CLAIM = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_RESERVED = frozenset(["aud", "exp", "iat", "iss", "jti", "nbf", "outlet", "sub", "weight"])
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _read_claim(value: object) -> str:
    name = str(value)
    if _CLAIM.fullmatch(name) is None or name in _RESERVED:
        raise refusal(
            Rule.BAD_CLAIM,
            Said(
                f"{shown_zh(value)} 不是可以要求的票面字段",
                f"{shown(value)} is no claim that can be asked for",
            ),
            Said(
                "写票里自定的字段，例如 `tier`：字母、数字、_ 和 -，最多 40 个；"
                f"不能是 {'、'.join(sorted(_RESERVED))}",
                "name a claim of your own in the tickets, like `tier`: letters, digits, _ and -, "
                f"up to 40; not {', '.join(sorted(_RESERVED))}",
            ),
        )
    return name


def _read_values(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    if not 0 < len(listed) <= VALUES_MAX:
        raise refusal(
            Rule.BAD_COUNT,
            Said(
                f"`{{label}}` 应有 1 到 {VALUES_MAX} 个值，现在有 {len(listed)} 个",
                f"`{{label}}` must have 1 to {VALUES_MAX} values, not {len(listed)}",
            ),
            Said(
                "写一个值，或在方括号里写几个：`tier: [gold, silver]`",
                "name one value, or some in brackets: `tier: [gold, silver]`",
            ),
        )
    for each in listed:
        if not isinstance(each, str):
            raise refusal(
                Rule.WRONG_TYPE,
                Said(
                    f"`{{label}}` 应为文字，现在是 {shown_zh(each)}",
                    f"`{{label}}` must be text, not {shown(each)}",
                ),
                Said(f'加上引号："{each}"', f'put it in quotes: "{each}"')
                if isinstance(each, int | float)
                else Said("写文字", "write text"),
            )
        if not 0 < len(each) <= 64:
            raise refusal(
                Rule.BAD_TEXT,
                Said(
                    "`{label}` 的每个值应有 1 到 64 个字符",
                    "`{label}` must have 1 to 64 characters in each value",
                ),
                Said("照票里的值写", "write the value as the tickets have it"),
            )
    return tuple(sorted(set(listed)))


class _ByClaim:
    """A mapping in the sheet, sorted (claim, values) pairs in the model: immutable, one order."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            _read_claims,
            handler.generate_schema(dict[_Claim, _Values]),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


def _read_claims(claims: dict[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not 0 < len(claims) <= CLAIMS_MAX:
        raise refusal(
            Rule.BAD_COUNT,
            Said(
                f"`{{label}}` 应写 1 到 {CLAIMS_MAX} 个票面字段，现在有 {len(claims)} 个",
                f"`{{label}}` must name 1 to {CLAIMS_MAX} claims, not {len(claims)}",
            ),
            Said(
                "写票面字段和可取的值：`ticket: {tier: [gold, silver]}`",
                "name a claim of the tickets and what it may be: `ticket: {tier: [gold, silver]}`",
            ),
        )
    return tuple(sorted(claims.items()))


def _read_digest(value: object) -> str:
    if not isinstance(value, str) or _DIGEST.fullmatch(value) is None:
        raise refusal(
            Rule.BAD_DIGEST,
            Said(
                f"`{{label}}` 应为十六进制的 SHA-256，现在是 {shown_zh(value)}",
                f"`{{label}}` must be a SHA-256 in hex, not {shown(value)}",
            ),
            Said(
                "写 `gala list` 打印的 64 位小写十六进制数，加引号",
                "write the 64 small hex digits that `gala list` prints, in quotes",
            ),
        )
    return value


_Claim = Annotated[str, BeforeValidator(_read_claim)]
_Values = Annotated[
    tuple[str, ...],
    BeforeValidator(_read_values),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
_Digest = Annotated[
    str,
    BeforeValidator(_read_digest),
    WithJsonSchema({"type": "string", "pattern": f"^{_DIGEST.pattern}$"}),
]


class ListOf(SheetModel):
    """A list that the sheet commits to; its file is given to those who serve viewers."""

    id: Slug = Field(description="Id of the list: what its file is given by.", examples=["staff"])
    count: Count = Field(description="How many are on it.", examples=[300])
    digest: _Digest = Field(
        description="SHA-256 over its sorted entries, as `gala list` prints it.",
        examples=["5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"],
    )


class Condition(SheetModel):
    """What must hold of a viewer, all of it."""

    ticket: Annotated[tuple[tuple[str, tuple[str, ...]], ...], _ByClaim()] | None = Field(
        None,
        description="Claims of the ticket, and the value, or one of the values, that each has.",
        examples=[{"tier": ["gold", "silver"]}],
    )
    watched_ms: Length | None = Field(
        None,
        alias="watched",
        description="How long the viewer has watched this night, until it claims.",
        examples=["10m"],
    )
    bought: tuple[Slug, ...] | None = Field(
        None,
        min_length=1,
        max_length=BOUGHT_MAX,
        description="Ids of earlier seckills: the viewer has a receipt of at least one.",
        examples=[["lipstick-one-fen"]],
    )
    listed: ListOf | None = Field(
        None, alias="list", description="A list, committed to here, that the viewer is on."
    )

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.ticket or self.watched_ms or self.bought or self.listed)


class Weight(Condition):
    """What an entry weighs more when the conditions hold."""

    weight: Annotated[int, Field(strict=True, ge=1, le=LINE_WEIGHT_MAX)] = Field(
        description="The entry's weight is multiplied by it.", examples=[3]
    )


class Who(Condition):
    """Who may take part: those of whom all conditions hold; everybody when there are none."""

    weights: tuple[Weight, ...] = Field(
        (),
        max_length=WEIGHTS_MAX,
        description="What makes an entry in a draw weigh more; the lines that hold are multiplied.",
        examples=[[{"ticket": {"tier": "gold"}, "weight": 3}]],
    )
