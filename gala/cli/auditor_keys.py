"""Auditors' secret keys: in `$GALA_HOME/keys/auditors`, each readable by its owner only."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path

from gala.cli.home import home
from gala.cli.language import Language, failure
from gala.proof.canon import unhex
from gala.proof.errors import ProofError
from gala.wire.secret_file import write_once
from run_sheet.said import Said

SECRET_BYTES = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def key_path(auditor: str, lang: Language | None = None) -> Path:
    """Return where an auditor's key is kept. Raises `Failure` for what is no id."""
    if _ID.fullmatch(auditor) is None:
        said = Said(
            f"{auditor!r} 不是审核人的 id：1 到 40 个小写字母、数字和连字符",
            f"{auditor!r} is no id of an auditor: 1 to 40 small letters, digits and hyphens",
        )
        raise failure(said, lang)
    return home() / "keys" / "auditors" / f"{auditor}.json"


def make_key(auditor: str, lang: Language | None = None) -> bytes:
    """Return an auditor's secret, made when there is none. Raises `Failure`."""
    path = key_path(auditor, lang)
    try:
        write_once(path, json.dumps({"secret": secrets.token_hex(SECRET_BYTES)}))
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 写不了（{why}）", f"{path}: cannot be written ({why})")
        raise failure(said, lang) from None
    return read_key(auditor, lang)


def read_key(auditor: str, lang: Language | None = None) -> bytes:
    """Return the secret of an auditor who has one here. Raises `Failure`."""
    path = key_path(auditor, lang)
    try:
        return unhex(json.loads(path.read_text())["secret"], SECRET_BYTES)
    except FileNotFoundError:
        said = Said(
            f"这里没有 {auditor} 的钥匙（{path}）：用 gala audit key {auditor} 做一把，"
            "或把 GALA_HOME 设到它所在的地方",
            f"no key of {auditor} here ({path}): make one with gala audit key {auditor}, or set "
            "GALA_HOME to where it is",
        )
        raise failure(said, lang) from None
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 读不了（{why}）", f"{path}: cannot be read ({why})")
        raise failure(said, lang) from None
    except (ValueError, KeyError, TypeError, ProofError):
        said = Said(
            f"{path} 里不是审核人的钥匙；移走它才能做新的",
            f"{path} does not hold an auditor's key; move it away for a new one",
        )
        raise failure(said, lang) from None
