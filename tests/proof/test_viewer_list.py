import hashlib
import hmac

import pytest

from gala.proof.viewer_list import ListError, make_list, read_list

SALT = bytes(range(16))


def test_a_list_is_what_its_docs_say() -> None:
    made = make_list(["v-2", "v-1", "v-2"], SALT)
    entries = sorted(
        hmac.digest(SALT, b"gala/list/v1\n" + viewer, hashlib.sha256).hex()
        for viewer in (b"v-1", b"v-2")
    )
    lines = "".join(f"{entry}\n" for entry in entries)
    assert made.text() == f"gala list 1\nsalt {SALT.hex()}\n{lines}"
    assert made.digest == hashlib.sha256(lines.encode()).hexdigest()
    assert [made.has(viewer) for viewer in ("v-1", "v-2", "v-3")] == [True, True, False]


def test_it_is_read_back_in_any_order_and_without_its_salt() -> None:
    made = make_list(["v-1", "v-2", "v-3"], SALT)
    assert read_list(made.text()) == made
    head, salt, *entries = made.text().splitlines()
    assert read_list("\n".join([head, salt, *reversed(entries)])) == made
    published = read_list("\n".join([head, *entries]))
    assert (published.digest, published.salt) == (made.digest, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1 is not `gala list 1`"),
        ("v-1\n", "line 1 is not `gala list 1`"),
        ("gala list 1\n", "nobody on this list"),
        (f"gala list 1\n{'ab' * 32}\nsalt {SALT.hex()}\n", "line 3 is not an entry"),
        (f"gala list 1\nsalt 00\n{'ab' * 32}\n", "line 2 is not an entry"),
        (f"gala list 1\n{'AB' * 32}\n", "line 2 is not an entry"),
    ],
)
def test_what_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(ListError, match=why):
        read_list(text)


def test_an_empty_list_and_a_short_salt_are_not_made() -> None:
    with pytest.raises(ListError, match="nobody"):
        make_list([], SALT)
    with pytest.raises(ListError, match="16 bytes"):
        make_list(["v-1"], SALT[:15])
