"""What the conductor and the edges need from the world.

The docstrings are the contract: an implementation keeps them, and `tests/contract` runs the same
scenarios over every implementation. All instants are Unix milliseconds by the store's clock.
"""

from __future__ import annotations

from gala.core.seckill import Claim, Decision, OutletTotals, OutletWindow, Refused, Winner, Won

from .alerts import Alerts
from .clock import BoundedClock, Clock
from .draws import Archive, BeaconSilent, BeaconSource, RainSplit, WindowTree
from .errors import Fenced, LogConflict, StoreDown, StoreError, TooLate
from .ledger import Ledger
from .log import Lease, LeaseState, Log
from .streams import CommandEnvelope, CommandInbox, Counters, CueRecord, CueStream, EdgeReport
from .viewers import GuaranteeEntry, Guarantees, Stretch, ViewerFacts

__all__ = [
    "Alerts",
    "Archive",
    "BeaconSilent",
    "BeaconSource",
    "BoundedClock",
    "Claim",
    "Clock",
    "CommandEnvelope",
    "CommandInbox",
    "Counters",
    "CueRecord",
    "CueStream",
    "Decision",
    "EdgeReport",
    "Fenced",
    "GuaranteeEntry",
    "Guarantees",
    "Lease",
    "LeaseState",
    "Ledger",
    "Log",
    "LogConflict",
    "OutletTotals",
    "OutletWindow",
    "RainSplit",
    "Refused",
    "StoreDown",
    "StoreError",
    "Stretch",
    "TooLate",
    "ViewerFacts",
    "WindowTree",
    "Winner",
    "Won",
]
