import json
from hashlib import sha256

import pytest

from run_sheet import audited_digest, audited_texts
from tests.audited import AUDITORS, SHEET, sheet_of


def texts(old: str = "", new: str = "") -> dict[str, str]:
    assert old in SHEET
    return audited_texts(sheet_of(SHEET.replace(old, new, 1) if old else SHEET))


def test_goods_that_are_sold_have_a_text_in_the_order_of_the_list() -> None:
    assert list(texts()) == ["pen", "cup"]
    without = SHEET[: SHEET.index("segments:")]
    talk = "segments:\n  - {id: a, kind: host, title: A, length: 1m}\n"
    assert audited_texts(sheet_of(without + talk)) == {}


def test_the_text_is_what_viewers_are_told() -> None:
    assert json.loads(texts()["cup"]) == {
        "day": "2021-06-15",
        "goods": {"id": "cup", "price_fen": 500, "title": {"en": "Cup", "zh": "Cup"}},
        "guarantees": [],
        "sales": [
            {
                "goods": "cup",
                "id": "cups",
                "open_for_ms": 20_000,
                "price_fen": 9,
                "stock": {"app": 400},
                "title": {"en": "Cups", "zh": "Cups"},
                "who": {"ticket": {"tier": ["gold"]}, "weights": []},
            }
        ],
        "show": "evening",
    }
    pen = json.loads(texts()["pen"])
    assert [one["id"] for one in pen["sales"]] == ["sale", "again"]
    assert [one["id"] for one in pen["guarantees"]] == ["refund"]
    assert [one["guarantee"] for one in pen["merchant"]["opted_in"]] == ["refund"]


def test_a_digest_is_over_the_text_and_nothing_else() -> None:
    text = texts()["pen"]
    assert audited_digest(text) == sha256(b"gala audited goods 1\n" + text.encode()).hexdigest()
    # Signatures are over it: a change here voids all that have been given.
    assert audited_digest(texts()["cup"]) == (
        "76a570483943e7d14321f78f2df0d51a83463c699e8ae6ca7f785dd48b7b26de"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("price_fen: 900", "price_fen: 901"),
        ("price_fen: 1,", "price_fen: 2,"),
        ("price_fen: 2,", "price_fen: 3,"),
        ("en: Pen", "en: pen"),
        ("Lowest of 30 days", "Lowest of 90 days"),
        ("title: Pens,", "title: Free pens,"),
        ("{app: 400, tv: 2}", "{app: 400, tv: 3}"),
        ("by: first_come", "by: lot"),
        ("by: first_come", "pay_within: 10m"),
        ("by: first_come", "by: first_come, who: {ticket: {tier: gold}}"),
        ("open_for: 20s", "open_for: 21s"),
        ("title: The Shop", "title: A Shop"),
        ("limit_fen: 900", "limit_fen: 901"),
        ("Your money back", "Your money"),
        ("guarantees: [refund]", "guarantees: [refund, next-time]"),
        ("{guarantee: refund, on: 2021-06-01", "{guarantee: refund, on: 2021-06-02"),
        ("id: evening", "id: morning"),
        ("2021-06-15T20:21:00+08:00", "2021-06-16T20:21:00+08:00"),
    ],
)
def test_any_change_of_what_is_sold_is_another_text(old: str, new: str) -> None:
    changed = texts(old, new)
    assert audited_digest(changed["pen"]) != audited_digest(texts()["pen"])


def test_what_the_host_reads_of_the_goods_is_signed_with_them() -> None:
    said = texts("opens: 10s", "opens: 10s, prompter: It writes")
    assert audited_digest(said["pen"]) != audited_digest(texts()["pen"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{zh: 笔, en: Pen}", "{en: 'Pen', zh: 笔}"),
        ("title: Opening", "title: Welcome"),
        ("notes: Smile", "notes: Wave"),
        ("length: 30s", "length: 60s"),
        ("opens: 10s", "opens: 12s, notes: Slowly"),
        ("delay: 2s", "delay: 3s"),
        ("Only shown", "Shown only"),
        ("value_fen: 50", "value_fen: 60"),
        ("{guarantee: next-time, on: 2021-06-01", "{guarantee: next-time, on: 2021-06-02"),
        ("20:21:00+08:00", "23:59:59.999+08:00"),
        ("title: Quality", "title: Inspector"),
    ],
)
def test_what_is_not_told_of_the_goods_leaves_their_text(old: str, new: str) -> None:
    assert texts(old, new)["pen"] == texts()["pen"]


def test_other_goods_are_not_touched() -> None:
    assert texts("price_fen: 900", "price_fen: 901")["cup"] == texts()["cup"]


def test_the_day_is_that_of_the_place_of_the_show() -> None:
    for start, day in (
        ("2021-06-15T00:00:00+08:00", "2021-06-15"),
        ("2021-06-15T23:59:59.999-11:00", "2021-06-15"),
        ("2020-02-29T01:00:00+14:00", "2020-02-29"),
        ("1999-12-31T23:00:00-02:00", "1999-12-31"),
    ):
        text = SHEET.replace("2021-06-15T20:21:00+08:00", start).replace(
            "on: 2021-06-01", "on: 1999-01-01"
        )
        assert json.loads(audited_texts(sheet_of(text))["cup"])["day"] == day


def test_auditors_are_part_of_the_sheet_and_not_of_the_text() -> None:
    assert texts(AUDITORS, "") == texts()
