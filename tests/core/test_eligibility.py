"""Who may take part: the rules, and that what is not known never becomes a no."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gala.core.eligibility import (
    BOUGHT,
    LISTED,
    TICKET,
    WATCHED,
    WEIGHT_MAX,
    Eligible,
    Facts,
    NotEligible,
    NotKnown,
    conditions,
    judge,
    lists_of,
)
from gala.core.plan import Condition, ListPlan, WhoRule

GOLD = Condition(ticket=(("tier", ("gold", "silver")),))
TEN_MINUTES = Condition(watched_s=600)
BUYER = Condition(bought=("a", "b"))
STAFF = Condition(listed=ListPlan("staff", 3, "5f" * 32))


def rule(condition: Condition, *weights: tuple[Condition, int]) -> WhoRule:
    return WhoRule(condition, weights)


def test_without_a_rule_everybody_with_the_tickets_weight() -> None:
    assert judge(None, Facts(weight=7)) == Eligible(7)
    assert judge(rule(Condition()), Facts(weight=7)) == Eligible(7)


def test_each_condition_by_itself() -> None:
    for condition, holds, reason in (
        (GOLD, Facts(claims=(("city", "x"), ("tier", "silver"))), TICKET),
        (TEN_MINUTES, Facts(watched_s=600), WATCHED),
        (BUYER, Facts(bought=frozenset({"b"})), BOUGHT),
        (STAFF, Facts(lists=frozenset({"staff"})), LISTED),
    ):
        assert judge(rule(condition), holds) == Eligible(1)
        nothing = Facts(not_bought=frozenset({"a", "b"}))
        verdict = judge(rule(condition), nothing)
        assert isinstance(verdict, NotEligible)
        assert verdict.reasons == (reason,)


def test_all_conditions_must_hold_and_the_missing_ones_are_named() -> None:
    both = replace(GOLD, watched_s=600)
    assert judge(rule(both), Facts(watched_s=420)) == NotEligible((TICKET, WATCHED), 180)
    missing = judge(rule(both), Facts(claims=(("tier", "gold"),), watched_s=420))
    assert missing == NotEligible((WATCHED,), 180)
    assert missing.in_time


def test_weights_are_multiplied_up_to_a_limit() -> None:
    made = rule(Condition(), (GOLD, 3), (TEN_MINUTES, 2), (STAFF, 5))
    gold = (("tier", "gold"),)
    assert judge(made, Facts(claims=gold)) == Eligible(3)
    assert judge(made, Facts(claims=gold, watched_s=700, weight=4)) == Eligible(24)
    assert judge(made, Facts(claims=gold, weight=900_000)) == Eligible(WEIGHT_MAX)


def test_what_is_not_known_is_asked_for() -> None:
    unsure = Facts(watched_s=10, watched_known=False)
    assert judge(rule(TEN_MINUTES), unsure) == NotKnown(watched=True)
    assert judge(rule(BUYER), replace(unsure, not_bought=frozenset({"a"}))) == NotKnown(
        bought=frozenset({"b"})
    )
    # A weight is not less because the store is away.
    weighed = rule(Condition(), (TEN_MINUTES, 2))
    assert judge(weighed, unsure) == NotKnown(watched=True)


def test_what_is_known_to_fail_needs_nothing_else() -> None:
    unsure = Facts(watched_known=False)
    assert judge(rule(replace(TEN_MINUTES, ticket=GOLD.ticket)), unsure) == NotEligible((TICKET,))
    line = (replace(TEN_MINUTES, ticket=GOLD.ticket), 2)
    assert judge(rule(Condition(), line), unsure) == Eligible(1)


def test_the_lists_and_conditions_of_a_sheet() -> None:
    made = rule(GOLD, (STAFF, 2))
    assert lists_of([None, made]) == {"staff": (3, "5f" * 32)}
    assert conditions([made, None]) == [GOLD, STAFF]


_condition = st.builds(
    Condition,
    ticket=st.sampled_from([(), GOLD.ticket]),
    watched_s=st.integers(0, 20),
    bought=st.sampled_from([(), ("a",), ("a", "b")]),
    listed=st.sampled_from([None, STAFF.listed]),
)
_rule = st.builds(
    WhoRule,
    _condition,
    st.lists(st.tuples(_condition, st.integers(1, 1_000)), max_size=4).map(tuple),
)
_windows = st.frozensets(st.sampled_from("ab"))


@st.composite
def _truth_and_knowledge(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """What is true of a viewer, and what somebody knows of it."""
    bought = draw(_windows)
    watched_s = draw(st.integers(0, 25))
    truth = Facts(
        claims=draw(st.sampled_from([(), (("tier", "gold"),), (("tier", "tin"),)])),
        weight=draw(st.integers(1, 1_000_000)),
        lists=draw(st.sampled_from([frozenset(), frozenset({"staff"})])),
        watched_s=watched_s,
        bought=bought,
        not_bought=frozenset("ab") - bought,
    )
    knows_all = draw(st.booleans())
    return truth, replace(
        truth,
        watched_s=watched_s if knows_all else draw(st.integers(0, watched_s)),
        watched_known=knows_all,
        bought=bought & draw(_windows),
        not_bought=truth.not_bought & draw(_windows),
    )


@given(_rule, _truth_and_knowledge())
def test_knowing_less_gives_no_other_answer(made: WhoRule, both: tuple[Facts, Facts]) -> None:
    truth, known = both
    answer, guess = judge(made, truth), judge(made, known)
    assert not isinstance(answer, NotKnown)
    match guess:
        case Eligible():
            assert guess == answer
        case NotEligible(reasons):
            assert isinstance(answer, NotEligible)
            assert set(reasons) <= set(answer.reasons)


@given(_rule, _truth_and_knowledge())
def test_what_is_asked_for_is_enough(made: WhoRule, both: tuple[Facts, Facts]) -> None:
    truth, known = both
    guess = judge(made, known)
    if isinstance(guess, NotKnown):
        if guess.watched:
            known = replace(known, watched_s=truth.watched_s, watched_known=True)
        known = replace(
            known,
            bought=known.bought | (truth.bought & guess.bought),
            not_bought=known.not_bought | (truth.not_bought & guess.bought),
        )
        assert judge(made, known) == judge(made, truth)


@given(_rule, _truth_and_knowledge(), st.integers(0, 30), _windows)
def test_watching_and_buying_never_harm(
    made: WhoRule, both: tuple[Facts, Facts], more_s: int, more: frozenset[str]
) -> None:
    before, _ = both
    after = replace(
        before,
        watched_s=before.watched_s + more_s,
        bought=before.bought | more,
        not_bought=before.not_bought - more,
    )
    first, then = judge(made, before), judge(made, after)
    if isinstance(first, Eligible):
        assert isinstance(then, Eligible)
        assert first.weight <= then.weight <= WEIGHT_MAX
