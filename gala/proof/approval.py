"""An approver's signature under a run sheet that nobody will drive (docs/unattended.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gala.proof import shapes, signing
from gala.proof.canon import unhex
from gala.proof.errors import ProofError

_KEYS = frozenset({"approver", "digest", "on", "signature"})
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Approval:
    """That `approver` has signed the run sheet of this hex `digest`, on a day."""

    digest: str
    approver: str
    on: str
    signature: bytes

    def fields(self) -> dict[str, Any]:
        """Return the approval as files and line 0 of the log have it."""
        return {
            "approver": self.approver,
            "digest": self.digest,
            "on": self.on,
            "signature": self.signature.hex(),
        }

    def check(self, key: bytes) -> None:
        """Hold the signature to be that of `key`. Raises `ProofError`."""
        message = approval_message(self.digest, self.approver, self.on)
        signing.verify(key, message, self.signature)


def approval_message(digest: str, approver: str, on: str) -> bytes:
    """Return the bytes that an approver signs."""
    return "\n".join(("gala/approve/v1", digest, approver, on, "")).encode("ascii")


def sign_approval(secret: bytes, digest: str, approver: str, on: str) -> Approval:
    """Return the approval by the approver with this secret."""
    message = approval_message(digest, approver, on)
    return Approval(digest, approver, on, signing.sign(secret, message))


def read_approvals(value: object) -> tuple[Approval, ...]:
    """Return the approvals in a list of `Approval.fields`, one an approver.

    Raises `ProofError`. Whether the signatures hold is for `Approval.check` to say.
    """
    approvals = tuple(map(_read, shapes.items(value, "the approvals")))
    if len({one.approver for one in approvals}) != len(approvals):
        raise ProofError("an approver signs twice")
    return approvals


def approval_rows(approvals: Iterable[Approval]) -> list[dict[str, Any]]:
    """Return what `read_approvals` reads, sorted by approver."""
    return [each.fields() for each in sorted(approvals, key=lambda one: one.approver)]


def _read(value: object) -> Approval:
    fields = shapes.exact(value, _KEYS, "an approval")
    if not isinstance(fields["on"], str) or _DAY.fullmatch(fields["on"]) is None:
        raise ProofError("the day of an approval is not written as it must be")
    unhex(fields["digest"], 32)
    return Approval(
        fields["digest"],
        shapes.slug(fields["approver"], "an approver"),
        fields["on"],
        unhex(fields["signature"], signing.SIGNATURE_BYTES),
    )
