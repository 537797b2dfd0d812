import re
from pathlib import Path

import pytest

from gala.core.refusals import CODES, refusal

DOC = Path(__file__).parents[2] / "docs" / "console-api.md"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_refusal_speaks_both_languages_and_is_documented(code: str) -> None:
    zh, en = refusal(code).message
    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert en.isascii()
    assert f"`{code}`" in DOC.read_text()


def test_there_are_no_others() -> None:
    with pytest.raises(KeyError):
        refusal("because")
