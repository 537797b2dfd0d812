import pytest

from gala.store.keys import ShowKeys


def test_names_are_those_of_the_design() -> None:
    keys = ShowKeys("616")
    assert (keys.lease, keys.log, keys.cues) == ("{616}:lease", "{616}:log", "{616}:cues")
    window = keys.window("lipstick", 0)
    assert window.state == "{616:lipstick:0}:state"
    assert window.receipts == "{616:lipstick:0}:receipts"
    assert window.journal == "{616:lipstick:0}:journal"


@pytest.mark.parametrize("name", ["", "a}b", "{", "a:b"])
def test_a_name_that_would_break_a_hash_tag_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        ShowKeys(name)
    with pytest.raises(ValueError, match="cannot name"):
        ShowKeys("616").window(name, 0)


def test_the_orders_of_a_window_live_together() -> None:
    keys = ShowKeys("evening").window_orders("pens")
    assert all(key.startswith("{evening:pens:orders}:") for key in keys.all)
    assert len(set(keys.all)) == 6
    show = ShowKeys("evening")
    assert show.answered("a") != show.told("a")
