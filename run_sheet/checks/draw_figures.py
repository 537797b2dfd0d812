"""How long a draw takes, from the close of its window until a host can read it out."""

from __future__ import annotations

FREEZE_MS = 8_000
"""Until the entries stand under one root: what a million of them may take (`gala bench freeze`)."""

DRAW_MARGIN_MS = 60_000
"""How long the commitment is in public before the beacon's round: nobody may know it, nor hurry."""

RAIN_MARGIN_MS = 6_000
"""The same in a rain, where every packet is small."""

ROUND_MS = 3_000
"""A round of drand's quicknet: the first one after the margin may be so far."""

ENVELOPE_MS = 4_000
"""How long the envelope stays closed, so that phones have computed the winners themselves."""

TOGETHER_MS = 600
"""How far ahead names and packets are sent, so that everybody reads them at once."""
