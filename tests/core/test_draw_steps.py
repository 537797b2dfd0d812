"""The facts of a draw: the cues they make, and what cannot follow."""

from dataclasses import replace
from typing import Any

import pytest

from gala.core.committing import committed, manifest
from gala.core.draw_steps import PLACES_IN_CUE, TOGETHER_MS, round_at_ms
from gala.core.effects import FreezeEntries, OpenDraw, Publish
from gala.core.events import (
    DrawAnnounced,
    DrawCommitted,
    DrawGivenUp,
    DrawOpened,
    DrawVoided,
    EntriesFrozen,
    HallDrawn,
    Proposed,
    RainOpened,
    WinnerPassedOver,
)
from gala.core.state import Show
from gala.core.step import step
from gala.core.tables import BadTransition, DrawState, Mode
from gala.proof.chain import HALL, Beacon
from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule
from tests.core.lots import PROOF, SIGNATURE
from tests.core.playing import FIRST_CLOSED_MS, LOTS, ORIGIN_MS, RAIN_CLOSED_MS, Playing

BY = ("director", "producer")


def waiting() -> Show:
    """The entries of `first` are frozen, and people may commit to its draw."""
    play = Playing(LOTS, mode=Mode.MANUAL)
    play.ask("jump", ORIGIN_MS, segment="first")
    return play.until(ORIGIN_MS + 60_000).show


def under_way() -> Playing:
    """Draw 2, of `first`, is committed to."""
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    assert play.show.draws[-1].state is DrawState.COMMITTED
    return play


def cue(play: Playing, kind: str) -> Publish:
    return next(one for one in reversed(play.cues()) if one.kind == kind)


def test_what_freezes_entries_is_told_to_everybody() -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS)
    effect = next(one for one in play.effects if isinstance(one, FreezeEntries))
    assert effect == FreezeEntries("rain", 1, (("app", 0, 6), ("tv", 0, 4)))
    (frozen,) = play.show.frozen
    assert cue(play, "entries_frozen").body == ("rain", 1, bytes.fromhex(frozen.root), 4, 10)


def test_a_commitment_is_told_with_its_manifest_and_waits_for_its_round() -> None:
    play = under_way()
    draw = play.show.draws[-1]
    body = (2, "first", "draw", "first", draw.manifest_text, round_at_ms(draw))
    assert cue(play, "draw_committed").body == body
    assert play.effects[-1] == OpenDraw(2, draw.manifest_text, FIRST_CLOSED_MS, "")


def test_places_know_the_numbers_that_they_own() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    draw = play.show.draws[-1]
    lots = play.lots("first")
    assert lots is not None
    owners = {lots.tree.low(i): text.split(" ")[0] for i, text in enumerate(lots.texts)}
    assert len(draw.places) == 5
    assert all(owners[place.low] == place.pseudonym for place in draw.places)
    body = cue(play, "draw_opened").body
    assert body[:4] == (2, "first", bytes.fromhex(SIGNATURE), bytes.fromhex(PROOF))
    rows: Any = body[4]
    assert [leaf.split(" ")[0] for _, leaf, _ in rows] == [one.pseudonym for one in draw.places]


def test_an_opening_goes_to_every_viewer_with_so_many_places_and_no_more() -> None:
    text = LOTS.replace("alternates: 2", "alternates: 200")
    play = Playing(text)
    play.entries["first"] = {"app": (1,) * 150}
    play.until(FIRST_CLOSED_MS + 1_000)
    assert len(play.show.draws[-1].places) == 150
    rows: Any = cue(play, "draw_opened").body[4]
    assert len(rows) == PLACES_IN_CUE


def test_packets_open_everywhere_together() -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS + 1_000)
    (rain,) = play.show.draws
    told = cue(play, "rain_opened")
    assert rain.opened_ms is not None
    assert told.present_at_ms == rain.opened_ms + TOGETHER_MS
    assert told.body[:2] == (1, "rain")
    assert told.body[-2:] == (rain.paid_fen, rain.returned_fen)


def test_an_announcement_names_who_has_which_prize_and_again_after_passing_over() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 5_000)
    draw = play.show.draws[-1]
    names = [bytes.fromhex(place.pseudonym) for place in draw.places]
    titles = play.show.lot("first").prizes
    assert [prize for prize, _ in titles] == ["car", "pen"]
    winners = ((0, "car", names[0]), (1, "pen", names[1]), (2, "pen", names[2]))
    assert cue(play, "draw_announced").body == (2, "first", winners, 3, titles)
    play.bring(WinnerPassedOver(play.show.now_ms, 2, 1, "staff", *BY))
    winners = ((0, "car", names[0]), (3, "pen", names[3]), (2, "pen", names[2]))
    assert cue(play, "draw_announced").body == (2, "first", winners, 3, titles)


def test_passing_over_before_the_envelope_is_open_says_nothing_yet() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    before = len(play.cues())
    play.bring(WinnerPassedOver(play.show.now_ms, 2, 0, "staff", *BY))
    assert len(play.cues()) == before


def test_a_void_and_a_draw_that_is_given_up_are_told() -> None:
    play = under_way()
    play.bring(DrawVoided(FIRST_CLOSED_MS, 2, "called_off", *BY))
    assert play.cues()[-1].body == (2, "first", "called_off")
    play.bring(DrawGivenUp(FIRST_CLOSED_MS, "first", "over"))
    assert play.cues()[-1].body == ("first", "over")
    assert play.show.given_up == (("first", "over"),)


def test_a_proposal_is_known_to_the_crew_alone() -> None:
    show, effects = step(waiting(), Proposed(ORIGIN_MS + 70_000, "draw first", "director"))
    assert effects == ()
    assert show.proposal is not None


@pytest.mark.parametrize(
    "other",
    [
        {"number": 2},
        {"root": bytes(32)},
        {"entries": 6},
        {"round": 900},
        {"segment": "second"},
        {"origin": "gala/other/" + "ab" * 32},
        {"vrf": bytes(32)},
        {"outlets": (("app", 7), ("tv", 5))},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_commitment_to_another_manifest_cannot_follow(other: dict[str, Any]) -> None:
    show, at_ms = waiting(), ORIGIN_MS + 70_000
    text = replace(manifest(show, "first", at_ms), **other).text()
    with pytest.raises(BadTransition, match="something else than it must"):
        step(show, DrawCommitted(at_ms, 1, text, *BY))


def test_a_commitment_to_more_prizes_cannot_follow() -> None:
    show, at_ms = waiting(), ORIGIN_MS + 70_000
    good = manifest(show, "first", at_ms)
    assert isinstance(good.rule, DrawRule)
    text = replace(good, rule=replace(good.rule, alternates=3)).text()
    with pytest.raises(BadTransition, match="something else than it must"):
        step(show, DrawCommitted(at_ms, 1, text, *BY))
    with pytest.raises(ProofError):
        step(show, DrawCommitted(at_ms, 1, "{}", *BY))


@pytest.mark.parametrize(
    "seats", [("director", "director"), ("director", "auto"), ("auto", "director")]
)
def test_a_commitment_by_one_person_cannot_follow(seats: tuple[str, str]) -> None:
    show, at_ms = waiting(), ORIGIN_MS + 70_000
    with pytest.raises(BadTransition, match="by the sheet or by two people"):
        step(show, committed(show, "first", at_ms, *seats))
    for good in (BY, ("auto", "auto")):
        step(show, committed(show, "first", at_ms, *good))


def test_a_draw_is_opened_once() -> None:
    play = under_way()
    opened = play.drawn(play.show.draws[-1], FIRST_CLOSED_MS + 500)
    play.bring(opened)
    for again in (opened, DrawVoided(FIRST_CLOSED_MS + 500, 2, "late", "auto", "auto")):
        with pytest.raises(BadTransition):
            step(play.show, again)
    announced = DrawAnnounced(FIRST_CLOSED_MS + 500, 2, "director")
    play.bring(announced)
    with pytest.raises(BadTransition):
        step(play.show, announced)


def test_a_draw_that_is_void_is_not_opened() -> None:
    play = under_way()
    draw = play.show.draws[-1]
    play.bring(DrawVoided(FIRST_CLOSED_MS, 2, "called_off", *BY))
    with pytest.raises(BadTransition, match="draw 2 is void"):
        step(play.show, play.drawn(draw, FIRST_CLOSED_MS))


@pytest.mark.parametrize(("paid_fen", "returned_fen"), [(999, 0), (1000, 1), (0, 0), (500, 501)])
def test_a_rain_pays_and_returns_its_pool_exactly(paid_fen: int, returned_fen: int) -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS)
    opened = RainOpened(RAIN_CLOSED_MS, 1, SIGNATURE, PROOF, "ab" * 32, 4, paid_fen, returned_fen)
    with pytest.raises(ValueError, match="does not pay and return its pool"):
        step(play.show, opened)
    step(play.show, replace(opened, paid_fen=400, returned_fen=600))


def test_prizes_are_not_opened_as_a_rain() -> None:
    opened = RainOpened(FIRST_CLOSED_MS, 2, SIGNATURE, PROOF, "ab" * 32, 4, 1000, 0)
    with pytest.raises(ValueError, match="rain 2"):
        step(under_way().show, opened)


def test_a_rain_is_not_opened_as_prizes() -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS)
    with pytest.raises(ValueError, match="draw 1 is a rain"):
        step(play.show, DrawOpened(RAIN_CLOSED_MS, 1, SIGNATURE, PROOF, ()))


def test_a_tree_is_over_what_was_given_and_of_the_present_opening() -> None:
    play = Playing(LOTS)
    play.freezes = False
    play.until(RAIN_CLOSED_MS)
    good = EntriesFrozen(RAIN_CLOSED_MS, "rain", 1, "ab" * 32, 4, (("app", 0, 6), ("tv", 0, 4)))
    step(play.show, good)
    for outlets in ((("app", 0, 6), ("tv", 0, 5)), (("app", 0, 6),), (("tv", 0, 4), ("app", 0, 6))):
        with pytest.raises(ValueError, match="not over what was declared and given"):
            step(play.show, replace(good, outlets=outlets))
    with pytest.raises(BadTransition, match="opening 2 of rain is frozen, not 1"):
        step(play.show, replace(good, gen=2))


def test_a_hall_speaks_once_and_only_where_it_decides() -> None:
    with pytest.raises(BadTransition, match="does not wait for the hall"):
        step(under_way().show, HallDrawn(FIRST_CLOSED_MS, 2, "6", *BY))
    play = Playing(LOTS, beacon=Beacon(HALL, 2_000, 60_000)).until(RAIN_CLOSED_MS)
    drawn = HallDrawn(RAIN_CLOSED_MS + 5_000, 1, "6 6", *BY)
    play.bring(drawn)
    draw = play.show.draws[0]
    assert play.effects[-1] == OpenDraw(1, draw.manifest_text, draw.committed_ms, "6 6")
    with pytest.raises(BadTransition, match="does not wait for the hall"):
        step(play.show, drawn)


def test_a_place_without_a_prize_is_not_passed_over() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    with pytest.raises(BadTransition, match="place 4 of draw 2 has no prize"):
        step(play.show, WinnerPassedOver(play.show.now_ms, 2, 4, "x", *BY))


def test_draws_and_segments_that_are_not_there() -> None:
    show = under_way().show
    for event in (
        DrawOpened(FIRST_CLOSED_MS, 3, SIGNATURE, PROOF, ()),
        DrawVoided(FIRST_CLOSED_MS, 0, "late", "auto", "auto"),
        DrawGivenUp(FIRST_CLOSED_MS, "bye", "over"),
        DrawGivenUp(FIRST_CLOSED_MS, "nowhere", "over"),
    ):
        with pytest.raises(KeyError):
            step(show, event)
