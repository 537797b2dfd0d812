"""`gala approve`, and what an unattended sheet is held to when it goes on air."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from gala.cli.approvals import approvals_file
from gala.cli.signer_keys import APPROVER, key_path
from gala.proof.signing import public_key
from tests.approved import SECRETS, SHEET, UNATTENDED
from tests.cli.conftest import Gala, Outcome
from tests.cli.processes import soon, started

LOCAL = ("--host", "127.0.0.1", "--port", "0")

QUICK = SHEET.partition("segments:")[0] + (
    """segments:
  - {id: opening, kind: host, title: Opening, length: 6s}
  - {id: bye, kind: host, title: Bye, length: 4s}
"""
)


@pytest.fixture
def evening(gala: Gala, tmp_path: Path) -> Path:
    """The sheet in a file, with all approvers' keys at home."""
    for name, secret in SECRETS.items():
        path = key_path(APPROVER, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"secret": secret.hex()}))
    path = tmp_path / "evening.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def changed(path: Path, old: str, new: str) -> None:
    """Write something else into the sheet."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_keys_are_made_once_and_their_lines_fit_the_sheet(gala: Gala, tmp_path: Path) -> None:
    lines = []
    for name in ("one", "two"):
        made = gala("approve", "key", name)
        assert made.code == 0
        assert gala("approve", "key", name).out == made.out
        lines.append(next(line for line in made.out.splitlines() if "id:" in line))
        secret = json.loads(key_path(APPROVER, name).read_text())["secret"]
        assert secret not in made.printed
        assert public_key(bytes.fromhex(secret)).hex() in made.out
    before, _, after = SHEET.partition("  approvers:\n")
    _, _, after = after.partition("  breaker:")
    path = tmp_path / "evening.yaml"
    text = before + "  approvers:\n" + "\n".join(lines) + "\n  breaker:" + after
    path.write_text(text, encoding="utf-8")
    assert gala("check", path).code == 0
    for name in ("one", "two"):
        assert gala("approve", "status", path).code == 1
        assert gala("approve", "sign", path, "--as", name).code == 0
    assert gala("approve", "status", path).code == 0


def test_one_signs_and_then_the_other(gala: Gala, evening: Path) -> None:
    one = gala("approve", "sign", evening, "--as", "producer", "--on", "2021-06-10")
    assert one.code == 0
    assert "5 segments, up to 7293 fen given away, held before more than 6500" in one.out
    assert "approved by producer; 1 of 2 approvals. Let finance or director sign it" in one.out
    status = gala("approve", "status", evening)
    assert status.code == 1
    assert status.out.splitlines()[:3] == [
        "producer  approved  2021-06-10",
        "finance   unsigned",
        "director  unsigned",
    ]
    assert f"{evening}: not approved" in status.out
    two = gala("approve", "sign", evening, "--as", "director")
    assert f"{approvals_file(evening)}: approved by director, producer\n" in two.out
    assert "approved, and may go by itself" in gala("approve", "status", evening).out
    before = approvals_file(evening).read_bytes()
    again = gala("approve", "sign", evening, "--as", "director")
    assert "has approved this very sheet before" in again.out
    assert approvals_file(evening).read_bytes() == before
    assert date.today().isoformat() in before.decode()


def test_one_fen_voids_both_and_signing_again_mends_it(gala: Gala, evening: Path) -> None:
    for name in ("producer", "finance"):
        gala("approve", "sign", evening, "--as", name, "--on", "2021-06-10")
    changed(evening, "spend_fen: 6500", "spend_fen: 6501")
    status = gala("approve", "status", evening, "--format", "json")
    assert status.code == 1
    body = json.loads(status.out)
    assert (body["approved"], body["unattended"]) == (False, True)
    assert [one["state"] for one in body["approvers"]] == ["void", "void", "unsigned"]
    assert body["approvers"][0]["why"] == "the sheet has been changed since it was signed"
    for name in ("producer", "finance"):
        assert gala("approve", "sign", evening, "--as", name).code == 0
    assert gala("approve", "status", evening).code == 0


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("--as", "friend"), 1, "names no approver 'friend': its approvers are producer, finance"),
        (("--as", "finance", "--on", "2021-02-30"), 2, "write a day that exists"),
    ],
)
def test_what_cannot_be_signed(
    gala: Gala, evening: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    refused = gala("approve", "sign", evening, *words)
    assert refused.code == code
    assert why in refused.err
    assert not approvals_file(evening).exists()


def test_with_another_key_nobody_signs(gala: Gala, evening: Path) -> None:
    key_path(APPROVER, "finance").write_text(json.dumps({"secret": "11" * 32}))
    refused = gala("approve", "sign", evening, "--as", "finance")
    assert refused.code == 1
    assert "the key of finance here is not the one that" in refused.err
    key_path(APPROVER, "finance").unlink()
    refused = gala("approve", "sign", evening, "--as", "finance")
    assert "gala approve key finance" in refused.err


def test_a_sheet_that_people_drive_says_so(gala: Gala, evening: Path) -> None:
    changed(evening, UNATTENDED, "")
    status = gala("approve", "status", evening)
    assert status.code == 1
    assert "people are there" in status.out
    refused = gala("approve", "sign", evening, "--as", "producer")
    assert "is not unattended" in refused.err


def test_the_check_tells_what_wants_a_signature(gala: Gala, evening: Path) -> None:
    checked = gala("check", evening, "--lang", "en")
    assert checked.code == 0, "the sheet itself is right"
    assert "takes 2 approvals and has 0, and no show begins" in checked.out
    for name in ("producer", "finance"):
        gala("approve", "sign", evening, "--as", name)
    assert "approv" not in gala("check", evening, "--lang", "en").out


def test_an_approver_may_be_spoken_to_in_chinese(gala: Gala, evening: Path) -> None:
    def zh(*words: object) -> Outcome:
        return gala("approve", *words, "--lang", "zh")

    assert "写进流程单，unattended, approvers 之下：" in zh("key", "producer").out
    signed = zh("sign", evening, "--as", "producer", "--on", "2021-06-10").out
    assert "producer 批准 small（5 个环节，最多送出 7293 分，超过 6500 分之前停住）" in signed
    assert "已批准：producer；要 2 个人批准，现有 1 人。" in signed
    changed(evening, "length: 10s", "length: 11s")
    producer, finance, _, told = zh("status", evening).out.splitlines()
    assert producer == "producer  已失效  2021-06-10: 签名之后流程单有改动"
    assert finance == "finance   未签字"
    assert told.startswith(f"{evening}: 还没有批准；5 个环节")
    assert "没有写批准人 'friend'：写了 producer" in zh("sign", evening, "--as", "friend").err
    assert "'No' 不是批准人的 id" in zh("key", "No").err


def test_no_show_and_no_conductor_begins_with_one(
    gala: Gala, evening: Path, tmp_path: Path, store_url: str, show_id: str
) -> None:
    gala("approve", "sign", evening, "--as", "finance")
    words = (
        ("show", evening, "--out", tmp_path / "out", *LOCAL),
        ("conductor", evening, "--redis", store_url, "--show", show_id),
    )
    for command in words:
        refused = gala(*command)
        assert (refused.code, refused.out) == (1, "")
        assert "cannot go on air unattended: 1 of 2 approvals" in refused.err
        assert f"gala approve sign {evening} --as producer" in refused.err
    assert not (tmp_path / "out").exists()
    gala("approve", "sign", evening, "--as", "producer")
    by_hand = gala("show", evening, "--manual", "--out", tmp_path / "out", *LOCAL)
    assert by_hand.code == 2
    assert "leave out --manual" in by_hand.err


async def test_the_record_has_both_approvals(gala: Gala, evening: Path, tmp_path: Path) -> None:
    evening.write_text(QUICK, encoding="utf-8")
    for name in ("producer", "director"):
        assert gala("approve", "sign", evening, "--as", name).code == 0
    out = tmp_path / "out"
    words = ("--start", soon(1.5), "--pace", 20, "--out", out, "--until-over", *LOCAL)
    async with started(tmp_path, "show", evening, *words) as show:
        assert await show.ended() == 0
    first = (out / "log.jsonl").read_text().partition("\n")[0]
    names = [one["approver"] for one in json.loads(first)["approvals"]]
    assert names == ["director", "producer"]
    verified = gala("verify", out)
    assert verified.code == 0
    assert re.search(r"✓ approvals +director and producer approved the night", verified.out)
    assert "that an approver's key is the approver's own" in verified.out
