"""What a sheet's text may have besides its meaning: includes, templates and loops.

They are gone when a sheet is expanded (`run_sheet/expand.py`); these models judge their keys.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from .durations import Length
from .fields import Count, SheetModel, Slug
from .file_names import FileName
from .instants import AtField
from .model import SEGMENTS_MAX

INCLUDES_MAX = 50
TEMPLATES_MAX = 500

NUMBER = "<n>"
"""What stands for the number of the round in the words and ids of a loop's segments."""


class Template(BaseModel):
    """Keys that several segments have in common; any key of a segment may stand here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Slug = Field(description="Id of the template.", examples=["quick-seckill"])


class Loop(SheetModel):
    """Segments that come several times, one round after the other."""

    repeat: Annotated[Count, Field(le=SEGMENTS_MAX)] = Field(
        description="How many rounds. Ids get the number of the round: `sale-1`, `sale-2`; "
        f"`{NUMBER}` in words and ids stands for it.",
        examples=[6],
    )
    at_ms: AtField | None = Field(
        None,
        alias="at",
        description="Fixed start of the first round. Without it the first round follows on.",
        examples=["20:30:00"],
    )
    every_ms: Length | None = Field(
        None,
        alias="every",
        description="From one round's fixed start to the next, beginning with `at`. Without it "
        "rounds follow each other.",
        examples=["1h"],
    )
    segments: tuple[Any, ...] = Field(
        min_length=1,
        max_length=SEGMENTS_MAX,
        description="The segments of one round.",
        examples=[[{"id": "sale", "template": "quick-seckill", "title": f"Sale {NUMBER}"}]],
    )


class Inclusion(SheetModel):
    """The segments of another file, in the place of this entry."""

    include: FileName = Field(
        description="The file, from the sheet's folder down.", examples=["opening.yaml"]
    )


class Templated(BaseModel):
    """What a segment may have besides its own keys."""

    template: Slug = Field(
        description="Id of the template that says every key which the segment does not say.",
        examples=["quick-seckill"],
    )


class Top(BaseModel):
    """What the top of a sheet may have besides its meaning."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    include: tuple[FileName, ...] | None = Field(
        None,
        description="Files in the sheet's folder whose lists (goods, rooms, templates and the "
        "like) join those of the sheet.",
        examples=[["goods.yaml"]],
    )
    templates: tuple[Template, ...] | None = Field(
        None,
        max_length=TEMPLATES_MAX,
        description="Keys that segments have in common: a segment takes them by `template`.",
        examples=[[{"id": "quick-seckill", "kind": "seckill", "length": "4m"}]],
    )
