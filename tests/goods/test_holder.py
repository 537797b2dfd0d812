from gala.goods.holder import holders
from run_sheet.said import Said

GONE = Said("没有这个文件", "there is no such file")


def test_the_sheet_or_a_file_that_it_includes() -> None:
    with_goods, without = b"goods: []\n", b"rooms: []\n"
    assert holders(with_goods, {}) == (None,)
    assert holders(without, {"a.yaml": without, "b.yaml": with_goods}) == ("b.yaml",)
    assert holders(with_goods, {"b.yaml": with_goods}) == (None, "b.yaml")
    assert holders(without, {"a.yaml": GONE}) == ()


def test_what_is_no_yaml_has_none() -> None:
    for broken in (b"goods: [", b"\xff", b"goods", b""):
        assert holders(broken, {}) == ()
