"""Editing while on air: who may, what comes of it, and that a log can hold no other edit."""

from dataclasses import replace

import pytest

from gala.core.edit_events import SheetEdited
from gala.core.events import Proposed
from gala.core.schedule import expected_starts
from gala.core.sheets import sheet_of
from gala.core.state import Edited, Show
from gala.core.step import step
from gala.core.tables import BadTransition, SegmentState, WindowState
from run_sheet import digest
from tests.audited import SHEET as AUDITED
from tests.audited import signed
from tests.core.playing import LEAD_MS, LOTS, ORIGIN_MS, SHEET, Playing

BYE = "  - {id: bye, kind: host, title: Bye, length: 10s}\n"
SONG = "  - {id: song, kind: performance, title: Song, length: 1m}\n"
LATER = SHEET.replace(BYE, SONG + BYE)
DEARER = SHEET.replace("price_fen: 1,", "price_fen: 2,")
NOW_MS = ORIGIN_MS + 5_000


def on_air() -> Playing:
    return Playing().until(NOW_MS - 1)


def test_what_is_shown_and_when_takes_one_seat() -> None:
    play = on_air()
    before = expected_starts(play.show)[1]
    assert play.edit(LATER, NOW_MS) is None
    (event,) = play.came(SheetEdited)
    assert (event.digest, event.by, event.second) == (digest(sheet_of(LATER)), "director", "")
    assert play.show.sheet == LATER
    assert play.show.edits == (Edited(NOW_MS, event.digest, "director", "", ()),)
    assert expected_starts(play.show)[1] == before + 60_000
    assert play.kinds()[-1] == "next"
    play.until(ORIGIN_MS + 10 * 60_000)
    assert [run.state for run in play.show.runs] == [SegmentState.DONE] * 6
    assert play.show.run("song").started_ms is not None


def test_what_is_sold_takes_two_and_goes_by_the_new_sheet() -> None:
    play = on_air()
    assert play.edit(DEARER, NOW_MS) is None
    assert play.came(Proposed)[0].key == f"edit {digest(sheet_of(DEARER))}"
    assert play.edit(DEARER, NOW_MS + 1) == "needs_second"
    assert play.edit(DEARER, NOW_MS + 2, by="second") is None
    (event,) = play.came(SheetEdited)
    assert (event.by, event.second) == ("director", "second")
    assert play.show.proposal is None
    play.until(ORIGIN_MS + 45_000)
    assert play.opened()[0].price_fen == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stock: {app: 5, tv: 2}", "stock: {app: 5, tv: 3}"),
        ("price_fen: 900", "price_fen: 990"),
        ("segments:", "promises:\n  - {id: kept, text: We keep it}\nsegments:"),
        ("segments:", "rules: {gap: 'off'}\nsegments:"),
        ("opens: 10s", "opens: 12s"),
    ],
)
def test_whatever_changes_who_gets_what_takes_two(old: str, new: str) -> None:
    play = on_air()
    assert play.edit(SHEET.replace(old, new), NOW_MS) is None
    assert play.came(SheetEdited) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Sale, length: 60s", "title: Bargain, length: 70s"),
        ("title: Story", "notes: Slowly, title: Story, plan_b: {title: Music, length: 30s}"),
        ("title: Sale", "title: Sale, prompter: Now. Go!"),
        (', at: "20:23:10"', ""),
        (BYE, ""),
    ],
)
def test_words_lengths_and_order_take_one(old: str, new: str) -> None:
    play = on_air()
    assert play.edit(SHEET.replace(old, new), NOW_MS) is None
    assert len(play.came(SheetEdited)) == 1


BUYERS = LOTS.replace(
    "  - {id: first,",
    SHEET[SHEET.index("  - {id: sale") : SHEET.index("  - {id: visit")] + "  - {id: first,",
).replace("alternates: 2,", "alternates: 2, who: {bought: [sale]},")


@pytest.mark.parametrize("old", ["title: Rain", "title: First", "title: Sale"])
def test_the_title_of_what_is_drawn_takes_one_too(old: str) -> None:
    play = Playing(BUYERS).until(NOW_MS - 1)
    assert play.edit(BUYERS.replace(old, "title: Another"), NOW_MS) is None
    assert len(play.came(SheetEdited)) == 1
    assert play.edit(BUYERS.replace("title: {zh: 车, en: Car}", "title: Boat"), NOW_MS + 1) is None
    assert len(play.came(SheetEdited)) == 1, "a prize is promised"


UNATTENDED = """unattended:
  approvers:
    - id: producer
      title: Producer
      key: d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
    - id: finance
      title: Finance
      key: 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
  breaker: {spend_fen: 100000}
  call: {whom: Whoever is on duty}
segments:"""


def test_what_two_have_approved_is_not_changed_by_one() -> None:
    play = Playing(SHEET.replace("segments:", UNATTENDED)).until(NOW_MS - 1)
    assert play.edit(LATER.replace("segments:", UNATTENDED), NOW_MS) is None
    assert play.came(SheetEdited) == []
    assert play.edit(LATER, NOW_MS + 1) == "locked"


def test_why_an_edit_is_refused() -> None:
    play = on_air()
    assert play.edit(SHEET + "# looked through\n", NOW_MS) == "same_sheet"
    assert play.edit(SHEET.replace("goods: pen", "goods: pan"), NOW_MS + 1) == "bad_sheet"
    assert play.edit(SHEET.replace("title: Opening", "title: Hello"), NOW_MS + 2) == "locked"
    assert play.edit(LATER, NOW_MS + 3, base="00") == "stale_sheet"
    assert play.edit(LATER, NOW_MS + 4, base=None) == "bad_value"
    assert play.ask("edit", NOW_MS + 5, base=play.show.plan.digest) == "bad_value"
    play.ask("end", NOW_MS + 6)
    assert play.edit(LATER, NOW_MS + 7) == "over"
    assert play.came(SheetEdited) == []


def test_a_show_without_a_text_cannot_be_edited() -> None:
    play = on_air()
    play.show = replace(play.show, sheet="")
    assert play.edit(LATER, NOW_MS) == "bad_value"


def test_two_edits_from_the_same_sheet_do_not_both_count() -> None:
    play = on_air()
    seen = play.show.plan.digest
    assert play.edit(LATER, NOW_MS) is None
    assert play.edit(SHEET.replace(BYE, ""), NOW_MS + 1, base=seen) == "stale_sheet"


def test_what_is_made_ready_is_loaded_anew() -> None:
    play = on_air()
    play.ask("ready", NOW_MS, segment="story")
    assert play.edit(SHEET.replace("title: Story", "title: Tale"), NOW_MS + 1) is None
    assert play.kinds()[-2:] == ["ready", "next"]
    assert play.cues()[-2].body[0][2] == ("Tale", "Tale")  # type: ignore[index]
    assert play.show.loaded_seq == play.cues()[-2].seq
    assert play.show.standby == "story"
    play.edit(LATER.replace("title: Story", "title: Tale"), NOW_MS + 2)
    assert play.kinds()[-2:] == ["next", "next"], "nothing of it has changed"


def test_a_removed_segment_is_gone_and_a_new_sale_is_sold() -> None:
    play = on_air()
    sale = SHEET[SHEET.index("  - {id: sale") : SHEET.index("  - {id: visit")]
    more = sale.replace("id: sale", "id: more").replace("app: 5", "app: 7")
    text = SHEET.replace(sale, "").replace(BYE, more + BYE)
    play.edit(text, NOW_MS)
    assert play.edit(text, NOW_MS + 1, by="second") is None
    assert [one.id for one in play.show.windows] == ["more"]
    assert play.show.edits[0].retired == ("sale",)
    play.sold = {"app": 4}
    play.until(ORIGIN_MS + 10 * 60_000)
    assert play.show.window("more").state is WindowState.SETTLED
    assert dict(play.show.window("more").sold) == {"app": 4, "tv": 0}
    assert dict(play.show.window("more").left(play.show.window_plan("more")))["app"] == 3


def test_what_is_sold_otherwise_is_signed_anew() -> None:
    play = Playing(AUDITED)
    play.show = replace(play.show, audits=signed(sheet_of(AUDITED)))
    play.until(NOW_MS - 1)
    dearer = AUDITED.replace("price_fen: 9,", "price_fen: 10,")
    assert play.edit(dearer, NOW_MS) == "not_audited"
    new = signed(sheet_of(dearer), "law", "cup")
    play.edit(dearer, NOW_MS + 1, audits=new)
    assert play.edit(dearer, NOW_MS + 2, by="second", audits=new) is None
    (event,) = play.came(SheetEdited)
    assert [(row[0], row[2]) for row in event.audits] == [("cup", "law"), ("pen", "quality")]
    assert [one.goods for one in play.show.audits] == ["cup", "pen"]


def edited(show: Show, text: str, **other: object) -> SheetEdited:
    made = SheetEdited(show.now_ms, text, digest(sheet_of(text)), (), "director", "")
    return replace(made, **other)  # type: ignore[arg-type]


def test_a_log_holds_no_edit_that_was_not_to_be() -> None:
    show = on_air().show
    step(show, edited(show, LATER))
    for odd, why in (
        (edited(show, LATER, digest="00"), "digest is another"),
        (edited(show, SHEET.replace("title: Opening", "title: Hello")), "it is on air"),
        (edited(show, DEARER), "takes two people"),
        (edited(show, DEARER, second="director"), "takes two people"),
        (edited(show, SHEET), "means the same"),
        (edited(show, LATER, audits=(("pen", "ab", "law", "2021-06-10", "cd"),)), "does not hold"),
    ):
        with pytest.raises(BadTransition, match=why):
            step(show, odd)
    with pytest.raises(ValueError, match="has errors"):
        step(show, replace(edited(show, LATER), sheet=LATER.replace("goods: pen", "goods: pan")))


def test_the_state_s_hash_sees_an_edit() -> None:
    show = on_air().show
    one, _ = step(show, edited(show, LATER))
    other, _ = step(show, edited(show, LATER, by="second"))
    assert len({show.state_hash(), one.state_hash(), other.state_hash()}) == 3


def test_an_edit_while_a_take_is_announced_leaves_it_as_it_was() -> None:
    play = Playing().until(ORIGIN_MS + 27_000)
    assert play.show.taking is not None
    assert play.edit(LATER, ORIGIN_MS + 28_000) is None
    play.until(ORIGIN_MS + 30_000)
    assert play.show.on_air is not None
    assert (play.show.on_air.segment, play.show.on_air.length_ms) == ("sale", 60_000)
    assert play.ask("go", ORIGIN_MS + 31_000) is None
    assert play.show.taking is not None
    assert play.show.taking.present_at_ms == ORIGIN_MS + 31_000 + LEAD_MS
