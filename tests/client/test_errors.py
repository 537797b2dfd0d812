import inspect
import re

from gala.client import errors


def test_the_tree_at_the_head_is_the_tree() -> None:
    drawn: list[tuple[str, str]] = []
    above: list[tuple[int, str]] = []
    for found in re.finditer(r"^    ([ │├└─]*)(\w+)", errors.__doc__ or "", re.MULTILINE):
        depth, name = len(found[1]), found[2]
        above = [each for each in above if each[0] < depth]
        drawn.append((name, above[-1][1] if above else "Exception"))
        above.append((depth, name))
    real = [
        (name, kind.__bases__[0].__name__)
        for name, kind in inspect.getmembers(errors, inspect.isclass)
    ]
    assert sorted(drawn) == sorted(real)
