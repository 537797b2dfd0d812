"""Captions as they come, a retry among them, and what is claimed in the sentences that they make.

Bounded, whatever comes: of each source one unfinished sentence and the last ids, of few sources.
It has no clock: who calls says what time it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from run_sheet.words import Heard, Listener

SOURCES_MAX = 16
IDS_KEPT = 2_000
"""Of each source: so far back a caption that is sent again is known to be the same."""

SILENCE_MS = 5_000
"""When nothing has come for so long, what was said is a whole sentence."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Words that were said, by the show's clock. Not `final`: the same id comes again, corrected.

    `source` is whose captions they are, a microphone or a room: sentences do not mix between two.
    """

    source: str
    id: str
    text: str
    start_ms: int
    end_ms: int
    final: bool = True
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A claim that nothing in its sentence exempts, and who said it."""

    source: str
    speaker: str
    heard: Heard


class _Source:
    def __init__(self) -> None:
        self.listener = Listener()
        self.speaker = ""
        self.start_ms = 0
        self.came_ms = 0
        self.unfinished = False
        self.ids: OrderedDict[str, None] = OrderedDict()


class Ears:
    """Hears several sources, each in the order in which its captions come."""

    def __init__(self) -> None:
        self._sources: OrderedDict[str, _Source] = OrderedDict()

    def knows(self, caption: Caption) -> bool:
        """Whether the final words of this id were heard before."""
        source = self._sources.get(caption.source)
        return source is not None and caption.id in source.ids

    def hear(self, caption: Caption, now_ms: int) -> list[Spoken]:
        """Take a caption; return what is claimed in the sentences that have ended by it.

        Of one that is not final, or was heard before, only the time counts.
        """
        found: list[Spoken] = []
        if caption.source not in self._sources and len(self._sources) >= SOURCES_MAX:
            eldest = next(iter(self._sources))
            found += self.end(eldest)
            del self._sources[eldest]
        source = self._sources.setdefault(caption.source, _Source())
        self._sources.move_to_end(caption.source)
        source.came_ms = now_ms
        if not caption.final or caption.id in source.ids:
            return found
        source.ids[caption.id] = None
        if len(source.ids) > IDS_KEPT:
            source.ids.popitem(last=False)
        # Who begins at an earlier time begins anew: these words do not go on from those.
        if caption.speaker != source.speaker or caption.start_ms < source.start_ms:
            found += self.end(caption.source)
        source.speaker, source.start_ms = caption.speaker, caption.start_ms
        source.unfinished = True
        heard = source.listener.hear(caption.text, caption.start_ms, caption.end_ms)
        return [*found, *_claimed(caption.source, source.speaker, heard)]

    def end(self, name: str) -> list[Spoken]:
        """End a source's sentence; return what is claimed in it."""
        source = self._sources.get(name)
        if source is None:
            return []
        source.unfinished = False
        return list(_claimed(name, source.speaker, source.listener.flush()))

    def silent(self, now_ms: int) -> list[Spoken]:
        """End the sentences of sources that have been silent; return what is claimed in them."""
        ended = [
            name
            for name, source in self._sources.items()
            if source.unfinished and now_ms - source.came_ms >= SILENCE_MS
        ]
        return [one for name in ended for one in self.end(name)]


def _claimed(source: str, speaker: str, heard: list[Heard]) -> Iterator[Spoken]:
    return (Spoken(source, speaker, one) for one in heard if one.claim.exemption is None)
