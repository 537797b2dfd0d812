from gala.grid.headers import bare, by_header


def test_spaces_marks_and_widths_do_not_matter() -> None:
    assert bare(" Price (CNY)* ") == bare("price_cny") == "pricecny"
    assert bare("价格（分）") == bare("价格(分)") == "价格分"


def test_each_header_leads_to_its_field() -> None:
    assert by_header({"id": "id, sku", "title": "品名"}) == {
        "id": "id",
        "sku": "id",
        "品名": "title",
    }
