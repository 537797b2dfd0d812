"""`gala explain`: a story on paper or live, and a clear answer for who is not known."""

import json
from dataclasses import fields
from pathlib import Path

from gala.after.account import from_folder
from tests.cli.conftest import Gala
from tests.keys import KEYS


def test_a_story_from_a_record(gala: Gala, drawn_record: Path) -> None:
    viewer = from_folder(drawn_record).winners("sale")[0].viewer
    ended = gala("explain", viewer, "--in", drawn_record, "--lang", "zh")
    assert (ended.code, ended.err) == (0, "")
    assert "抢到 Pen" in ended.out


def test_who_is_not_known(gala: Gala, drawn_record: Path, tmp_path: Path) -> None:
    ended = gala("explain", "ann", "--in", drawn_record)
    assert (ended.code, ended.out) == (1, "")
    assert "GALA_HOME" in ended.err
    assert not (tmp_path / "home" / "keys").exists(), "no keys are made to look somebody up"
    keys = tmp_path / "home" / "keys"
    keys.mkdir(parents=True)
    body = {one.name: getattr(KEYS, one.name).hex() for one in fields(KEYS)}
    (keys / "operator.json").write_text(json.dumps(body))
    ended = gala("explain", "ann", "--in", drawn_record)
    assert ended.code == 1
    assert "GALA_HOME" not in ended.err


def test_nothing_to_read(gala: Gala, tmp_path: Path) -> None:
    assert gala("explain", "ann", "--in", tmp_path).code == 2
    assert gala("explain", "ann").code == 2
