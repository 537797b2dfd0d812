"""Auditors' secret keys: in `$GALA_HOME/keys/auditors`, each readable by its owner only."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path

from gala.cli.failure import Failure
from gala.cli.home import home
from gala.proof.canon import unhex
from gala.proof.errors import ProofError
from gala.wire.secret_file import write_once

SECRET_BYTES = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def key_path(auditor: str) -> Path:
    """Return where an auditor's key is kept. Raises `Failure` for what is no id."""
    if _ID.fullmatch(auditor) is None:
        raise Failure(
            f"{auditor!r} is no id of an auditor: 1 to 40 small letters, digits and hyphens"
        )
    return home() / "keys" / "auditors" / f"{auditor}.json"


def make_key(auditor: str) -> bytes:
    """Return an auditor's secret, made when there is none. Raises `Failure`."""
    path = key_path(auditor)
    try:
        write_once(path, json.dumps({"secret": secrets.token_hex(SECRET_BYTES)}))
    except OSError as error:
        raise Failure(f"{path}: cannot be written ({error.strerror})") from None
    return read_key(auditor)


def read_key(auditor: str) -> bytes:
    """Return the secret of an auditor who has one here. Raises `Failure`."""
    path = key_path(auditor)
    try:
        return unhex(json.loads(path.read_text())["secret"], SECRET_BYTES)
    except FileNotFoundError:
        raise Failure(
            f"no key of {auditor} here ({path}): make one with gala audit key {auditor}, or set "
            "GALA_HOME to where it is"
        ) from None
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, ProofError):
        raise Failure(
            f"{path} does not hold an auditor's key; move it away for a new one"
        ) from None
