import pytest

from tests.run_sheet.sheets import HEAD, judge, messages

PRIZES = "    prizes: [{id: p, title: P, count: 1, value_fen: 1}]\n"
NEXT = "  - {id: z, kind: host, title: x, length: 30m}\n"


def segment(kind: str, id: str, length: str, more: str) -> str:
    return f"  - id: {id}\n    kind: {kind}\n    title: x\n    length: {length}\n{more}"


def window(mark: bool, code: str = "GS741") -> str:
    marked = f"#             ^ {code}\n" if mark else ""
    return f"    opens: 0s\n    open_for: 60s\n{marked}"


# On `tv` all is 6 s late: 60 s + 6 s, 8 s to freeze, 60 s in public, 3 s, 4 s and 600 ms.
@pytest.mark.parametrize(("length", "told"), [("141600ms", False), ("141599ms", True)])
def test_a_draw_is_read_out_in_its_segment(length: str, told: bool) -> None:
    parsed = judge(HEAD + segment("draw", "a", length, window(told) + PRIZES) + NEXT)
    assert ("there 1ms after the segment has ended" in messages(parsed)) == told
    assert parsed.sheet is not None


@pytest.mark.parametrize(("length", "told"), [("141600ms", False), ("141s", True)])
def test_so_is_a_seckill_by_lot(length: str, told: bool) -> None:
    sale = "    goods: lipstick\n    price_fen: 1\n    stock: {app: 1}\n"
    judge(HEAD + segment("seckill", "a", length, window(told) + sale + "    by: lot\n"))
    judge(HEAD + segment("seckill", "a", "1m", window(False) + sale + "    by: first_come\n"))


# 60 s + 6 s, 8 s to freeze, 6 s in public, 3 s and 600 ms.
@pytest.mark.parametrize(("length", "told"), [("83600ms", False), ("83599ms", True)])
def test_a_rain_falls_in_its_segment(length: str, told: bool) -> None:
    rain = "    pool_fen: 100\n    packets: 10\n    min_fen: 1\n    max_fen: 20\n"
    judge(HEAD + segment("rain", "a", length, window(told) + rain) + NEXT)


# Drawn when it goes on air: 60 s in public, 3 s, 4 s and 600 ms.
@pytest.mark.parametrize(("length", "told"), [("67600ms", False), ("67599ms", True)])
def test_a_later_round_is_read_out_in_its_segment(length: str, told: bool) -> None:
    mark = "#            ^ GS741\n" if told else ""
    judge(
        HEAD
        + segment("draw", "a", "4m", window(False) + PRIZES)
        + segment("draw", "b", length, f"    entries: a\n{mark}{PRIZES}")
    )


@pytest.mark.parametrize(("length", "told"), [("206600ms", False), ("206599ms", True)])
def test_a_later_round_waits_for_the_one_before(length: str, told: bool) -> None:
    # The first is drawn 77 s after its segment's end, and both after it wait for that.
    mark = "#            ^ GS741\n" if told else ""
    judge(
        HEAD
        + segment("draw", "a", "60s", window(True) + PRIZES)
        + segment("draw", "b", "1s", "    entries: a\n#            ^ GS741\n" + PRIZES)
        + segment("draw", "c", length, f"    entries: a\n{mark}{PRIZES}")
        + "  - {id: other, kind: draw, title: x, length: 4m, opens: 0s, open_for: 60s,\n"
        + "     prizes: [{id: p, title: P, count: 1, value_fen: 1}]}\n"
    )


SALE = "    goods: lipstick\n    price_fen: 1\n    stock: {app: 1}\n"


@pytest.mark.parametrize(("more", "told"), [("66s", False), ("65999ms", True)])
def test_what_is_held_is_settled_before_the_show_is_over(more: str, told: bool) -> None:
    mark = "#               ^ GS742\n" if told else ""
    pay = f"    pay_within: 60s\n{mark}    by: first_come\n"
    parsed = judge(
        HEAD
        + segment("seckill", "a", "1m", window(False) + SALE + pay)
        + f"  - {{id: z, kind: host, title: x, length: {more}}}\n"
    )
    assert ("held unpaid 1ms after the show has ended" in messages(parsed)) == told


@pytest.mark.parametrize(("length", "told"), [("201600ms", False), ("201s", True)])
def test_by_lot_the_time_to_pay_begins_with_the_announcement(length: str, told: bool) -> None:
    mark = "#               ^ GS742\n" if told else ""
    pay = f"    pay_within: 60s\n{mark}    by: lot\n"
    judge(HEAD + segment("seckill", "a", length, window(False) + SALE + pay))


def test_it_may_be_waived() -> None:
    waiver = "{rule: drawn-too-late, reason: A rehearsal, by: Me, on: 2021-06-10}"
    body = window(True) + PRIZES + f"    waive: [{waiver}]\n"
    (problem,) = judge(HEAD + segment("draw", "a", "60s", body)).problems
    assert problem.waiver is not None
