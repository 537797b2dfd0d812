import pytest

from run_sheet.file_names import NAME_CHARACTERS_MAX, is_file_name
from tests.run_sheet.sheets import judge_segments


@pytest.mark.parametrize("name", ["goods.yaml", "parts/opening.yml", "商品.yaml", "a b/c..d.yaml"])
def test_files_beside_the_sheet_and_below_it(name: str) -> None:
    assert is_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "../goods.yaml",
        "parts/../../goods.yaml",
        "/etc/goods.yaml",
        "//host/goods.yaml",
        "./goods.yaml",
        "parts//goods.yaml",
        "parts\\goods.yaml",
        "c:goods.yaml",
        "https://shop.example/goods.yaml",
        "goods.json",
        "goods.yaml/",
        "goods\n.yaml",
        "goods\x00.yaml",
        "",
        "x" * NAME_CHARACTERS_MAX + ".yaml",
        616,
        None,
        ["goods.yaml"],
    ],
)
def test_nothing_leads_out_of_its_folder(name: object) -> None:
    assert not is_file_name(name)


def test_a_name_that_leads_elsewhere_is_told_where_it_stands() -> None:
    judge_segments("""
          - include: ../opening.yaml
        #            ^ GS019
          - {id: a, kind: host, title: T, length: 1m}
        include: [/etc/passwd, 616]
        #         ^ GS019      ^ GS019
        """)
