"""Names of the files that a sheet includes: below the sheet's own folder, and nowhere else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

NAME_CHARACTERS_MAX = 200
_ENDINGS = (".yaml", ".yml")


def is_file_name(value: object) -> bool:
    """Whether this names a YAML file by its way down from the sheet's folder, with `/`."""
    if not isinstance(value, str) or len(value) > NAME_CHARACTERS_MAX or not value.isprintable():
        return False
    parts = value.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(sign in value for sign in "\\:"):
        return False
    return value.endswith(_ENDINGS)


def _read_file_name(value: object) -> str:
    if not isinstance(value, str) or not is_file_name(value):
        raise refusal(
            Rule.BAD_INCLUDE,
            Said(
                f"`{{label}}` 应是流程单所在文件夹里的 .yaml 文件，现在是 {shown_zh(value)}",
                "`{label}` must be a .yaml file in the sheet's folder or below it, not "
                f"{shown(value)}",
            ),
            Said(
                "写从流程单所在文件夹往下的路径，用 `/`，例如 `goods.yaml` 或 `parts/opening.yaml`",
                "write its way down from the sheet's folder, with `/`, like `goods.yaml` or "
                "`parts/opening.yaml`",
            ),
        )
    return value


FileName = Annotated[
    str,
    BeforeValidator(_read_file_name),
    WithJsonSchema({"type": "string", "pattern": r"^[^/\\:][^\\:]*\.ya?ml$"}),
]
"""An included file, by its way down from the sheet's folder."""
