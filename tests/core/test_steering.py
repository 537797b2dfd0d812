import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gala.core.steering import Invitation, invitation, moment_ms, order, spread_ms

VECTORS = Path(__file__).parents[1] / "vectors" / "steering.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]

PEOPLE = [sha256(str(number).encode()).hexdigest()[:32] for number in range(4_000)]
ROOMS = (("kitchen", 3), ("dojo", 1), ("hall", 4))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['segment']} {case['pseudonym']}")
def test_it_is_as_the_vectors_have_it(case: dict[str, Any]) -> None:
    rooms = [(room, weight) for room, weight in case["rooms"]]
    segment, pseudonym = case["segment"], case["pseudonym"]
    assert list(order(segment, pseudonym, rooms)) == case["order"]
    assert list(order(segment, pseudonym, rooms[::-1])) == case["order"]
    assert moment_ms(segment, pseudonym, case["over_ms"]) == case["moment_ms"]


def test_rooms_get_their_share() -> None:
    firsts = Counter(order("open-house", person, ROOMS)[0] for person in PEOPLE)
    for room, weight in ROOMS:
        assert abs(firsts[room] / len(PEOPLE) - weight / 8) < 0.03


def test_who_finds_a_room_full_is_spread_over_the_others_and_nobody_else_moves() -> None:
    others = tuple(room for room in ROOMS if room[0] != "hall")
    seconds: Counter[str] = Counter()
    for person in PEOPLE:
        first, second, _ = order("open-house", person, ROOMS)
        without = order("open-house", person, others)[0]
        assert without == (second if first == "hall" else first)
        if first == "hall":
            seconds[without] += 1
    assert abs(seconds["kitchen"] / seconds.total() - 3 / 4) < 0.04


def test_moments_fill_the_spread() -> None:
    moments = [moment_ms("open-house", person, 8_000) for person in PEOPLE]
    seconds = Counter(moment // 1_000 for moment in moments)
    assert min(moments) >= 0
    assert max(moments) <= 8_000
    assert all(400 < seconds[second] < 600 for second in range(8))


def test_another_segment_makes_another_order_and_moment() -> None:
    person = PEOPLE[0]
    segments = [f"visit-{number}" for number in range(20)]
    assert len({order(segment, person, ROOMS) for segment in segments}) > 1
    assert len({moment_ms(segment, person, 8_000) for segment in segments}) > 10


def test_a_short_visit_is_spread_over_a_quarter_of_it() -> None:
    assert (spread_ms(300_000), spread_ms(25_000), spread_ms(3)) == (8_000, 6_250, 0)


def test_a_card_says_where_a_visit_leads() -> None:
    title = ["厨房", "Kitchen"]
    assert invitation("v", ["a", title], 40_000) == Invitation("v", (("a", 1),), 8_000)
    detail: list[object] = ["a", title, [["a", title, 3], ["b", title, 1, "more"]], 2_000, "more"]
    assert invitation("v", detail, 1) == Invitation("v", (("a", 3), ("b", 1)), 2_000)
    assert invitation("v", [], 1) is None
    assert invitation("v", ["a", title, [["a", title, 0]], 2_000], 1) is None
