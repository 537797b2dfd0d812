"""What stands once the show is on, each with the reason that its editor reads."""

import pytest

from gala.core.barriers import EDITABLE, barriers, stands
from gala.core.sheets import plan_of, sheet_of
from run_sheet import RunSheet
from tests.audited import SHEET as GUARANTEED
from tests.core.playing import (
    FILLERS,
    FIRST_CLOSED_MS,
    LOTS,
    ORIGIN_MS,
    SECOND_MS,
    SHEET,
    Playing,
)

OPENING = "  - {id: opening, kind: host, title: Opening, length: 30s}\n"
BYE = "  - {id: bye, kind: host, title: Bye, length: 10s}\n"
SALE = SHEET[SHEET.index("  - {id: sale") : SHEET.index("  - {id: visit")]
VISIT = SHEET[SHEET.index("  - {id: visit") : SHEET.index("  - {id: story")]
WHO = ", who: {ticket: {tier: gold}}}\n"
DRAW = """  - {id: extra, kind: draw, title: Extra, length: 60s, opens: 10s, open_for: 20s,
     prizes: [{id: mug, title: Mug, count: 1, value_fen: 500}]}
"""


def found(play: Playing, text: str) -> dict[str, str]:
    """What stands in the way of a text, in English, by its place."""
    old, new = sheet_of(play.show.sheet), sheet_of(text)
    plan = plan_of(text, play.show.plan.pace_milli, False)
    return {one.place: one.said[1] for one in barriers(play.show, old, new, plan)}


def on_air(ms: int, text: str = SHEET) -> Playing:
    return Playing(text).until(ORIGIN_MS + ms)


def test_what_is_still_to_come_is_free() -> None:
    play = on_air(5_000)
    text = (
        SHEET.replace("title: Sale, length: 60s", "title: {zh: 抢, en: Now}, length: 70s")
        .replace("price_fen: 1,", "price_fen: 2,")
        .replace("stock: {app: 5, tv: 2}", "stock: {app: 9}")
        .replace("opens: 10s, open_for: 20s", "opens: 15s, open_for: 30s")
        .replace('at: "20:23:10"', "notes: Slowly")
        .replace(BYE, "  - {id: song, kind: performance, title: Song, length: 1m}\n" + BYE)
        .replace("note: List price", "note: Paid most often")
    )
    assert found(play, text) == {}
    assert found(play, SHEET.replace(SALE, "")) == {}
    assert found(play, SHEET.replace(SALE, "").replace(BYE, SALE + BYE)) == {}


@pytest.mark.parametrize(
    ("at_ms", "why"),
    [(0, "it is on air"), (27_000, "it is announced"), (31_000, "it is on air")],
)
def test_what_is_on_air_or_announced_stands(at_ms: int, why: str) -> None:
    play = on_air(at_ms)
    segment = "opening" if at_ms == 0 else "sale"
    was = OPENING if segment == "opening" else SALE
    longer = was.replace("length: 30s", "length: 40s").replace("length: 60s", "length: 70s")
    place = f"segments.{segment}"
    assert found(play, SHEET.replace(was, longer)) == {
        place: f"`{segment}`: {why}: it stands as it is"
    }
    assert found(play, SHEET.replace(was, "")) == {
        place: f"`{segment}`: {why}: it cannot be removed"
    }


def test_what_has_been_on_air_stands_in_its_order() -> None:
    play = on_air(95_000)
    assert found(play, SHEET.replace(OPENING, OPENING.replace("Opening", "Begin")))[
        "segments.opening"
    ].endswith("it has been on air: it stands as it is")
    swapped = SHEET.replace(OPENING, "").replace(SALE, SALE + OPENING)
    assert found(play, swapped) == {"segments": "what has been on air stands in its order"}


def test_goods_of_a_sale_that_was_stand_with_it() -> None:
    play = on_air(95_000)
    assert found(play, SHEET.replace("price_fen: 900", "price_fen: 990")) == {
        "segments.sale": "`sale`: it has been on air: something that it shows would be another"
    }
    assert found(on_air(5_000), SHEET.replace("price_fen: 900", "price_fen: 990")) == {}


def test_nothing_is_put_before_what_is_on_air() -> None:
    play = on_air(31_000)
    before = SHEET.replace(SALE, BYE.replace("bye", "ad") + SALE)
    assert found(play, before) == {
        "segments.ad": "`ad`: it stands before `sale`, which is on air: it would never come"
    }
    assert list(found(play, SHEET.replace(BYE, "").replace(SALE, BYE + SALE))) == ["segments.bye"]


def test_a_window_that_has_been_open_stands_though_its_segment_comes_again() -> None:
    play = on_air(31_000)
    play.ask("jump", ORIGIN_MS + 45_000, segment="opening")
    play.until(ORIGIN_MS + 50_000)
    dearer = SHEET.replace("price_fen: 1,", "price_fen: 2,")
    assert found(play, dearer)["segments.sale"].startswith("`sale`: its window has been open")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id: small", "id: large", "id"),
        ("title: {zh: 小, en: Small}", "title: Other", "title"),
        ("start: 2021-06-15T20:21", "start: 2021-06-15T20:20", "start"),
        ("delay: 3s", "delay: 4s", "outlets"),
        ("capacity: 100", "capacity: 200", "rooms"),
    ],
)
def test_what_was_settled_when_the_show_began(old: str, new: str, place: str) -> None:
    told = found(on_air(5_000), SHEET.replace(old, new))
    assert told[place].endswith("settled when the show began")


def test_what_a_later_format_brings_stands_until_it_is_named_here() -> None:
    assert set(RunSheet.model_fields) > EDITABLE
    assert "auditors" not in EDITABLE


def test_edges_were_told_who_may_take_part() -> None:
    play = on_air(5_000)
    told = found(play, SHEET.replace("stock: {app: 5, tv: 2}}\n", "stock: {app: 5, tv: 2}" + WHO))
    assert "was told to the edges" in told["segments.sale"]
    lots = on_air(5_000, LOTS)
    told = found(lots, LOTS.replace("per_viewer: 4", "per_viewer: 5"))
    assert "was told to the edges" in told["segments.rain"]
    assert found(lots, LOTS.replace("pool_fen: 1000", "pool_fen: 2000")) == {}


def test_a_new_sale_is_for_everybody_alike() -> None:
    play = on_air(5_000)
    another = SALE.replace("id: sale", "id: more")
    assert found(play, SHEET.replace(BYE, another + BYE)) == {}
    lottery = another.replace("}}\n", "}, by: lot}\n")
    assert found(play, SHEET.replace(BYE, lottery + BYE)) == {}
    for odd in (another.replace("}}\n", "}" + WHO), DRAW):
        (said,) = found(play, SHEET.replace(BYE, odd + BYE)).values()
        assert "a new window must be alike for everybody" in said


def test_first_come_does_not_become_a_lottery() -> None:
    told = found(on_air(5_000), SHEET.replace("tv: 2}}", "tv: 2}, by: lot}"))
    assert "make it a new segment" in told["segments.sale"]


def test_another_kind_needs_another_id() -> None:
    told = found(on_air(5_000), SHEET.replace("id: bye, kind: host", "id: bye, kind: story"))
    assert told == {"segments.bye": "`bye`: another kind needs an id of its own"}


def test_what_people_have_entered_is_drawn_as_they_were_told() -> None:
    play = on_air(FIRST_CLOSED_MS - ORIGIN_MS, LOTS)
    assert stands(play.show, "second") is None
    cups = "{id: cup, title: {zh: 杯, en: Cup}, count: 2"
    told = found(play, LOTS.replace(cups, cups.replace("count: 2", "count: 1")))
    assert told["segments.second"].startswith("`second`: people have entered `first`")
    later = LOTS.replace("title: Second, length: 30s", "title: Next, length: 40s")
    assert found(play, later) == {}
    more = (
        BYE.replace("kind: host", "kind: draw")
        .replace("bye", "third")
        .replace(
            "10s}",
            "10s, entries: first,\n     prizes: [{id: x, title: X, count: 1, value_fen: 1}]}",
        )
    )
    assert list(found(play, LOTS.replace(BYE, more + BYE))) == ["segments.third"]
    assert list(found(on_air(5_000, LOTS), LOTS.replace(BYE, more + BYE))) == []


def test_a_draw_that_was_made_stands() -> None:
    play = Playing(LOTS).until(SECOND_MS + 29_000)
    assert stands(play.show, "rain") is not None
    assert list(found(play, LOTS.replace("title: Second", "title: Other"))) == ["segments.second"]


def test_visits_need_a_show_that_began_with_one() -> None:
    bare = SHEET.replace(VISIT, "")
    assert list(found(on_air(5_000, bare), SHEET)) == ["segments.visit"]


def test_guarantees_stand_in_the_first_line() -> None:
    play = on_air(5_000, GUARANTEED)
    other = GUARANTEED.replace(
        "title: Cups, length: 60s, goods: cup", "title: C, length: 60s, goods: pen"
    )
    assert "to which receipts point" in found(play, other)["segments.cups"]
    other = GUARANTEED.replace(
        "title: Pens, length: 60s, goods: pen", "title: P, length: 60s, goods: cup"
    )
    assert "cannot be taken away" in found(play, other)["segments.sale"]
    other = GUARANTEED.replace("claim_days: 30", "claim_days: 20")
    assert "settled when the show began" in found(play, other)["guarantees"]
    assert found(play, GUARANTEED.replace("title: Cups", "title: Mugs")) == {}


def test_what_is_made_ready_is_not_taken_away() -> None:
    play = on_air(1_000)
    play.ask("ready", ORIGIN_MS + 2_000, segment="story")
    gone = SHEET[: SHEET.index("  - {id: story")] + BYE
    assert found(play, gone) == {
        "segments.story": "`story`: it is made ready: make another one ready first"
    }


def test_a_plan_b_that_was_taken_stands() -> None:
    play = on_air(5_000, FILLERS)
    play.ask("plan_b", ORIGIN_MS + 10_000, segment="song")
    play.until(ORIGIN_MS + 12_000)
    longer = FILLERS.replace("en: Soon}, length: 20s", "en: Soon}, length: 25s")
    assert found(play, longer.replace("en: Soon", "en: Wait"))["segments.song"].startswith(
        "`song`: it is on air"
    )
    assert found(on_air(5_000, FILLERS), longer) == {}


def test_at_another_pace_lengths_are_shared_out_anew_and_nothing_that_was_is_touched() -> None:
    play = Playing(SHEET, pace_milli=60_000).until(ORIGIN_MS + 700)
    assert play.show.current == "sale"
    assert found(play, SHEET.replace(BYE, BYE.replace("10s", "90s"))) == {}


def test_an_id_that_was_removed_is_not_used_again() -> None:
    play = on_air(5_000)
    assert play.edit(SHEET.replace(BYE, ""), ORIGIN_MS + 6_000) is None
    told = found(play, SHEET.replace("title: Bye", "title: Good night"))
    assert told["segments.bye"].endswith("is not used again: take another")
