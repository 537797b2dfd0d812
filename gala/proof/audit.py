"""An auditor's signature under goods that are sold (docs/audit.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gala.proof import shapes, signing
from gala.proof.canon import unhex
from gala.proof.errors import ProofError

_KEYS = frozenset({"auditor", "digest", "goods", "on", "signature"})
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Audit:
    """That `auditor` has signed the goods whose audited text has this hex `digest`, on a day."""

    goods: str
    digest: str
    auditor: str
    on: str
    signature: bytes

    def fields(self) -> dict[str, Any]:
        """Return the audit as files and line 0 of the log have it."""
        return {
            "auditor": self.auditor,
            "digest": self.digest,
            "goods": self.goods,
            "on": self.on,
            "signature": self.signature.hex(),
        }

    def check(self, key: bytes) -> None:
        """Hold the signature to be that of `key`. Raises `ProofError`."""
        message = audit_message(self.goods, self.digest, self.auditor, self.on)
        signing.verify(key, message, self.signature)


def audit_message(goods: str, digest: str, auditor: str, on: str) -> bytes:
    """Return the bytes that an auditor signs."""
    return "\n".join(("gala/audit/v1", goods, digest, auditor, on, "")).encode("ascii")


def sign_audit(secret: bytes, goods: str, digest: str, auditor: str, on: str) -> Audit:
    """Return the audit by the auditor with this secret."""
    message = audit_message(goods, digest, auditor, on)
    return Audit(goods, digest, auditor, on, signing.sign(secret, message))


def read_audits(value: object) -> tuple[Audit, ...]:
    """Return the audits in a list of `Audit.fields`, one an auditor and goods.

    Raises `ProofError`. Whether the signatures hold is for `Audit.check` to say.
    """
    audits = tuple(map(_read, shapes.items(value, "the audits")))
    if len({(audit.goods, audit.auditor) for audit in audits}) != len(audits):
        raise ProofError("an auditor signs the same goods twice")
    return audits


def audit_rows(audits: Iterable[Audit]) -> list[dict[str, Any]]:
    """Return what `read_audits` reads, sorted by goods and auditor."""
    return [each.fields() for each in sorted(audits, key=lambda one: (one.goods, one.auditor))]


def _read(value: object) -> Audit:
    fields = shapes.exact(value, _KEYS, "an audit")
    if not isinstance(fields["on"], str) or _DAY.fullmatch(fields["on"]) is None:
        raise ProofError("the day of an audit is not written as it must be")
    unhex(fields["digest"], 32)
    return Audit(
        shapes.slug(fields["goods"], "the goods of an audit"),
        fields["digest"],
        shapes.slug(fields["auditor"], "an auditor"),
        fields["on"],
        unhex(fields["signature"], signing.SIGNATURE_BYTES),
    )
