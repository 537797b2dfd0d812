"""What a console counts of itself, in plain numbers: `metrics.py` makes an exposition of them."""

from __future__ import annotations

from collections import Counter


class Tally:
    """The counts since the console began."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        """Answers to HTTP requests, by class of status, like `2xx`; a WebSocket's is `1xx`."""

        self.presses: Counter[str] = Counter()
        """Commands from seats: `accepted`, the code of what refused them, `no_conductor` or `store`
        when nobody answered, `malformed`.
        """

        self.captions: Counter[str] = Counter()
        """Captions that were `heard`, sent `again` or `partial`, and requests that were `refused`.
        """

        self.consoles = 0
        """Pages that are shown the live state at the moment."""
