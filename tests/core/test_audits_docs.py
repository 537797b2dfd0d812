"""docs/audit.md is what the code does: its sheet, its text, its digest and its signature."""

import json
import re
from pathlib import Path

from gala.core.audits import standings
from gala.proof.audit import read_audits, sign_audit
from gala.proof.canon import canonical, read
from run_sheet import (
    Condition,
    Good,
    Guarantee,
    ListOf,
    Merchant,
    OptIn,
    Seckill,
    Who,
    audited_digest,
    audited_texts,
    parse,
)
from run_sheet.evidence import Evidence
from run_sheet.prices import Price
from run_sheet.waivers import Waiver

PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")
(SHEET,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)

# RFC 8032, section 7.1, test 1.
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")


def test_the_example_can_be_made_again() -> None:
    sheet = parse(SHEET).sheet
    assert sheet is not None
    text = audited_texts(sheet)["lipstick"]
    assert f"    text      {text}\n" in PAGE
    assert canonical(read(text.encode())).decode() == text
    digest = audited_digest(text)
    assert f"              {digest}\n" in PAGE
    audit = sign_audit(SECRET, "lipstick", digest, "quality", "2026-01-28")
    written = canonical(audit.fields()).decode()
    assert f"    {written}\n" in PAGE
    (standing,) = standings(sheet, read_audits([json.loads(written)]))
    assert standing.state == "audited"


def test_keys_that_have_other_names_are_told() -> None:
    told = {"from": "from_day", "to": "to_day", "for": "claim", "list": "listed"}
    parts = (Good, Seckill, Price, Evidence, Who, Condition, ListOf, Guarantee, Merchant, OptIn)
    found = {
        field.alias: name
        for part in (*parts, Waiver)
        for name, field in part.model_fields.items()
        if field.alias and not name.endswith("_ms")
    }
    assert found == told
    assert all(f"`{key}`" in PAGE and f"`{name}`" in PAGE for key, name in told.items())
