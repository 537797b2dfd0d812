"""Words of the sheet in both languages, for those who read the report."""

from __future__ import annotations

from gala.grid.table import Both

_KINDS: dict[str, Both] = {
    "break": ("转场", "break"),
    "draw": ("抽奖", "draw"),
    "host": ("主持", "host"),
    "performance": ("表演", "performance"),
    "rain": ("红包雨", "red-packet rain"),
    "seckill": ("秒杀", "seckill"),
    "story": ("故事", "story"),
    "visit": ("串门", "visit"),
}


def kind_text(kind: str) -> Both:
    """Return what a kind of segment is called."""
    return _KINDS.get(kind, (kind, kind))
