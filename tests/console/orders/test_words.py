import inspect
import re

from gala.console.orders import platform, till, viewers
from gala.console.orders.words import TEXTS, body_of, refused
from gala.core.orders import rules


def test_every_refusal_has_its_words() -> None:
    used = set[str]()
    for module in (platform, till, viewers):
        source = inspect.getsource(module)
        used |= set(re.findall(r"(?:Refusal|refused|body_of)\(\"(\w+)\"", source))
    declined = set(re.findall(r"Declined\(\"(\w+)\"\)", inspect.getsource(rules)))
    assert used | declined <= TEXTS.keys()
    assert TEXTS.keys() <= used | declined | {"ticket", "expired"}


def test_words_are_in_both_languages() -> None:
    for code, (status, zh, en) in TEXTS.items():
        assert 400 <= status < 600
        assert re.search("[一-鿿]", zh), code
        assert not re.search("[一-鿿]", en), code
    assert refused("rate").status == 429
    assert body_of("rate")["error"] == "rate"
