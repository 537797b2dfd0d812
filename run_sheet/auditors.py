"""Who audits goods before they are sold, and the key that each signs with."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from .fields import SheetModel, Slug
from .refusal import refusal, shown
from .rules import Rule
from .said import Said
from .text import Title

AUDITORS_MAX = 20

_KEY = re.compile(r"[0-9a-f]{64}")


def _read_key(value: object) -> str:
    if not isinstance(value, str) or _KEY.fullmatch(value) is None:
        raise refusal(
            Rule.BAD_KEY,
            Said(
                f"`{{label}}` 应是十六进制的 Ed25519 公钥，而不是 {shown(value)}",
                f"`{{label}}` must be an Ed25519 public key in hex, not {shown(value)}",
            ),
            Said(
                "把 `gala audit key`（批准人用 `gala approve key`）打印的 64 位小写十六进制数"
                "写进引号里",
                "write the 64 small hex digits that `gala audit key`, or for an approver `gala "
                "approve key`, prints, in quotes",
            ),
        )
    return value


Key = Annotated[
    str,
    BeforeValidator(_read_key),
    WithJsonSchema({"type": "string", "pattern": f"^{_KEY.pattern}$"}),
]
"""An Ed25519 public key, 32 bytes in hex."""


class Auditor(SheetModel):
    """Who signs goods that have been looked at; without a signature they are not sold on air."""

    id: Slug = Field(description="Id of the auditor.", examples=["quality"])
    title: Title = Field(
        description="What viewers see, by role.",
        examples=[{"zh": "质检员", "en": "Quality inspector"}],
    )
    key: Key = Field(
        description="The auditor's Ed25519 public key, as `gala audit key` prints it.",
        examples=["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"],
    )
