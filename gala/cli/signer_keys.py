"""Secret keys of auditors and approvers: in `$GALA_HOME/keys`, each for its owner's eyes only."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from gala.cli.home import home
from gala.cli.language import Language, failure
from gala.proof.canon import unhex
from gala.proof.errors import ProofError
from gala.proof.signing import public_key
from gala.wire.secret_file import write_once
from run_sheet.said import Said

SECRET_BYTES = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Role:
    """What signers are called, where their keys are, and which command makes one."""

    said: Said
    folder: str
    command: str


AUDITOR = Role(Said("审核人", "auditor"), "auditors", "gala audit key")
APPROVER = Role(Said("批准人", "approver"), "approvers", "gala approve key")


def key_path(role: Role, name: str, lang: Language | None = None) -> Path:
    """Return where a signer's key is kept. Raises `Failure` for what is no id."""
    if _ID.fullmatch(name) is None:
        zh, en = role.said
        said = Said(
            f"{name!r} 不是{zh}的 id：1 到 40 个小写字母、数字和连字符",
            f"{name!r} is no id of an {en}: 1 to 40 small letters, digits and hyphens",
        )
        raise failure(said, lang)
    return home() / "keys" / role.folder / f"{name}.json"


def make_key(role: Role, name: str, lang: Language | None = None) -> bytes:
    """Return a signer's secret, made when there is none. Raises `Failure`."""
    path = key_path(role, name, lang)
    try:
        write_once(path, json.dumps({"secret": secrets.token_hex(SECRET_BYTES)}))
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 写不了（{why}）", f"{path}: cannot be written ({why})")
        raise failure(said, lang) from None
    return read_key(role, name, lang)


def read_key(role: Role, name: str, lang: Language | None = None) -> bytes:
    """Return the secret of a signer who has one here. Raises `Failure`."""
    path = key_path(role, name, lang)
    zh, en = role.said
    try:
        return unhex(json.loads(path.read_text())["secret"], SECRET_BYTES)
    except FileNotFoundError:
        made = f"{role.command} {name}"
        said = Said(
            f"这里没有 {name} 的钥匙（{path}）：用 {made} 做一把，或把 GALA_HOME 设到它所在的地方",
            f"no key of {name} here ({path}): make one with {made}, or set GALA_HOME to where it "
            "is",
        )
        raise failure(said, lang) from None
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 读不了（{why}）", f"{path}: cannot be read ({why})")
        raise failure(said, lang) from None
    except (ValueError, KeyError, TypeError, ProofError):
        said = Said(
            f"{path} 里不是{zh}的钥匙；移走它才能做新的",
            f"{path} does not hold an {en}'s key; move it away for a new one",
        )
        raise failure(said, lang) from None


def signing_key(
    role: Role, name: str, public: str, sheet: Path, lang: Language | None = None
) -> bytes:
    """Return the secret of a signer whose key is `public`, in hex, in the sheet at `sheet`.

    Raises `Failure`: 1 when the key that is here is another.
    """
    secret = read_key(role, name, lang)
    if (own := public_key(secret).hex()) != public:
        said = Said(
            f"这里 {name} 的钥匙不是 {sheet} 写的那一把：它的公钥是 {own}",
            f"the key of {name} here is not the one that {sheet} names: its public half is {own}",
        )
        raise failure(said, lang, code=1)
    return secret
