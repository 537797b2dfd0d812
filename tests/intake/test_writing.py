from hypothesis import given
from hypothesis import strategies as st

from gala.intake.items import Item
from gala.intake.writing import missing, sheet_text
from run_sheet import KINDS, Outlet, Text, parse
from run_sheet.compose import compose

APP = Outlet.model_validate({"id": "app", "title": "App", "delay": "0s"})
TITLE = Text(zh="夜场", en="Evening")


def item(kind: str = "host", **more: object) -> Item:
    made = Item(2, kind, Text(zh="开场", en="Opening"), id="opening", length_ms=60_000)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def text(*items: Item) -> str:
    return sheet_text("evening", TITLE, "2026-01-30T20:00:00+08:00", [APP], items, ["made: of\nx"])


def test_a_sheet_that_may_go_on_air() -> None:
    made = text(item(at="20:00:00", guests=(("歌手", 1), ("Host: 2", 2)), notes=["一", "- 二"]))
    parsed = parse(made)
    assert parsed.sheet is not None, parsed.report()
    (segment,) = parsed.sheet.segments
    assert segment.notes == Text(zh="一\n- 二", en="一\n- 二")
    guests = getattr(segment, "guests")  # noqa: B009
    assert [(one.role.zh, one.count) for one in guests] == [("歌手", 1), ("Host: 2", 2)]
    assert "# made: of x\n" in made


def test_a_fixed_end() -> None:
    sheet = parse(text(item(at=None, ends="20:01:00"))).sheet
    assert sheet is not None
    assert sheet.segments[0].ends_ms == sheet.start_ms + 60_000


def test_what_is_still_missing_stands_in_a_comment() -> None:
    made = text(item("seckill", length_ms=None, more={"stock": "{app: 5}"}))
    assert "    # 待填 / to fill in: length, opens, open_for, goods, price_fen\n" in made
    assert "stock: {app: 5}" in made
    assert missing(item("visit")) == ["room"]
    assert missing(item("draw")) == ["prizes", "opens", "open_for"]
    assert all(missing(item(kind)) == [] for kind in ("host", "story", "performance", "break"))
    assert all(missing(item(kind)) for kind in KINDS if kind in ("seckill", "rain"))


@given(
    st.lists(
        st.text(alphabet=" ab:#-'\"|>{}[]&*!%@笔\\", min_size=1, max_size=9)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_notes_are_read_as_what_they_were(lines: list[str], english: bool) -> None:
    made = item(notes=lines, notes_en=lines if english else [])
    document = compose(text(made))
    assert isinstance(document.data, dict), document.problems
    notes = document.data["segments"][0]["notes"]
    whole = "\n".join(lines)
    assert notes == ({"zh": whole, "en": whole} if english else whole)
