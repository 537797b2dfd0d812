from run_sheet.sizes import values_in


def test_every_mapping_list_and_scalar_counts() -> None:
    assert values_in(None) == 1
    assert values_in({"a": [1, 2], "b": {}}) == 5
