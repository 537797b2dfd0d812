"""Visits: the main stage looks into rooms, and viewers are steered there by weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .. import nouns
from ..durations import Spread, format_duration
from ..fields import Count, Slug
from ..problem import Finding
from ..rules import Rule
from ..said import Said
from .base import Declared, GuestSegment, unknown_reference

ROOMS_MAX = 32
"""In one visit: each of them has its title on the card."""

_Weight = Annotated[Count, Field(le=1000)]
_Weights = Annotated[dict[str, _Weight], Field(min_length=1, max_length=ROOMS_MAX)]


class _SortedWeights:
    """A mapping in the sheet, sorted (room, weight) pairs in the model: immutable, one order."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda weights: tuple(sorted(weights.items())),
            handler.generate_schema(_Weights),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


class Visit(GuestSegment):
    """The main stage visits a room, or several; viewers are steered there, each into one of them.

    Rooms fill by weight, and none above its capacity: who finds one full is led to the next.
    """

    kind: Literal["visit"]
    room: Slug | None = Field(
        None, description="Id of the room that is visited.", examples=["beauty"]
    )
    rooms: Annotated[tuple[tuple[str, int], ...], _SortedWeights()] | None = Field(
        None,
        description="In place of `room`: several rooms, each with its share of the viewers.",
        examples=[{"kitchen": 3, "dojo": 1}],
    )
    weight: _Weight = Field(1, description="The weight of the one room; alone it takes all.")
    over_ms: Spread | None = Field(
        None,
        alias="over",
        description="How long it takes until all are on their way, so that not everybody moves at "
        "once. Without it 8s, or a quarter of a short visit.",
        examples=["8s"],
    )

    @property
    def weights(self) -> tuple[tuple[str, int], ...]:
        """The rooms with their weights; none in a sheet that has named none."""
        if self.rooms is not None:
            return self.rooms
        return () if self.room is None else ((self.room, self.weight),)

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """The rooms must be declared, in one of the two ways, and all must get there in time."""
        yield from self._way_findings()
        if self.room is not None:
            yield from unknown_reference(("room",), nouns.ROOM, self.room, declared.rooms)
        for room, _ in self.rooms or ():
            path = ("rooms", room)
            yield from unknown_reference(path, nouns.ROOM, room, declared.rooms, on_key=True)
        if self.over_ms is not None and self.over_ms >= self.length_ms:
            yield Finding(
                Rule.VISIT_SPREAD,
                ("over",),
                Said(
                    f"观众要 {format_duration(self.over_ms)} 才全部上路，"
                    f"串门 {format_duration(self.length_ms)} 后就结束了",
                    f"viewers are on their way for {format_duration(self.over_ms)}, but the visit "
                    f"is over after {format_duration(self.length_ms)}",
                ),
                Said(
                    "让 `over` 短于 `length`；几秒就够",
                    "make `over` shorter than `length`; a few seconds are enough",
                ),
            )
        yield from self._filling_findings(declared)

    def _way_findings(self) -> Iterator[Finding]:
        if self.room is None and self.rooms is None:
            yield Finding(
                Rule.MISSING_KEY,
                ("room",),
                Said(
                    "`visit` 需要 `room` 或 `rooms`", "a `visit` needs the key `room`, or `rooms`"
                ),
                Said(
                    "写 `room: kitchen`，或 `rooms: {kitchen: 3, dojo: 1}`",
                    "write `room: kitchen`, or `rooms: {kitchen: 3, dojo: 1}`",
                ),
            )
        elif self.room is not None and self.rooms is not None:
            yield Finding(
                Rule.VISIT_ROOMS,
                ("room",),
                Said(
                    "这次串门的房间用两种写法写了两遍",
                    "the rooms of this visit are named in two ways",
                ),
                Said(
                    "保留 `rooms`，把那个房间连权重写进去；或删掉 `rooms`",
                    "keep `rooms` and put the one room in there with its weight, or leave `rooms` "
                    "out",
                ),
                on_key=True,
            )
        elif self.rooms is not None and self.weight != 1:
            yield Finding(
                Rule.VISIT_ROOMS,
                ("weight",),
                Said(
                    "`weight` 配 `room` 用；`rooms` 里每个房间有自己的权重",
                    "`weight` goes with `room`; in `rooms` each room has its own",
                ),
                Said(
                    "把权重写在 `rooms` 里，例如 `rooms: {kitchen: 3, dojo: 1}`",
                    "write the weights in `rooms`, like `rooms: {kitchen: 3, dojo: 1}`",
                ),
                on_key=True,
            )

    def _filling_findings(self, declared: Declared) -> Iterator[Finding]:
        """Warn where one room is full while most places of the visit are still free."""
        places = {room: declared.capacity_by_room.get(room) for room, _ in self.weights}
        total = sum(number or 0 for number in places.values())
        weight_total = sum(weight for _, weight in self.weights)
        for room, weight in self.rooms or ():
            capacity = places[room]
            if capacity is None or None in places.values():
                continue
            # Full at `capacity * weight_total / weight` viewers: fewer than half of all places.
            if 2 * capacity * weight_total < total * weight:
                yield Finding(
                    Rule.ROOM_FILLS_EARLY,
                    ("rooms", room),
                    Said(
                        f"`{room}` 分得 {weight_total} 份观众中的 {weight} 份，"
                        f"{total} 个位置却只占 {capacity} 个：来约 "
                        f"{capacity * weight_total // weight} 位观众就满了",
                        f"`{room}` has {weight} of {weight_total} shares of the viewers, but only "
                        f"{capacity} of {total} places: it is full after about "
                        f"{capacity * weight_total // weight} viewers",
                    ),
                    Said(
                        "降低它的权重，或加大房间的 `capacity`",
                        "lower its weight, or give the room a larger `capacity`",
                    ),
                )
