"""A night that goes by itself: who has approved it, what stops it, and who is called then."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, WithJsonSchema

from .auditors import Key
from .fields import Fen, SheetModel, Slug
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said
from .text import Text, Title

APPROVERS_MAX = 10
APPROVALS_MIN = 2
"""So many different approvers must have signed before an unattended night goes on air."""

URL_CHARS_MAX = 500


def _read_url(value: object) -> str:
    if not isinstance(value, str) or not _is_endpoint(value):
        raise refusal(
            Rule.BAD_URL,
            Said(
                f"`{{label}}` 应是 https 网址，不带用户名、密码和 #，现在是 {shown_zh(value)}",
                "`{label}` must be an https URL without user, password or fragment, not "
                f"{shown(value)}",
            ),
            Said(
                "写成 `https://crew.example/gala` 的样子；流程单是公开的，网址里不要放口令",
                "write one like `https://crew.example/gala`; the sheet is public, so keep secrets "
                "out of it",
            ),
        )
    return value


def _is_endpoint(value: str) -> bool:
    if len(value) > URL_CHARS_MAX or not value.isascii() or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    alone = not (parts.username or parts.password or parts.fragment or " " in value)
    return parts.scheme == "https" and bool(parts.hostname) and port != 0 and alone


Endpoint = Annotated[
    str,
    BeforeValidator(_read_url),
    WithJsonSchema(
        {"type": "string", "pattern": r"^https://[^@#\s]+$", "maxLength": URL_CHARS_MAX}
    ),
]
"""Where something can be told: an https URL that anybody may read."""


class Approver(SheetModel):
    """Who signs the digest of the whole sheet; without two of them it does not go on air."""

    id: Slug = Field(description="Id of the approver.", examples=["producer"])
    title: Title = Field(
        description="Who that is, by role.", examples=[{"zh": "制片人", "en": "The producer"}]
    )
    key: Key = Field(
        description="The approver's Ed25519 public key, as `gala approve key` prints it.",
        examples=["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"],
    )


class Breaker(SheetModel):
    """What holds the night before it gives away more than it may by itself."""

    spend_fen: Fen = Field(
        description="Most that is given away before the night holds itself, in fen: paid out by "
        "rains, drawn as prizes by their value, and given as discounts of seckills.",
        examples=[5_000_000],
    )


class Call(SheetModel):
    """Who is called when the breaker holds the night."""

    whom: Text = Field(
        description="Whom the crew calls, by role. It is public, as all of the sheet.",
        examples=[{"zh": "值班制片，值班手机", "en": "The producer on duty, by the duty phone"}],
    )
    webhook: Endpoint | None = Field(
        None,
        description="An https URL that every console tells, signed (docs/unattended.md).",
        examples=["https://crew.example/gala"],
    )


class Unattended(SheetModel):
    """A night that nobody drives: two people have approved it, and a breaker stands in for them."""

    approvers: tuple[Approver, ...] = Field(
        min_length=1,
        max_length=APPROVERS_MAX,
        description="Who may approve the sheet, at least two people: two of them must.",
        json_schema_extra={"minItems": APPROVALS_MIN},
    )
    breaker: Breaker = Field(
        description="What holds the night.", examples=[{"spend_fen": 5_000_000}]
    )
    call: Call = Field(
        description="Who is called then.",
        examples=[{"whom": {"zh": "值班制片", "en": "The producer on duty"}}],
    )
