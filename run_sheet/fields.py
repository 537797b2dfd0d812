"""The base of every part of a sheet, and the field types that more than one of them uses."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

FEN_MAX = 10**13
COUNT_MAX = 10**9
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

ID_PATTERN = f"^{_SLUG.pattern}$"
"""What an id looks like, as a schema says it."""


class SheetModel(BaseModel):
    """A part of a sheet: immutable, and it knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SortedPairs:
    """A mapping in the sheet, sorted pairs in the model: immutable, one order.

    `mapping` is its type, like `dict[str, int]`.
    """

    def __init__(self, mapping: Any) -> None:
        self._mapping = mapping

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda pairs: tuple(sorted(pairs.items())),
            handler.generate_schema(self._mapping),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


def _read_slug(value: object) -> str:
    if not isinstance(value, str):
        raise refusal(
            Rule.WRONG_TYPE,
            Said(
                f"`{{label}}` 应为文字，现在是 {shown_zh(value)}",
                f"`{{label}}` must be text, not {shown(value)}",
            ),
            Said(f'加上引号："{value}"', f'put it in quotes: "{value}"')
            if isinstance(value, int)
            else Said("写一个 id，例如 `opening`", "write an id like `opening`"),
        )
    if _SLUG.fullmatch(value) is None:
        raise refusal(
            Rule.BAD_ID,
            Said(
                f"`{{label}}` 应为 id，现在是 {shown_zh(value)}",
                f"`{{label}}` must be an id, not {shown(value)}",
            ),
            Said(
                "id 由 1 到 40 个小写字母、数字和连字符组成，以字母或数字开头",
                "ids are 1 to 40 small letters, digits and hyphens, and start with a letter or "
                "digit",
            ),
        )
    return value


Slug = Annotated[
    str,
    BeforeValidator(_read_slug),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN}),
]
"""An id, or a reference to one."""


def _read_yes(value: object) -> bool | None:
    if not isinstance(value, bool):
        raise refusal(
            Rule.WRONG_TYPE,
            Said(
                f"`{{label}}` 应为 true 或 false，现在是 {shown_zh(value)}",
                f"`{{label}}` must be true or false, not {shown(value)}",
            ),
            Said("写 `true`，或删掉这个键", "write `true`, or delete the key"),
        )
    return value or None


Yes = Annotated[bool | None, BeforeValidator(_read_yes), WithJsonSchema({"type": "boolean"})]
"""`true`; what is `false` means the same as a key that is left out."""

Fen = Annotated[int, Field(strict=True, ge=0, le=FEN_MAX)]
"""An amount of money in fen (1 yuan is 100 fen): whole, from nothing to a hundred billion yuan."""

Count = Annotated[int, Field(strict=True, ge=1, le=COUNT_MAX)]
"""How many: whole, at least one, at most a thousand million."""

CountOrNone = Annotated[int, Field(strict=True, ge=0, le=COUNT_MAX)]
"""How many: whole, from zero to a thousand million."""
