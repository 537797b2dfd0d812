"""`gala replay`: run a recorded night through the rules again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure


def replay(
    folder: Annotated[Path, typer.Argument(help="The folder that `gala show --out` wrote.")],
) -> None:
    """Re-run the log: state and effects must be the recorded ones at every entry.

    Exits 0 when all is as recorded, 1 at the first difference (and says where), 2 when the record
    cannot be read or was made under other rules.

    Example: gala replay out
    """
    from gala.conductor.replay import ClaimError, RecordError
    from gala.conductor.replay import replay as run
    from gala.core.committing import finished
    from gala.core.log import LogError, OtherRules

    try:
        found = run(folder)
    except (RecordError, OtherRules) as error:
        raise Failure(str(error), code=2) from None
    except (LogError, ClaimError) as error:
        raise Failure(f"{folder}: {error}", code=1) from None
    windows = sum(window.gen for window in found.show.windows)
    end = "to its end" if finished(found.show) else "as far as it was recorded (not ended)"
    typer.echo(
        f"{folder}: replayed {end}: {found.entries} entries, {windows} window openings, "
        f"{found.claims} claims; state and effects the same at every entry.\n"
        f"state hash {found.show.state_hash().hex()}"
    )
