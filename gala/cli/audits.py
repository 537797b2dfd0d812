"""The signatures of auditors: in a file beside the sheet, and needed before anything is sold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from gala.cli.failure import Failure
from gala.core.audits import Standing, standings
from gala.proof import shapes
from gala.proof.audit import Audit, audit_rows, read_audits
from gala.proof.errors import ProofError
from run_sheet import RunSheet

AUDITS_BYTES_MAX = 16 * 1024 * 1024
_KEYS = frozenset({"audits", "gala", "version"})


def audits_file(sheet: Path) -> Path:
    """Return where a sheet's signatures stand: `616.yaml` has `616.audits.json` beside it."""
    return sheet.with_suffix(".audits.json")


def read(path: Path) -> tuple[Audit, ...]:
    """Return the signatures in a file, none when it is not there. Raises `Failure`."""
    try:
        with path.open("rb") as file:
            data = file.read(AUDITS_BYTES_MAX)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror})") from None
    try:
        fields = shapes.exact(json.loads(data), _KEYS, "the file")
        shapes.constant(fields["gala"], "audits", "`gala`")
        shapes.constant(fields["version"], 1, "the version")
        return read_audits(fields["audits"])
    except (ValueError, RecursionError):
        raise Failure(f"{path}: it is not JSON; move it away, and sign again") from None
    except ProofError as error:
        raise Failure(f"{path}: {error}; move it away, and sign again") from None


def write(path: Path, audits: Iterable[Audit]) -> None:
    """Write a sheet's signatures, whole or not at all. Raises `Failure`."""
    body = {"audits": audit_rows(audits), "gala": "audits", "version": 1}
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="ascii")
        draft.replace(path)
    except OSError as error:
        raise Failure(f"{path}: cannot be written ({error.strerror})") from None


def audits_to_begin(sheet: RunSheet, path: Path, *, rehearsal: bool) -> tuple[Audit, ...]:
    """Return the signatures under what is sold that hold; `path` is the sheet's.

    Raises `Failure` (1) when a sheet with auditors sells what none of them has signed. A rehearsal
    only warns.
    """
    if not sheet.auditors:
        return ()
    found = standings(sheet, read(audits_file(path)))
    open_ones = [standing for standing in found if not standing.valid]
    for standing in open_ones:
        print(f"{path}: {'warning: ' if rehearsal else ''}{lacking(standing)}", file=sys.stderr)
    if open_ones and not rehearsal:
        raise Failure(
            f"{path} cannot go on air: {len(open_ones)} of {len(found)} goods that it sells are "
            f"not audited. Let an auditor sign them: gala audit sign {path} --as "
            f"{sheet.auditors[0].id}; or rehearse with --rehearsal",
            code=1,
        )
    return tuple(audit for standing in found for audit in standing.valid)


def audits_hint(sheet: RunSheet, path: Path, *, chinese: bool) -> str | None:
    """Return how many goods still want a signature; None when none does, or nobody audits.

    Raises `Failure` when the signatures cannot be read.
    """
    if not sheet.auditors:
        return None
    found = standings(sheet, read(audits_file(path)))
    count = sum(not standing.valid for standing in found)
    if not count:
        return None
    if chinese:
        return (
            f"{path}: 提示：所卖的 {len(found)} 种商品中有 {count} 种还没有审核人签字，"
            f"这样不能开播：gala audit status {path}"
        )
    return (
        f"{path}: hint: {count} of {len(found)} goods that it sells are not audited, and no show "
        f"begins like this: gala audit status {path}"
    )


def lacking(standing: Standing) -> str:
    """Say why goods are not audited."""
    why = "; ".join(f"{audit.auditor}, {audit.on}: {wrong}" for audit, wrong in standing.faults)
    return f"{standing.goods}: {why or 'no auditor has signed'}"
