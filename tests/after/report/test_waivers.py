from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.waivers import section
from run_sheet import RunSheet, parse

SHOWS = Path(__file__).parents[3] / "run_sheet" / "shows"


def sheet(text: bytes) -> RunSheet:
    read = parse(text).sheet
    assert read is not None
    return read


def test_the_kilogram_of_gold_is_waived_where_the_public_looks(drawn_record: Path) -> None:
    night = sheet((SHOWS / "616.yaml").read_bytes())
    waived, settings = section(replace(from_folder(drawn_record), sheet=night)).tables
    assert [row[1] for row in waived.rows] == ["GS601", "GS601"]
    where, code, meaning, reason, by, on = waived.rows[1]
    assert isinstance(where, tuple)
    assert where[1].endswith("a kilogram of gold · Trust card of 1000 grams of pure gold")
    assert isinstance(reason, tuple)
    assert "五万元" in reason[0]
    assert "50,000 yuan" in reason[1]
    assert isinstance(meaning, tuple)
    assert "law" in meaning[1]
    assert (by, on) == (("616 真心夜总导演", "The director of the True-Heart Night"), "2021-06-10")
    assert code == "GS601"
    assert settings.rows == []


def test_what_is_waived_for_all_or_set_otherwise_is_told_too(drawn_record: Path) -> None:
    text = b"""
gala: 1
id: test
title: {zh: "\xe6\x99\x9a\xe4\xbc\x9a", en: Evening}
start: 2021-06-15T20:21:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
promises: [{id: p, text: Word, waive: [{rule: gap, reason: Why, by: Me, on: 2021-06-10}]}]
waive: [{rule: gap, reason: Why, by: Me, on: 2021-06-10}]
rules: {drawn-too-late: off}
segments: [{id: opening, kind: host, title: Opening, length: 6m}]
"""
    waived, settings = section(replace(from_folder(drawn_record), sheet=sheet(text))).tables
    assert [row[0] for row in waived.rows] == [("晚会", "Evening"), ("Word", "Word")]
    assert [(row[0], row[2]) for row in settings.rows] == [("GS741", ("不查", "off"))]
