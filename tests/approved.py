"""A sheet that nobody drives, its approvers' keys, and what they sign, for tests."""

import hashlib

from gala.proof.approval import Approval, sign_approval
from gala.proof.signing import public_key
from run_sheet import RunSheet, digest
from tests.core.playing import HEAD, sheet_of

SECRETS = {
    name: hashlib.sha256(f"approver {name}".encode()).digest()
    for name in ("producer", "finance", "director")
}
DAY = "2021-06-10"

UNATTENDED = (
    "unattended:\n  approvers:\n"
    + "".join(
        f'    - {{id: {name}, title: {name.title()}, key: "{public_key(secret).hex()}"}}\n'
        for name, secret in SECRETS.items()
    )
    + "  breaker: {spend_fen: 6500}\n"
    + "  call: {whom: {zh: 值班制片, en: The producer on duty}}\n"
)

HOSTED = "  - {id: opening, kind: host, title: Opening, length: 30s}\n"

SHEET = (
    HEAD.strip().removesuffix("segments:")
    + UNATTENDED
    + f"""\
segments:
{HOSTED}\
  - {{id: sale, kind: seckill, title: Sale, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {{app: 5, tv: 2}}}}
  - {{id: talk, kind: host, title: Talk, length: 30s}}
  - {{id: rain, kind: rain, title: Rain, length: 60s, opens: 10s, open_for: 20s, pool_fen: 1000,
     packets: 8, min_fen: 10, max_fen: 500, per_viewer: 4}}
  - {{id: bye, kind: host, title: Bye, length: 10s}}
"""
)
"""Seven pens at 899 fen less are 6,293 fen: the rain's 1,000 would be too much if all were sold."""


def signed(sheet: RunSheet | None = None, *names: str) -> tuple[Approval, ...]:
    """What approvers sign of a sheet, that above without one; by default the first two."""
    meant = digest(sheet or sheet_of(SHEET))
    return tuple(
        sign_approval(SECRETS[name], meant, name, DAY) for name in names or tuple(SECRETS)[:2]
    )
