from run_sheet.places import Places


def places() -> Places:
    noted = Places()
    noted.key(("segments",), 5, 1)
    noted.value(("segments",), 6, 3)
    noted.value(("segments", 0), 6, 5)
    noted.key(("segments", 0, "id"), 6, 5)
    noted.value(("segments", 0, "id"), 6, 9)
    return noted


def test_keys_and_values_are_found() -> None:
    assert places().find(("segments", 0, "id")) == (6, 9)
    assert places().find(("segments", 0, "id"), on_key=True) == (6, 5)


def test_what_is_not_there_is_found_in_what_is_around_it() -> None:
    assert places().find(("segments", 0, "stock", "app"), on_key=True) == (6, 5)
    assert places().find(("outlets",)) == (1, 1)
    assert places().find(()) == (1, 1)
