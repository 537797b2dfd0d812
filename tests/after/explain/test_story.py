from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.lang import Lang
from gala.after.explain.story import story
from gala.after.explain.viewer import code_of


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


@pytest.mark.parametrize(("lang", "says"), [(Lang.EN, "on air: Sale"), (Lang.ZH, "正在播出：Sale")])
def test_a_story_is_in_order_and_marks_what_is_the_viewers(
    account: Account, lang: Lang, says: str
) -> None:
    viewer = account.winners("sale")[0].viewer
    head, _, body = story(account, viewer, lang).partition("\n\n")
    assert code_of(viewer) in head
    assert viewer in head
    lines = body.splitlines()
    instants = [line[2:14] for line in lines]
    assert instants == sorted(instants)
    assert any(says in line for line in lines)
    own = [line for line in lines if line.startswith(">")]
    assert 0 < len(own) < len(lines)


def test_what_a_draw_came_to_stands_with_its_opening(account: Account) -> None:
    viewer = account.winners("rain")[0].viewer
    lines = story(account, viewer, Lang.EN).splitlines()
    opened = next(n for n, line in enumerate(lines) if "was opened: Rain" in line)
    assert "chances" in lines[opened + 1]
