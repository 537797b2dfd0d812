"""How much there is in plain values, for what is put together of several parts."""

from __future__ import annotations

from typing import Any


def values_in(value: Any) -> int:
    """Count the values as reading counts them: each mapping, list and scalar is one."""
    if isinstance(value, dict):
        return 1 + sum(map(values_in, value.values()))
    if isinstance(value, list):
        return 1 + sum(map(values_in, value))
    return 1
