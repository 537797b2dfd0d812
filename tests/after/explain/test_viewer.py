from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.viewer import UnknownViewer, code_of, viewer_of
from gala.proof.pseudonym import pseudonym, show_key
from tests.after.nights import with_winners
from tests.keys import KEYS


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def test_a_pseudonym_and_the_code_on_the_phone(account: Account) -> None:
    viewer = account.winners("sale")[0].viewer
    assert viewer_of(account, viewer.upper(), None) == viewer
    code = code_of(viewer)
    assert code == f"{viewer[:4]}·{viewer[-4:]}".upper()
    one = replace(account.winners("sale")[0], viewer="7f3a" + "0" * 24 + "91c2")
    coded = with_winners(account, "sale", [one])
    for said in ("7F3A·91C2", "7f3a 91c2", "7f3a91c2", "7F3A-91C2"):
        assert viewer_of(coded, said, None) == one.viewer


def test_a_code_that_several_have_names_them(account: Account) -> None:
    first = account.winners("sale")[0]
    alike = [replace(first, viewer="7f3a" + digit * 24 + "91c2") for digit in "01"]
    with pytest.raises(UnknownViewer, match=f"{alike[0].viewer}, {alike[1].viewer}"):
        viewer_of(with_winners(account, "sale", alike), "7F3A·91C2", None)


def test_a_name_with_the_operators_key(account: Account) -> None:
    named = pseudonym(show_key(KEYS.pseudonyms, account.show.night.origin), "阿姨 1")
    known = with_winners(account, "sale", [replace(account.winners("sale")[0], viewer=named)])
    assert viewer_of(known, "阿姨 1", KEYS.pseudonyms) == named
    with pytest.raises(UnknownViewer, match="GALA_HOME"):
        viewer_of(known, "阿姨 1", None)


@pytest.mark.parametrize("said", ["nobody", "f" * 32, "ffff·0000", ""])
def test_who_is_in_no_journal(account: Account, said: str) -> None:
    with pytest.raises(UnknownViewer, match="got nothing and entered nothing"):
        viewer_of(account, said, KEYS.pseudonyms)
