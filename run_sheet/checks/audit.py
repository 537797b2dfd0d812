"""Whether the auditors of a sheet are as many as they seem."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import RunSheet
from ..problem import Finding
from ..rules import Rule
from ..said import Said


def audit_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield each auditor who signs with the key of another."""
    holders: dict[str, str] = {}
    for index, auditor in enumerate(sheet.auditors or ()):
        holder = holders.setdefault(auditor.key, auditor.id)
        if holder != auditor.id:
            yield Finding(
                Rule.SHARED_KEY,
                ("auditors", index, "key"),
                Said(
                    f"`{auditor.id}` 与 `{holder}` 用的是同一把钥匙：谁签的字分不清",
                    f"`{auditor.id}` has the key of `{holder}`: nobody can tell who has signed",
                ),
                Said(
                    "让每位审核人各用 `gala audit key` 生成自己的钥匙",
                    "let each auditor make a key of their own with `gala audit key`",
                ),
            )
