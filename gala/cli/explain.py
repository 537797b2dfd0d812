"""`gala explain`: one viewer's night, as text that support can read to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.after.explain.lang import Lang
from gala.cli.failure import Failure
from gala.cli.show import DEFAULT_SHOW

if TYPE_CHECKING:
    from gala.after.account import Account


def explain(
    viewer: Annotated[
        str,
        typer.Argument(help="A pseudonym, the code on the viewer's phone (7F3A·91C2), or the "
                       "viewer's name where the operator's key is."),
    ],
    folder: Annotated[
        Path | None, typer.Option("--in", help="The folder that `gala show --out` wrote.")
    ] = None,
    redis: Annotated[
        str | None, typer.Option(help="A live store instead, like redis://localhost:6379/0")
    ] = None,
    show: Annotated[str, typer.Option(help="The show's name in the store.")] = DEFAULT_SHOW,
    lang: Annotated[Lang, typer.Option(help="The language of the text.")] = Lang.EN,
) -> None:  # fmt: skip
    """Tell every cue that a viewer was shown, and every claim, order and answer of theirs.

    Exits 1 when the night knows no such viewer, 2 when nothing can be read.

    Example: gala explain 7F3A·91C2 --in out --lang zh
    """
    from gala.after.explain.story import story
    from gala.after.explain.viewer import UnknownViewer, viewer_of
    from gala.cli.account import account_of
    from gala.proof.errors import ProofError

    account = account_of(folder, redis, show)
    try:
        typer.echo(story(account, viewer_of(account, viewer, _secret(account)), lang))
    except UnknownViewer as error:
        raise Failure(str(error), 1) from None
    except ProofError as error:
        raise Failure(f"{error}: see gala verify", 1) from None


def _secret(account: Account) -> bytes | None:
    """Return the operator's secret for pseudonyms, None unless it is here and of that night."""
    from gala.cli.home import home
    from gala.cli.operator_keys import operator_keys

    if not (home() / "keys" / "operator.json").exists():
        return None
    keys = operator_keys()
    return keys.pseudonyms if keys.log_keys == account.header.keys else None
