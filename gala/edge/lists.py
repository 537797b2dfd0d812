"""Whether the lists that an edge was given are those that the sheet commits to."""

from __future__ import annotations

from collections.abc import Mapping

from gala.core.eligibility import lists_of
from gala.core.plan import Plan
from gala.proof.viewer_list import ViewerList


def check_lists(plan: Plan, lists: Mapping[str, ViewerList]) -> None:
    """Return when `lists` are just what `plan` asks for. Raises `ValueError` saying what is not."""
    wanted = lists_of(one.window.who for one in plan.segments if one.window is not None)
    for name in lists:
        if name not in wanted:
            raise ValueError(f"the sheet has no list `{name}`: leave it out")
    for name, (count, digest) in wanted.items():
        given = lists.get(name)
        if given is None:
            raise ValueError(
                f"the sheet has a list `{name}`: give its file with --list {name}=FILE"
            )
        if given.salt is None:
            raise ValueError(
                f"the list `{name}` has no salt: give the file that `gala list` made, not what is "
                "published of it"
            )
        if (len(given.entries), given.digest) != (count, digest):
            raise ValueError(
                f"the list `{name}` is not the one that the sheet commits to: it has "
                f"{len(given.entries)} entries and the digest {given.digest}, the sheet says "
                f"{count} and {digest}"
            )
