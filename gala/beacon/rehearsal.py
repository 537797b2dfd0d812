"""The rehearsal beacon: drand's scheme under the operator's own key, for nights without a network.

It signs any round whose time has come, at once, so it works in a tunnel and at any pace. Who has
the key can know every round beforehand: it proves nothing to outsiders, and everything says so.
"""

from __future__ import annotations

from gala.ports import BeaconSilent, Clock
from gala.proof import bls
from gala.proof.chain import Chain, message, time_of


class RehearsalBeacon:
    """`gala.ports.BeaconSource` with a secret of our own."""

    def __init__(self, chain: Chain, secret: bytes, clock: Clock) -> None:
        self._chain = chain
        self._secret = secret
        self._clock = clock

    async def signature(self, round: int) -> bytes:
        """See `gala.ports.BeaconSource.signature`."""
        at_ms = time_of(self._chain, round)
        if self._clock.now_ms() < at_ms:
            raise BeaconSilent(f"round {round} comes at {at_ms}")
        return bls.sign(self._secret, message(round))
