"""Alerts in a record: `alerts.jsonl`, what was said on air and who decided what about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from gala.core.alerts import At, entry_of, trail

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


def read_alerts(folder: Path) -> list[At]:
    """Return what `alerts.jsonl` in `folder` says, nothing where there is none.

    Raises `ValueError`, which names the line, and `OSError`.
    """
    path, found = folder / ALERTS, []
    if not path.exists():
        return []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            match json.loads(line):
                case {"at_ms": int(at_ms), **fields}:
                    found.append(
                        At(at_ms, entry_of({str(name): one for name, one in fields.items()}))
                    )
                case _:
                    raise ValueError("it has no `at_ms`")
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{ALERTS}:{number}: {error}") from None
    return found
