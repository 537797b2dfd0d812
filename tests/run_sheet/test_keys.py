from run_sheet.keys import keys_at, without_kind


def test_the_keys_of_a_place() -> None:
    assert "outlets" in keys_at(())
    assert list(keys_at(("outlets", 0))) == ["id", "title", "delay"]
    assert "open_for" in keys_at(("segments", 3, "rain"))
    assert "stock" not in keys_at(("segments", 3, "rain"))
    assert list(keys_at(("segments", 3, "draw", "prizes", 0, "title"))) == ["zh", "en"]
    assert list(keys_at(("segments", 3, "host", "notes"))) == ["zh", "en"]


def test_places_without_keys() -> None:
    assert keys_at(("segments", 3, "seckill", "stock", "app")) == {}
    assert keys_at(("nothing", "at", "all")) == {}


def test_a_location_loses_the_kind_that_pydantic_puts_in() -> None:
    assert without_kind(("segments", 3, "rain", "pool_fen")) == ("segments", 3, "pool_fen")
    assert without_kind(("segments", 3)) == ("segments", 3)
    assert without_kind(("rooms", 0, "host", "zh")) == ("rooms", 0, "host", "zh")
