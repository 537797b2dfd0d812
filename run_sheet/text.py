"""Text in the two languages of a show."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from .fields import SheetModel
from .refusal import refusal
from .rules import Rule
from .said import Said

TEXT_CHARACTERS_MAX = 2000
TITLE_CHARACTERS_MAX = 120


def _either_form(schema: dict[str, Any]) -> None:
    mapping = dict(schema)
    schema.clear()
    plain = {"type": "string", "minLength": 1, "maxLength": TEXT_CHARACTERS_MAX}
    schema["anyOf"] = [plain, mapping]


_Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS_MAX)
]


class Text(SheetModel):
    """Text for people, in Chinese and in English; a plain string stands for both.

    At most 2,000 characters, without space around it.
    """

    model_config = ConfigDict(json_schema_extra=_either_form)

    zh: _Line = Field(description="In Chinese.", examples=["开场"])
    en: _Line = Field(description="In English.", examples=["Opening"])

    @model_validator(mode="before")
    @classmethod
    def _plain_stands_for_both(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value


def _short(text: Text) -> Text:
    for line in (text.zh, text.en):
        if len(line) > TITLE_CHARACTERS_MAX or "\n" in line:
            raise refusal(
                Rule.BAD_TEXT,
                Said(
                    f"`{{label}}` 只能有一行，最多 {TITLE_CHARACTERS_MAX} 个字符",
                    f"`{{label}}` must be one line of at most {TITLE_CHARACTERS_MAX} characters",
                ),
                Said("其余的写进 `notes`", "say the rest in `notes`"),
            )
    return text


Title = Annotated[Text, AfterValidator(_short)]
"""Text that has to fit on a line."""
