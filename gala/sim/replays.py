"""One replay of a log for all who follow it in a run: the judge's, which comes first.

What a line leads to is a function of the lines before it. Whoever writes it has stepped there by
itself, and so does the judge; the rest of the cast goes along with the judge's replay.
"""

from __future__ import annotations

from collections.abc import Callable

from gala.core.log import LogReader, Written

Feed = Callable[[LogReader, bytes], Written]


def replays(feed: Feed) -> Feed:
    """Return a `LogReader.feed` that does not step anew where another reader has."""
    # The hash of a line covers everything before it.
    taken: dict[tuple[str, bytes], tuple[Written, str]] = {}

    def fed(reader: LogReader, line: bytes) -> Written:
        """See `LogReader.feed`."""
        place = (reader._hash, line)
        known = taken.get(place)
        if known is None:
            written = feed(reader, line)
            taken[place] = written, reader._hash
            return written
        written, digest = known
        reader.show, reader.index, reader._hash = written.show, reader.index + 1, digest
        return written

    return fed
