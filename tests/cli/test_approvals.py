import json
from pathlib import Path

import pytest

from gala.cli.approvals import (
    approvals_file,
    approvals_hint,
    approvals_to_begin,
    lacking,
    read,
    write,
)
from gala.cli.failure import Failure
from gala.core.approvals import approved
from gala.proof.approval import Approval
from run_sheet import RunSheet
from tests.approved import SHEET, UNATTENDED, signed
from tests.core.playing import sheet_of

EVENING = sheet_of(SHEET)
ATTENDED = sheet_of(SHEET.replace(UNATTENDED, ""))


def begun(
    path: Path,
    sheet: RunSheet = EVENING,
    *,
    rehearsal: bool = False,
    auto: bool = True,
    beacon: str = "rehearsal",
) -> tuple[Approval, ...]:
    return approvals_to_begin(sheet, path, rehearsal=rehearsal, auto=auto, beacon=beacon)


def test_they_stand_beside_the_sheet(tmp_path: Path) -> None:
    path = approvals_file(tmp_path / "616.yaml")
    assert path == tmp_path / "616.approvals.json"
    assert read(path) == ()
    write(path, signed(EVENING))
    assert set(read(path)) == set(signed(EVENING))
    assert [one.name for one in tmp_path.iterdir()] == ["616.approvals.json"]
    body = json.loads(path.read_text())
    assert (body["gala"], body["version"]) == ("approvals", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('{"approvals": [], "gala": "approvals", "version": 2}', "the version is not 1"),
        ('{"approvals": [], "gala": "audits", "version": 1}', "`gala` is not 'approvals'"),
        ('{"approvals": [{}], "gala": "approvals", "version": 1}', "lacks a key"),
        ("\udcff", "it is not JSON"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "evening.approvals.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Failure, match=f"evening.approvals.json.*{why}.*sign again"):
        read(path)


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="cannot be read"):
        read(tmp_path)
    with pytest.raises(Failure, match="cannot be written"):
        write(tmp_path / "none" / "evening.approvals.json", ())


def test_two_approvals_go_into_the_night(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    write(approvals_file(path), signed(EVENING))
    assert set(begun(path)) == set(signed(EVENING))
    assert begun(path, ATTENDED) == (), "people are there"


def test_one_is_not_enough_and_the_command_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "evening.yaml"
    write(approvals_file(path), signed(EVENING, "producer"))
    with pytest.raises(Failure, match="cannot go on air unattended: 1 of 2 approvals") as failure:
        begun(path)
    assert failure.value.code == 1
    assert "Let finance or director sign it" in str(failure.value)
    assert f"gala approve sign {path} --as finance" in str(failure.value)
    assert begun(path, rehearsal=True) == signed(EVENING, "producer")
    assert "warning: 1 of 2 approvals" in capsys.readouterr().err


def test_what_does_not_hold_is_told_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "evening.yaml"
    write(approvals_file(path), signed(sheet_of(SHEET.replace("6500", "9999"))))
    with pytest.raises(Failure, match="0 of 2 approvals"):
        begun(path)
    assert "producer, 2021-06-10: the sheet has been changed since" in capsys.readouterr().err


def test_it_is_not_driven_by_hand_nor_drawn_in_the_hall(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    write(approvals_file(path), signed(EVENING))
    with pytest.raises(Failure, match="leave out --manual"):
        begun(path, auto=False)
    with pytest.raises(Failure, match="leave out --beacon hall"):
        begun(path, beacon="hall")
    assert begun(path, auto=False, beacon="hall", rehearsal=True) != ()


def test_the_hint_is_in_both_languages_until_two_have_signed(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    write(approvals_file(path), signed(EVENING, "producer"))
    english = approvals_hint(EVENING, path, chinese=False)
    chinese = approvals_hint(EVENING, path, chinese=True)
    assert english is not None
    assert "takes 2 approvals and has 1" in english
    assert chinese is not None
    assert "现有 1 人" in chinese
    write(approvals_file(path), signed(EVENING))
    assert approvals_hint(EVENING, path, chinese=False) is None
    assert approvals_hint(ATTENDED, path, chinese=True) is None


def test_who_has_signed_is_not_asked_again(tmp_path: Path) -> None:
    found = approved(EVENING, signed(EVENING, "finance"))
    said = lacking(EVENING, tmp_path / "a.yaml", found)
    assert "Let producer or director sign it" in said.en
    assert "请 producer 或 director 签字" in said.zh
