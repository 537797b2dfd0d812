"""docs/unattended.md is what the code does: its sheet, its digest and its signature."""

import json
import re
from pathlib import Path

from gala.core.approvals import approved
from gala.proof.approval import read_approvals, sign_approval
from gala.proof.canon import canonical
from run_sheet import digest, parse

PAGE = (Path(__file__).parents[2] / "docs" / "unattended.md").read_text(encoding="utf-8")
(SHEET,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)

# RFC 8032, section 7.1, test 1.
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")


def test_the_example_can_be_made_again() -> None:
    parsed = parse(SHEET)
    assert parsed.sheet is not None, parsed.report()
    assert not parsed.errors
    approval = sign_approval(SECRET, digest(parsed.sheet), "producer", "2026-01-29")
    written = canonical(approval.fields()).decode()
    assert f"    {written}\n" in PAGE, written
    found = approved(parsed.sheet, read_approvals([json.loads(written)]))
    assert [one.approver for one in found.valid] == ["producer"]
