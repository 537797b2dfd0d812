"""`gala acl`: what it prints makes users, and never says a password."""

import json
import stat
from pathlib import Path

import pytest

from gala.store.acl import ROLES
from tests.cli.conftest import Gala


def test_commands_for_every_role_with_passwords_that_it_makes(gala: Gala, tmp_path: Path) -> None:
    path = tmp_path / "passwords.json"
    first = gala("acl", "--show", "live", "--passwords", path)
    assert first.code == 0
    assert "it has the passwords, keep it secret" in first.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = json.loads(path.read_text())
    assert set(made) == set(ROLES)
    printed = first.out.splitlines()
    for role, line in zip(ROLES, printed, strict=True):
        assert line.startswith(f"ACL SETUSER gala-live-{role} reset on #")
        assert made[role] not in first.out
    again = gala("acl", "--show", "live", "--passwords", path)
    assert (again.code, again.out, again.err) == (0, first.out, "")
    filed = gala("acl", "--show", "live", "--passwords", path, "--aclfile").out.splitlines()
    for line, command in zip(filed, printed, strict=True):
        assert line.startswith("user gala-live-")
        assert line.split()[2:] == [word for word in command.split()[3:] if word != "reset"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is not JSON"),
        ("[]", 'no password for "conductor"'),
        (json.dumps({"conductor": "x", "edge": ""}), 'no password for "edge"'),
    ],
)
def test_passwords_that_are_none_are_said(gala: Gala, tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "passwords.json"
    path.write_text(text)
    ended = gala("acl", "--passwords", path)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert why in ended.err


def test_a_folder_that_is_not_there_is_said(gala: Gala, tmp_path: Path) -> None:
    ended = gala("acl", "--passwords", tmp_path / "none" / "passwords.json")
    assert ended.code == 2
    assert "No such file or directory" in ended.err


def test_a_pattern_cannot_name_a_show(gala: Gala, tmp_path: Path) -> None:
    ended = gala("acl", "--show", "*", "--passwords", tmp_path / "passwords.json")
    assert ended.code == 2
    assert "'*' cannot name a show" in ended.err
