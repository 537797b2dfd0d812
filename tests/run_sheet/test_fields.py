import pytest
from pydantic import TypeAdapter, ValidationError

from run_sheet.fields import COUNT_MAX, FEN_MAX, Count, CountOrNone, Fen, SheetModel, Slug
from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages

OPENING = "  - {id: a, kind: host, title: x, length: 1m}\n"


@pytest.mark.parametrize("text", ["a", "0", "iphone12", "a-b-", "x" * 40])
def test_ids(text: str) -> None:
    assert TypeAdapter(Slug).validate_python(text) == text


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a b", "é", "x" * 41, "a\n", 616, None])
def test_what_is_no_id(text: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(text)


@pytest.mark.parametrize(
    ("adapter", "least", "most"),
    [
        (TypeAdapter(Fen), 0, FEN_MAX),
        (TypeAdapter(Count), 1, COUNT_MAX),
        (TypeAdapter(CountOrNone), 0, COUNT_MAX),
    ],
)
def test_numbers_have_limits_and_are_whole(
    adapter: TypeAdapter[int], least: int, most: int
) -> None:
    assert [adapter.validate_python(number) for number in (least, most)] == [least, most]
    for bad in (least - 1, most + 1, 1.0, "1", True, None):
        with pytest.raises(ValidationError):
            adapter.validate_python(bad)


def test_parts_of_a_sheet_cannot_be_changed() -> None:
    class Part(SheetModel):
        size: int

    with pytest.raises(ValidationError):
        Part(size=1).size = 2


def test_an_id_of_digits_wants_quotes() -> None:
    parsed = judge_segments("""
          - {id: 616, kind: host, title: x, length: 1m}
        #        ^ GS103
          - {id: true, kind: host, title: x, length: 1m}
        #        ^ GS103
          - {id: Two, kind: host, title: x, length: 1m}
        #        ^ GS105
        """)
    assert 'put it in quotes: "616"' in messages(parsed)


def test_amounts_are_whole_fen() -> None:
    head = HEAD.replace("segments:\n", "")
    judge(
        head
        + """\
  - {id: a, title: A, price_fen: 12.5}
#                                ^ GS103
  - {id: b, title: B, price_fen: -1}
#                                ^ GS104
  - {id: c, title: C, price_fen: "1,000"}
#                                ^ GS103
  - {id: d, title: D, price_fen: 99999999999999}
#                                ^ GS104
  - {id: e, title: E, price_fen: .nan}
#                                ^ GS103
segments:
"""
        + OPENING
    )
