import json
from pathlib import Path

import pytest

from gala.cli.audits import audits_file, audits_hint, audits_to_begin, lacking, read, write
from gala.cli.failure import Failure
from gala.core.audits import standings
from tests.audited import AUDITORS, SHEET, sheet_of, signed

EVENING = sheet_of()


def test_they_stand_beside_the_sheet(tmp_path: Path) -> None:
    assert audits_file(tmp_path / "616.yaml") == tmp_path / "616.audits.json"
    path = audits_file(tmp_path / "616.yaml")
    assert read(path) == ()
    write(path, signed(EVENING))
    assert sorted(read(path), key=lambda one: one.goods) == sorted(
        signed(EVENING), key=lambda one: one.goods
    )
    assert [one.name for one in tmp_path.iterdir()] == ["616.audits.json"]
    body = json.loads(path.read_text())
    assert (body["gala"], body["version"]) == ("audits", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "is not an object"),
        ('{"audits": [], "gala": "audits", "version": 2}', "the version is not 1"),
        ('{"audits": [], "gala": "record", "version": 1}', "`gala` is not 'audits'"),
        ('{"audits": [{}], "gala": "audits", "version": 1}', "lacks a key"),
        ('{"audits": {}, "gala": "audits", "version": 1}', "is not a list"),
        ("\udcff", "it is not JSON"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "evening.audits.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Failure, match=f"evening.audits.json.*{why}.*sign again"):
        read(path)


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="cannot be read"):
        read(tmp_path)
    with pytest.raises(Failure, match="cannot be written"):
        write(tmp_path / "none" / "evening.audits.json", ())


def test_what_holds_goes_into_the_night(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    write(audits_file(path), signed(EVENING) + signed(EVENING, "law", "pen"))
    begun = audits_to_begin(EVENING, path, rehearsal=False)
    assert {(one.goods, one.auditor) for one in begun} == {
        ("pen", "quality"),
        ("pen", "law"),
        ("cup", "quality"),
    }


def test_without_auditors_no_file_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    audits_file(path).write_text("nonsense")
    assert audits_to_begin(sheet_of(SHEET.replace(AUDITORS, "")), path, rehearsal=False) == ()


def test_on_air_it_is_refused_and_a_rehearsal_warns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "evening.yaml"
    dearer = sheet_of(SHEET.replace("price_fen: 1,", "price_fen: 2,"))
    write(audits_file(path), signed(EVENING))
    with pytest.raises(Failure, match=r"1 of 2 goods .* gala audit sign .* --rehearsal") as refused:
        audits_to_begin(dearer, path, rehearsal=False)
    assert refused.value.code == 1
    assert capsys.readouterr().err == (
        f"{path}: pen: quality, 2021-06-10: the goods have been changed since they were signed\n"
    )
    begun = audits_to_begin(dearer, path, rehearsal=True)
    assert [one.goods for one in begun] == ["cup"], "what is void is not in the night"
    assert capsys.readouterr().err.startswith(f"{path}: warning: pen: quality")


def test_a_producer_is_told_what_still_wants_a_signature(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    hint = audits_hint(EVENING, path, chinese=False)
    assert hint is not None
    assert hint.startswith(f"{path}: hint: 2 of 2 goods that it sells are not audited")
    assert "2 种商品中有 2 种" in (audits_hint(EVENING, path, chinese=True) or "")
    write(audits_file(path), signed(EVENING))
    assert audits_hint(EVENING, path, chinese=False) is None
    assert audits_hint(sheet_of(SHEET.replace(AUDITORS, "")), path, chinese=False) is None


def test_what_lacks_a_signature_is_said() -> None:
    (pen, _) = standings(EVENING, ())
    assert lacking(pen) == ("pen：没有审核人签字", "pen: no auditor has signed")
