from run_sheet import nouns
from run_sheet.duplicates import duplicate_ids
from run_sheet.problem import Path


def test_every_id_but_the_first_is_found_and_sees_the_first() -> None:
    ids: list[tuple[Path, str]] = [((0,), "a"), ((1,), "b"), ((2,), "a"), ((3,), "a")]
    found = [(finding.path, finding.see) for finding in duplicate_ids(nouns.ROOM, ids)]
    assert found == [((2,), (0,)), ((3,), (0,))]


def test_unique_ids_are_no_findings() -> None:
    assert not list(duplicate_ids(nouns.ROOM, [((0,), "a"), ((1,), "b")]))
