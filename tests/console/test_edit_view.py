"""What an editor reads: every field has both languages, and nothing is left to guess."""

import pytest

from gala.console.edit_view import preview, sheet_view
from tests.core.playing import LOTS, ORIGIN_MS, SHEET, Playing

BYE = "  - {id: bye, kind: host, title: Bye, length: 10s}\n"


def on_air(text: str = SHEET) -> Playing:
    return Playing(text).until(ORIGIN_MS + 5_000)


def test_the_sheet_says_of_each_segment_what_may_be_edited() -> None:
    show = on_air().show
    view = sheet_view(show)
    assert (view["digest"], view["text"]) == (show.plan.digest, SHEET)
    opening, sale, *_, story, _ = view["segments"]
    assert opening["stands"] == {"zh": "正在播出", "en": "it is on air"}
    assert sale["stands"] is None
    assert (sale["length"], sale["title"]) == ("1m", {"zh": "Sale", "en": "Sale"})
    assert story["at"] == "20:23:10"


def test_a_preview_tells_differences_finish_and_who_must_agree() -> None:
    show = on_air().show
    later = SHEET.replace(BYE, BYE.replace("10s", "40s"))
    made = preview(show, later, ())
    assert (made["may"], made["two_seats"], made["base"]) == (True, False, show.plan.digest)
    assert [one["place"] for one in made["differences"]] == ["segments.bye.length"]
    assert "longer by 30s" in made["differences"][0]["said"]["en"]
    assert "30s later" in made["finish"]["en"]
    assert made["ends_ms"]["after"] - made["ends_ms"]["before"] == 30_000
    dearer = preview(show, SHEET.replace("price_fen: 1,", "price_fen: 2,"), ())
    assert (dearer["may"], dearer["two_seats"]) == (True, True)


def test_a_preview_tells_what_stands_in_the_way() -> None:
    show = on_air().show
    made = preview(show, SHEET.replace("title: Opening", "title: Hello"), ())
    assert not made["may"]
    (barrier,) = made["barriers"]
    assert barrier["place"] == "segments.opening"
    assert barrier["said"]["en"].endswith("it is on air: it stands as it is")
    assert "正在播出" in barrier["said"]["zh"]


def test_a_sheet_with_errors_has_its_problems_and_no_digest() -> None:
    made = preview(on_air().show, SHEET.replace("goods: pen", "goods: pan"), ())
    assert (made["may"], made["sheet"]) == (False, None)
    (problem,) = [one for one in made["problems"] if one["severity"] == "error"]
    assert problem["code"] == "GS202"
    assert problem["message"]["zh"] != problem["message"]["en"]
    assert problem["line"] > 1


def test_the_same_again_is_no_edit() -> None:
    made = preview(on_air().show, f"{SHEET}# read\n", ())
    assert (made["may"], made["differences"]) == (False, [])


@pytest.mark.parametrize("text", [SHEET, LOTS])
def test_nothing_is_left_out(text: str) -> None:
    view = sheet_view(on_air(text).show)
    assert [one["id"] for one in view["segments"]] == [
        one.id for one in on_air(text).show.plan.segments
    ]
