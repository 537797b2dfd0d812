from collections.abc import Callable

import pytest

from gala.proof import shapes
from gala.proof.errors import ProofError


@pytest.mark.parametrize(
    "reading",
    [
        lambda: shapes.exact([], frozenset("a"), "it"),
        lambda: shapes.exact({}, frozenset("a"), "it"),
        lambda: shapes.exact({"a": 1, "b": 1}, frozenset("a"), "it"),
        lambda: shapes.constant(True, 1, "it"),
        lambda: shapes.constant("2", "1", "it"),
        lambda: shapes.integer(True, "it"),
        lambda: shapes.integer("1", "it"),
        lambda: shapes.integer(0, "it", least=1),
        lambda: shapes.integer(2**53, "it"),
        lambda: shapes.text(1, "it"),
        lambda: shapes.items({}, "it"),
        lambda: shapes.items([1], "it", size=2),
        lambda: shapes.slug("App", "it"),
        lambda: shapes.slug("", "it"),
        lambda: shapes.slug("app\n", "it"),
        lambda: shapes.slug("a" * 41, "it"),
        lambda: shapes.origin("gala/night/00"),
        lambda: shapes.origin("gala/night/" + "0" * 64 + "\n"),
        lambda: shapes.origin(None),
        lambda: shapes.batch("1"),
        lambda: shapes.batch("1-x"),
    ],
)
def test_what_has_another_shape_is_refused(reading: Callable[[], object]) -> None:
    with pytest.raises(ProofError):
        reading()


def test_what_has_the_shape_is_returned() -> None:
    assert shapes.exact({"a": 1}, frozenset("a"), "it") == {"a": 1}
    assert shapes.integer(2**53 - 1, "it") == 2**53 - 1
    assert shapes.items([1, 2], "it", size=2) == [1, 2]
    assert shapes.slug("a-1", "it") == "a-1"
    assert shapes.origin("gala/night/" + "0" * 64) == "gala/night/" + "0" * 64
    assert shapes.batch("1750000000000-0") == "1750000000000-0"
