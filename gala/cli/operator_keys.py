"""The operator's keys: in `$GALA_HOME/keys`, never in a record; their public halves are pinned.

keys/operator.json   the secrets, readable by their owner only
pins.json            the public halves (docs/proof.md section 2): what `gala verify` trusts
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from gala.cli.failure import Failure
from gala.cli.home import home
from gala.core.log import LogKeys
from gala.proof import bls, signing, vrf
from gala.proof.errors import ProofError
from gala.proof.pins import Pins, read_pins
from gala.wire.secret_file import write_once

SECRET_BYTES = 32


@dataclass(frozen=True, repr=False)
class OperatorKeys:
    """Five secrets, 32 bytes each, no two the same."""

    log: bytes
    receipts: bytes
    vrf: bytes
    rehearsal: bytes
    pseudonyms: bytes

    @classmethod
    def new(cls) -> OperatorKeys:
        """Return fresh random keys."""
        return cls(*(secrets.token_bytes(SECRET_BYTES) for _ in fields(cls)))

    @cached_property
    def pins(self) -> Pins:
        """The public halves."""
        return Pins(
            log=signing.public_key(self.log),
            receipts=signing.public_key(self.receipts),
            rehearsal=bls.public_key(self.rehearsal),
            vrf=vrf.public_key(self.vrf),
        )

    @property
    def log_keys(self) -> LogKeys:
        """What the log's first line names."""
        pins = self.pins
        return LogKeys(pins.log.hex(), pins.receipts.hex(), pins.vrf.hex())


def operator_keys() -> OperatorKeys:
    """Return this machine's keys, made and pinned when there are none. Raises `Failure`."""
    path = home() / "keys" / "operator.json"
    try:
        if not path.exists():
            made = OperatorKeys.new()
            body = {one.name: getattr(made, one.name).hex() for one in fields(made)}
            write_once(path, json.dumps(body))
        keys = _read(path)
        pins_path = home() / "pins.json"
        if not pins_path.exists():
            write_once(pins_path, keys.pins.data().decode())
    except OSError as error:
        raise Failure(f"the operator's keys {path} cannot be used: {error.strerror}") from None
    return keys


def pinned(path: Path | None = None) -> Pins:
    """Return the keys that are trusted here. Raises `Failure` when none are pinned."""
    path = path or home() / "pins.json"
    try:
        return read_pins(path.read_bytes())
    except FileNotFoundError:
        raise Failure(
            f"no pinned key: put the operator's pins.json at {path}, or name it with --pins "
            "(the console has it at /proof/pins.json)",
            code=1,
        ) from None
    except OSError as error:
        raise Failure(f"the pinned keys {path} cannot be read: {error.strerror}") from None
    except ProofError as error:
        raise Failure(f"the pinned keys {path} are not as they should be: {error}") from None


def check_keys(keys: OperatorKeys, logged: LogKeys) -> None:
    """Raise `Failure` unless a show that has begun was begun with these keys."""
    if keys.log_keys != logged:
        raise Failure(
            "this show was begun with other keys: set GALA_HOME to where it was begun, or give "
            f"this machine the same {home() / 'keys' / 'operator.json'}"
        )


def _read(path: Path) -> OperatorKeys:
    try:
        body = json.loads(path.read_text())
        keys = OperatorKeys(*(bytes.fromhex(body[one.name]) for one in fields(OperatorKeys)))
    except (ValueError, KeyError, TypeError):
        raise Failure(
            f"{path} does not hold the operator's keys; move it away for new ones"
        ) from None
    values = [getattr(keys, one.name) for one in fields(keys)]
    if any(len(value) != SECRET_BYTES for value in values) or len(set(values)) != len(values):
        raise Failure(f"{path} does not hold five different keys; move it away for new ones")
    return keys
