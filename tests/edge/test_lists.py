import pytest

from gala.core.plan import Condition, ListPlan
from gala.edge.lists import check_lists
from gala.proof.viewer_list import ViewerList, make_list

from .facts import ruled
from .house import House

STAFF = make_list(["v-1", "v-2"], bytes(16))
PLAN = ruled(Condition(listed=ListPlan("staff", 2, STAFF.digest)))


def test_the_list_that_the_sheet_commits_to() -> None:
    check_lists(PLAN, {"staff": STAFF})
    check_lists(ruled(Condition()), {})


@pytest.mark.parametrize(
    ("lists", "why"),
    [
        ({}, "--list staff=FILE"),
        ({"staff": STAFF, "crew": STAFF}, "no list `crew`"),
        ({"staff": make_list(["v-1", "v-3"], bytes(16))}, "is not the one.* the digest"),
        ({"staff": make_list(["v-1"], bytes(16))}, "it has 1 entries"),
        ({"staff": ViewerList(STAFF.entries, None)}, "has no salt"),
    ],
)
async def test_an_edge_does_not_start_with_anything_else(
    lists: dict[str, ViewerList], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        await House(plan=PLAN, lists=lists).edge.start()
