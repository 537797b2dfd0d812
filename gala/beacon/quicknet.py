"""drand's quicknet over HTTP relays: all are asked, the first answer that holds is taken.

A relay is not trusted: an answer is the round's signature, and that is checked under the chain's
key. The randomness and round that a relay writes beside it are not even read.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from gala.ports import BeaconSilent
from gala.proof import bls
from gala.proof.canon import unhex
from gala.proof.chain import QUICKNET, QUICKNET_KEY, message
from gala.proof.errors import ProofError

log = logging.getLogger(__name__)

RELAYS = (
    "https://api.drand.sh",
    "https://api2.drand.sh",
    "https://api3.drand.sh",
    "https://drand.cloudflare.com",
)
ANSWER_S = 5.0
ANSWER_BYTES_MAX = 4_096
SIGNATURE_BYTES = 48


class QuicknetBeacon:
    """`gala.ports.BeaconSource` over relays; `async with` closes its connections.

    `key` is the chain's; another is for tests against a chain of their own.
    """

    def __init__(self, relays: Sequence[str] = RELAYS, key: bytes = QUICKNET_KEY) -> None:
        self._relays = [relay.rstrip("/") for relay in relays]
        self._key = key
        self._http = ClientSession(timeout=ClientTimeout(total=ANSWER_S))

    async def signature(self, round: int) -> bytes:
        """See `gala.ports.BeaconSource.signature`."""
        asking = {asyncio.create_task(self._ask(relay, round)) for relay in self._relays}
        why = []
        try:
            for answer in asyncio.as_completed(asking):
                try:
                    return await answer
                except BeaconSilent as silent:
                    why.append(str(silent))
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
        raise BeaconSilent("; ".join(why) or "no relay is named")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _ask(self, relay: str, round: int) -> bytes:
        try:
            async with self._http.get(f"{relay}/{QUICKNET.chain}/public/{round}") as response:
                if response.status != 200:
                    raise BeaconSilent(f"{relay} answers {response.status}")
                body = await _body(response)
            signature = unhex(json.loads(body)["signature"], SIGNATURE_BYTES)
        except (ClientError, TimeoutError, OSError) as error:
            raise BeaconSilent(f"{relay}: {str(error) or type(error).__name__}") from None
        except (ValueError, KeyError, TypeError, RecursionError, ProofError):
            raise BeaconSilent(f"{relay} answers something else than a round") from None
        if not bls.verify(self._key, message(round), signature):
            log.warning("%s: a forged round %d, or another's", relay, round)
            raise BeaconSilent(f"{relay} answers a forged round")
        return signature


async def _body(response: ClientResponse) -> bytes:
    """Return what a relay says, however many pieces it comes in. Raises `ValueError`."""
    body = b""
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > ANSWER_BYTES_MAX:
            raise ValueError("no round is so long")
    return body
