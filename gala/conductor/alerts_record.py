"""Alerts in a record: `alerts.jsonl`, what was said on air and who decided what about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gala.core.alerts import At, trail

ALERTS = "alerts.jsonl"


def write_alerts(folder: Path, entries: Iterable[At]) -> None:
    """Write `alerts.jsonl`, for a night with alerts; without any there is none.

    Raises `OSError`.
    """
    lines = list(trail(entries))
    if lines:
        (folder / ALERTS).write_bytes(b"".join(line + b"\n" for line in lines))
    else:
        (folder / ALERTS).unlink(missing_ok=True)
