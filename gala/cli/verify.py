"""`gala verify`: what a record or a bundle proves, under the keys that are pinned here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.proof.pins import Pins
    from gala.proof.report import Check, Report

BUNDLE_BYTES_MAX = 256 * 1024 * 1024
LINE_BYTES_MAX = 8 * 1024 * 1024
FETCH_S = 30.0


def verify(
    what: Annotated[
        str, typer.Argument(help="A record's folder, a bundle's file, or the URL of a bundle.")
    ],
    pins: Annotated[
        Path | None,
        typer.Option(help="The operator's pins.json. Without it: the one in $GALA_HOME."),
    ] = None,
    night: Annotated[
        str | None,
        typer.Option(help="For a receipt: the first line of its night's log, as a file or a URL; "
                     "says what the sheet guarantees (docs/trust.md)."),
    ] = None,
) -> None:  # fmt: skip
    """Check everything again, trusting only pinned keys; say what was checked and what was not.

    Exits 0 when all is proven, 1 when something is not (and names the check), 2 when there is
    nothing that can be read.

    Example: gala verify out
    """
    from gala.cli.operator_keys import pinned

    if "://" in what:
        data = _fetched(what)
        _say(what, _bundle(data, pinned(pins), night))
        return
    path = Path(what)
    if path.is_dir():
        _say(what, _record(path, pinned(pins)))
        return
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Failure(
            f"{path} is not there: name a record's folder, a bundle's file or a URL"
        ) from None
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    _say(what, _bundle(data, pinned(pins), night))


def _bundle(data: bytes, pins: Pins, night: str | None) -> Report:
    from gala.core.trust.stating import state_guarantees
    from gala.proof.bundles import verify_bundle
    from gala.proof.report import reporting

    found = verify_bundle(data, pins)
    if night is None or not found.ok:
        return found
    first_line = _first_line(night)
    stated = reporting(lambda report: state_guarantees(report, data, first_line))
    found.checks += stated.checks
    return found


def _first_line(night: str) -> bytes:
    """Return the first line of what `night` names. Raises `Failure`."""
    if "://" in night:
        return _fetched(night).partition(b"\n")[0]
    try:
        with Path(night).open("rb") as file:
            return file.readline(LINE_BYTES_MAX).removesuffix(b"\n")
    except OSError as error:
        raise Failure(f"{night}: {error.strerror}") from None


def _record(folder: Path, pins: Pins) -> Report:
    from gala.conductor.verifying import verify_folder

    return verify_folder(folder, pins)


def _fetched(url: str) -> bytes:
    """Return what is at `url`. Raises `Failure`."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    if not url.startswith(("http://", "https://")):
        raise Failure(f"{url}: only http:// and https:// can be fetched")
    try:
        with urlopen(Request(url, headers={"Accept": "application/json"}), timeout=FETCH_S) as got:
            data: bytes = got.read(BUNDLE_BYTES_MAX + 1)
    except (URLError, OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()  # an answer too: it holds its socket
        raise Failure(f"{url} cannot be fetched: {error}") from None
    if len(data) > BUNDLE_BYTES_MAX:
        raise Failure(f"{url} is larger than {BUNDLE_BYTES_MAX} bytes")
    return data


def _say(what: str, report: Report) -> None:
    """Print a report; exit 1 unless it is a proof."""
    from rich.console import Console
    from rich.text import Text

    out = Console(markup=False, highlight=False, soft_wrap=True)
    for check in report.checks:
        out.print(_line(check, Text))
    if report.ok:
        out.print(f"{what}: proven, {len(report.checks)} checks.", style="bold green")
    else:
        failed = next((check for check in report.checks if not check.ok), None)
        name = failed.name if failed else "nothing was checked"
        out.print(f"{what}: NOT proven: {name}", style="bold red")
    if report.unproven:
        out.print("What this does not prove:")
        for text in report.unproven:
            out.print(f"  - {text}")
    if not report.ok:
        raise typer.Exit(1)


def _line(check: Check, text: type) -> object:
    mark, style = ("✓", "green") if check.ok else ("✗", "bold red")
    line = text(f"  {mark} ", style=style)
    line.append(check.name, style="" if check.ok else "bold red")
    if check.detail:
        line.append(f"  {check.detail}", style="dim" if check.ok else "")
    return line
