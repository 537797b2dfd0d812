from pathlib import Path

import pytest

from gala.console.spoken.key import CaptionsKey, captions_key, read_key


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "captions.json"
    made = captions_key(path)
    assert captions_key(path) == read_key(path) == made
    assert path.stat().st_mode & 0o077 == 0
    assert made.key not in repr(made)


def test_only_a_bearer_of_the_key_is_known() -> None:
    key = CaptionsKey("a key of the tests")
    assert key.known("Bearer a key of the tests")
    for other in (None, "", "Bearer", "Bearer x", "Basic a key of the tests", "a key of the tests"):
        assert not key.known(other)
    assert not key.known("Bearer \ud800")


@pytest.mark.parametrize("text", ["", "[]", '{"key": "short"}', '{"key": 5}'])
def test_a_file_without_a_key_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "captions.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"delete it|Expecting value"):
        captions_key(path)
