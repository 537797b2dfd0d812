"""Who is meant: a pseudonym, the short code that phones show, or, with the key, a viewer's name."""

from __future__ import annotations

import re

from gala.after.account import Account
from gala.proof.pseudonym import pseudonym, show_key

_WHOLE = re.compile(r"[0-9a-f]{32}")
_CODE = re.compile(r"([0-9a-f]{4})[^0-9a-z]{0,3}([0-9a-f]{4})")


class UnknownViewer(Exception):
    """Nobody is known by that name, or several are; the text says what to do."""


def code_of(viewer: str) -> str:
    """Return a pseudonym as phones show it and people read it aloud: `7F3A·91C2`."""
    return f"{viewer[:4]}·{viewer[-4:]}".upper()


def viewer_of(account: Account, said: str, secret: bytes | None) -> str:
    """Return the pseudonym of the viewer that `said` names.

    `secret` is the operator's for pseudonyms, None where it is not at hand. Raises `UnknownViewer`.
    """
    known = {one.viewer for winners in account.journals.values() for one in winners}
    lower = said.strip().lower()
    if _WHOLE.fullmatch(lower) and lower in known:
        return lower
    if found := _CODE.fullmatch(lower):
        alike = sorted(one for one in known if one.startswith(found[1]) and one.endswith(found[2]))
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise UnknownViewer(f"{said} could be any of {', '.join(alike)}: name one of them")
    if secret is not None:
        named = pseudonym(show_key(secret, account.show.night.origin), said)
        if named in known:
            return named
    hint = (
        ""
        if secret is not None or _WHOLE.fullmatch(lower)
        else " A viewer's name can be traced only with the operator's key of that night: set "
        "GALA_HOME to where it was run, or give the pseudonym or the code on the viewer's phone."
    )
    raise UnknownViewer(
        f"{said!r} got nothing and entered nothing in this night, so it knows no such viewer: "
        f"whoever only watched, or was turned away, is in no journal.{hint}"
    )
