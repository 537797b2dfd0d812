"""Where in the programme a viewer is: by the player where it says so, else by the outlet's delay.

HLS differs phone by phone, so a player that knows the studio's time of the picture on its screen
(EXT-X-PROGRAM-DATE-TIME, RFC 8216 section 4.3.2.6) knows better than the outlet's constant. Pure:
docs/protocol.md section 6.
"""

from __future__ import annotations

from collections.abc import Callable

Media = Callable[[], float | None]
"""Gives the studio's time of the picture on the screen, in Unix milliseconds; None: not known."""

BEHIND_MS_MAX = 120_000
"""A player further behind shows something else than the live programme."""

LOOK_MS = 50
"""How often the player is asked while something is to come: it may stop, and catch up."""


class Programme:
    """Follows the player. The programme only goes on: what was presented is not taken back."""

    def __init__(self, media: Media | None = None) -> None:
        self._media = media
        self._at_ms = 0

    @property
    def by_player(self) -> bool:
        """Whether there is a player to be asked."""
        return self._media is not None

    def delay_ms(self, now_ms: int, outlet_delay_ms: int) -> int:
        """Return how far this viewer is behind the studio at `now_ms`, the show's time."""
        if self._media is None:
            return outlet_delay_ms
        delay_ms, media_ms = outlet_delay_ms, self._media()
        if media_ms is not None and 0 <= now_ms - media_ms <= BEHIND_MS_MAX:
            delay_ms = now_ms - int(media_ms)
        self._at_ms = max(self._at_ms, now_ms - delay_ms)
        return now_ms - self._at_ms
