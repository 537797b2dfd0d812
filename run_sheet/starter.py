"""A first run sheet, with comments, for somebody who has none yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from .durations import format_duration
from .model import Outlet
from .text import Text
from .writing import scalar, text_value

SCHEMA_NAME = "run-sheet.schema.json"
"""What the first line of a new sheet calls the schema: a file beside it."""

UNITS = 20
"""Units of the seckill in each outlet."""

_COMMENT = re.compile(r"#(zh|en) ( *)")


def starter(sheet_id: str, title: Text, start: str, outlets: Sequence[Outlet], lang: str) -> str:
    """Return the text of a sheet that may go on air as it is; its comments are in `lang`.

    `sheet_id` is an id, `start` an instant with its offset, and there is at least one outlet.
    """
    template = files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8")
    lines = []
    for line in template.splitlines():
        found = _COMMENT.match(line)
        if found is None:
            lines.append(line)
        elif found[1] == lang:
            lines.append(f"{found[2]}# {line[found.end() :]}")
    listed = [
        f"  - {{id: {scalar(one.id)}, title: {text_value(one.title)}, "
        f"delay: {format_duration(one.delay_ms)}}}"
        for one in outlets
    ]
    stock = ", ".join(f"{scalar(one.id)}: {UNITS}" for one in outlets)
    return Template("\n".join(lines) + "\n").substitute(
        id=scalar(sheet_id),
        title=text_value(title),
        start=start,
        outlets="\n".join(listed),
        stock=f"{{{stock}}}",
    )
