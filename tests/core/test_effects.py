from gala.core.canonical import digest
from gala.core.effects import CloseWindow, Effect, OpenWindow, Publish


def test_effects_that_differ_have_other_digests() -> None:
    effects: list[Effect] = [
        Publish("main", 1, 1, 0, "take", ()),
        Publish("main", 1, 1, 5, "take", ()),
        Publish("main", 1, 1, 0, "take", ("x",)),
        Publish("room:a", 1, 1, 0, "take", ()),
        OpenWindow("pen", 1, 1, (("app", 0, 1, 5),)),
        OpenWindow("pen", 1, 1, (("app", 0, 1, 6),)),
        CloseWindow("pen", 1),
        CloseWindow("pen", 2),
    ]
    assert len({digest(effect.fields()) for effect in effects}) == len(effects)
