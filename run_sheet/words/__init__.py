"""Words that claim: a lexicon, exemptions within the sentence, and then a request for evidence.

Pure, for texts of a sheet and for captions while a show is on air.
"""

from __future__ import annotations

from .claims import FAMILIES, TRICKS, Claim, claims, tricks
from .stream import Heard, Listener

__all__ = ["FAMILIES", "TRICKS", "Claim", "Heard", "Listener", "claims", "tricks"]
