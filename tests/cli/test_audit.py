"""`gala audit`, and what a sheet with auditors is held to when it goes on air."""

from __future__ import annotations

import json
import re
import signal
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from gala.cli.audits import audits_file
from gala.cli.signer_keys import AUDITOR, key_path
from gala.proof.signing import public_key
from gala.store.show import Store
from tests.audited import AUDITORS, SECRETS, SHEET
from tests.cli.conftest import Gala, Outcome
from tests.cli.processes import soon, started

LOCAL = ("--host", "127.0.0.1", "--port", "0")

QUICK = SHEET.partition("segments:")[0] + (
    """segments:
  - {id: opening, kind: host, title: Opening, length: 6s}
  - {id: sale, kind: seckill, title: Sale, length: 24s, goods: pen, price_fen: 1,
     opens: 4s, open_for: 12s, stock: {app: 300}}
"""
)


@pytest.fixture
def evening(gala: Gala, tmp_path: Path) -> Path:
    """The sheet in a file, with both auditors' keys at home."""
    for name, secret in SECRETS.items():
        path = key_path(AUDITOR, name)
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


def test_a_key_is_made_once_and_its_line_fits_the_sheet(gala: Gala, tmp_path: Path) -> None:
    made = gala("audit", "key", "quality")
    assert made.code == 0
    assert gala("audit", "key", "quality").out == made.out
    line = next(line for line in made.out.splitlines() if "auditors:" in line)
    path = tmp_path / "evening.yaml"
    path.write_text(SHEET.replace(AUDITORS, line.strip() + "\n"), encoding="utf-8")
    assert gala("check", path).code == 0
    assert gala("audit", "sign", path, "--as", "quality").code == 0
    assert gala("audit", "status", path).code == 0
    secret = json.loads(key_path(AUDITOR, "quality").read_text())["secret"]
    assert secret not in made.printed
    assert public_key(bytes.fromhex(secret)).hex() in made.out
    assert gala("audit", "key", "../x").code == 2


def test_signing_one_and_then_the_rest(gala: Gala, evening: Path) -> None:
    assert gala("audit", "status", evening).code == 1
    one = gala("audit", "sign", evening, "--as", "quality", "--goods", "pen", "--on", "2021-06-10")
    assert one.code == 0
    assert "quality signs pen (笔 Pen, 900 fen; sale: 402 at 1 fen, again: 400 at 2 fen)" in one.out
    status = gala("audit", "status", evening)
    assert status.code == 1
    assert status.out.splitlines() == [
        "pen  audited   quality, 2021-06-10",
        "cup  unsigned",
        f"{evening}: 1 of 2 goods that it sells are audited",
    ]
    rest = gala("audit", "sign", evening, "--as", "quality")
    assert f"{audits_file(evening)}: 1 signed, 1 were before" in rest.out
    assert gala("audit", "status", evening).code == 0
    body = json.loads(audits_file(evening).read_text())
    assert [one["on"] for one in body["audits"]] == [date.today().isoformat(), "2021-06-10"]
    before = audits_file(evening).read_bytes()
    assert "0 signed, 2 were before" in gala("audit", "sign", evening, "--as", "quality").out
    assert audits_file(evening).read_bytes() == before


def test_one_fen_voids_it_and_signing_again_mends_it(gala: Gala, evening: Path) -> None:
    assert gala("audit", "sign", evening, "--as", "law", "--on", "2021-06-10").code == 0
    changed(evening, "price_fen: 9,", "price_fen: 10,")
    status = gala("audit", "status", evening)
    assert status.code == 1
    assert (
        "cup  void      law, 2021-06-10: the goods have been changed since they were signed"
        in status.out.splitlines()
    )
    assert gala("audit", "sign", evening, "--as", "law").code == 0
    assert gala("audit", "status", evening).code == 0
    assert len(json.loads(audits_file(evening).read_text())["audits"]) == 2


def test_the_check_tells_what_wants_a_signature(gala: Gala, evening: Path) -> None:
    checked = gala("check", evening, "--lang", "en")
    assert checked.code == 0, "the sheet itself is right"
    assert "2 of 2 goods that it sells are not audited, and no show begins" in checked.out
    gala("audit", "sign", evening, "--as", "law")
    assert "audit" not in gala("check", evening, "--lang", "en").out
    audits_file(evening).write_text("nonsense")
    assert "it is not JSON" in gala("check", evening).out


def test_status_for_programs(gala: Gala, evening: Path) -> None:
    gala("audit", "sign", evening, "--as", "law", "--goods", "pen", "--on", "2021-06-10")
    changed(evening, "note: Lowest of 30 days", "note: Lowest of 90 days")
    status = gala("audit", "status", evening, "--format", "json")
    assert status.code == 1
    body = json.loads(status.out)
    assert (body["audited"], body["auditors"]) == (False, ["quality", "law"])
    pen, cup = body["goods"]
    assert (pen["state"], cup["state"]) == ("void", "unsigned")
    assert pen["faults"] == [
        {
            "auditor": "law",
            "on": "2021-06-10",
            "why": "the goods have been changed since they were signed",
            "zh": "签名之后商品有改动",
        }
    ]


def test_the_text_that_is_signed(gala: Gala, evening: Path) -> None:
    text = gala("audit", "text", evening, "cup").out
    assert json.loads(text)["goods"]["id"] == "cup"
    digest = sha256(b"gala audited goods 1\n" + text.encode()).hexdigest()
    assert digest in gala("audit", "sign", evening, "--as", "quality").out
    refused = gala("audit", "text", evening, "shown")
    assert (refused.code, refused.out) == (2, "")
    assert "sells no goods 'shown': pen, cup" in refused.err


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("--as", "friend"), 1, "names no auditor 'friend': its auditors are quality, law"),
        (("--as", "law", "--goods", "shown"), 2, "sells no goods 'shown': pen, cup"),
        (("--as", "law", "--on", "2021-02-30"), 2, "write a day that exists"),
        (("--as", "law", "--on", "20210610"), 2, "write a day that exists"),
    ],
)
def test_what_cannot_be_signed(
    gala: Gala, evening: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    refused = gala("audit", "sign", evening, *words)
    assert refused.code == code
    assert why in refused.err
    assert not audits_file(evening).exists()


def test_with_another_key_nobody_signs(gala: Gala, evening: Path) -> None:
    key_path(AUDITOR, "law").write_text(json.dumps({"secret": "11" * 32}))
    refused = gala("audit", "sign", evening, "--as", "law")
    assert refused.code == 1
    assert "the key of law here is not the one that" in refused.err
    key_path(AUDITOR, "law").unlink()
    assert "gala audit key law" in gala("audit", "sign", evening, "--as", "law").err


def test_a_sheet_without_auditors_says_so(gala: Gala, evening: Path) -> None:
    changed(evening, AUDITORS, "")
    status = gala("audit", "status", evening)
    assert status.code == 1
    assert "names no auditors" in status.out
    refused = gala("audit", "sign", evening, "--as", "quality")
    assert "names no auditor 'quality': make a key with gala audit key quality" in refused.err


def test_a_show_does_not_begin_with_goods_that_nobody_signed(
    gala: Gala, evening: Path, tmp_path: Path
) -> None:
    gala("audit", "sign", evening, "--as", "quality")
    changed(evening, "price_fen: 1,", "price_fen: 2,")
    refused = gala("show", evening, "--out", tmp_path / "out", *LOCAL)
    assert (refused.code, refused.out) == (1, "")
    first, last = refused.err.splitlines()
    assert first.startswith(f"{evening}: pen: quality, ")
    assert first.endswith("the goods have been changed since they were signed")
    assert f"{evening} cannot go on air: 1 of 2 goods that it sells are not audited" in last
    assert f"gala audit sign {evening} --as quality" in last
    assert not (tmp_path / "out").exists()


def test_no_conductor_begins_it_either(
    gala: Gala, evening: Path, store_url: str, show_id: str
) -> None:
    refused = gala("conductor", evening, "--redis", store_url, "--show", show_id)
    assert refused.code == 1
    assert "2 of 2 goods that it sells are not audited" in refused.err


async def test_who_stands_by_needs_no_signatures(
    gala: Gala, evening: Path, tmp_path: Path, store: Store
) -> None:
    gala("audit", "sign", evening, "--as", "quality")
    words = ("conductor", evening, "--redis", store.url, "--show", store.show, "--manual")
    async with started(tmp_path, *words) as one:
        await one.said(f"show {store.show}, ready")
        audits_file(evening).unlink()
        async with started(tmp_path, *words) as other:
            await other.said(f"show {store.show}, ready")


async def test_the_record_has_the_signatures_also_of_a_show_that_was_gone_on_with(
    gala: Gala, evening: Path, tmp_path: Path
) -> None:
    evening.write_text(QUICK, encoding="utf-8")
    assert gala("audit", "sign", evening, "--as", "quality").code == 0
    out = tmp_path / "out"
    words = ("--start", soon(1.5), "--pace", 20, "--out", out, *LOCAL)
    async with started(tmp_path, "show", evening, *words) as show:
        await show.said("on air: Opening")
        show.signal(signal.SIGINT)
        assert await show.ended() == 0
    audits_file(evening).unlink()
    async with started(tmp_path, "show", "--resume", out, "--until-over", *LOCAL) as again:
        assert await again.ended() == 0
    verified = gala("verify", out)
    assert verified.code == 0
    assert re.search(r"✓ audits +quality has signed pen", verified.out)
    assert "that an auditor's key is the auditor's own" in verified.out


async def test_a_rehearsal_warns_and_goes_on(gala: Gala, evening: Path, tmp_path: Path) -> None:
    evening.write_text(QUICK, encoding="utf-8")
    out = tmp_path / "out"
    words = ("--pace", 20, "--until-over", "--out", out, "--rehearsal", *LOCAL)
    async with started(tmp_path, "show", evening, "--start", soon(1.5), *words) as show:
        await show.said("warning: pen: no auditor has signed")
        assert await show.ended() == 0
    verified = gala("verify", out)
    assert verified.code == 0
    assert "not audited, in a rehearsal: pen" in verified.out


def test_an_auditor_may_be_spoken_to_in_chinese(gala: Gala, evening: Path) -> None:
    def zh(*words: object) -> Outcome:
        return gala("audit", *words, "--lang", "zh")

    assert "写进流程单：" in zh("key", "quality").out
    signed = zh("sign", evening, "--as", "quality", "--goods", "pen", "--on", "2021-06-10").out
    assert signed.startswith("quality 签字：pen（笔 Pen，900 分；sale：402 件，1 分，again：")
    assert signed.endswith(": 签了 1 种\n")
    changed(evening, "note: Lowest of 30 days", "note: Lowest of 90 days")
    pen, cup, told = zh("status", evening).out.splitlines()
    assert pen == "pen  已失效  quality, 2021-06-10: 签名之后商品有改动"
    assert cup == "cup  未签字"
    assert told == f"{evening}: 所卖的 2 种商品中 0 种已审核"
    for words, why in (
        (("text", evening, "shown"), "不卖 'shown' 这种商品：pen, cup"),
        (("sign", evening, "--as", "friend"), "没有写审核人 'friend'：写了 quality, law"),
        (("sign", evening, "--as", "law", "--on", "today"), "--on today：写一个真有的日期"),
        (("sign", evening.with_name("none"), "--as", "law"), "没有这个文件"),
        (("key", "No"), "'No' 不是审核人的 id"),
    ):
        ended = zh(*words)
        assert ended.code in (1, 2)
        assert why in ended.err
