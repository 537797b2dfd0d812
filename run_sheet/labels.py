"""Labels of what a machine has made, as viewers read them."""

from __future__ import annotations

from .text import Text


def labelled(shown: Text, label: Text | None) -> Text:
    """Return a role or a title with its label behind it, or as it is without one."""
    if label is None:
        return shown
    return Text(zh=f"{shown.zh}（{label.zh}）", en=f"{shown.en} ({label.en})")
