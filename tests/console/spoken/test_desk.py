"""The desk over a real store: what becomes an alert, who decides, and a store that is away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from gala.console.spoken import desk as module
from gala.console.spoken.desk import AlertDesk, Full, segment_at
from gala.console.spoken.ears import SILENCE_MS, Caption
from gala.console.spoken.fields import Batch
from gala.core.alerts import Cleared, Decided, Entry, Message, Verdict
from gala.ports import StoreDown
from gala.store.show import Store
from tests.console.conftest import Served, begun, serving
from tests.core.playing import SHEET
from tests.plugins.waiting import until

EVIDENT = SHEET.replace(
    "goods:\n",
    "evidence: [{for: 销量第一, what: A bulletin, by: Its makers, on: 2021-01-01}]\ngoods:\n",
)


def desk_of(served: Served) -> AlertDesk:
    desk = served.console.settings.alerts
    assert desk is not None
    return desk


def batch(served: Served, *texts: str, finish: bool = True, run: str = "a") -> Batch:
    now_ms = served.console.watch.now_ms()
    captions = [
        Caption("main", f"{run}{place}", text, now_ms, now_ms) for place, text in enumerate(texts)
    ]
    return Batch("main", tuple(captions), finish)


@pytest.fixture
async def evident(store: Store) -> AsyncIterator[Served]:
    async with serving(store) as made:
        await begun(made, store, EVIDENT)
        yield made


async def test_what_is_claimed_becomes_an_alert_with_its_rule_and_its_segment(
    served: Served,
) -> None:
    await served.sit()
    await served.press("go", "one")
    await served.until(lambda show: show.on_air)
    desk = desk_of(served)
    became = await desk.hear(batch(served, "我们的笔", "销量第一。", "它不是最好的。"))
    assert (became.heard, became.again, became.partial) == (3, 0, 0)
    [alert] = became.alerts
    assert (alert.rule, alert.family, alert.term) == ("GS502", "ranking", "销量第一")
    assert (alert.segment, alert.sentence) == ("opening", "我们的笔销量第一。")
    await desk.catch_up()
    told = json.loads(desk.text)
    assert (told["open"], told["alerts"][0]["id"]) == (1, alert.id)
    again = await desk.hear(batch(served, "我们的笔", "销量第一。"))
    assert (again.again, again.alerts) == (2, [])
    assert json.loads(desk.heard_text)["text"] == "销量第一。"


async def test_evidence_in_the_sheet_answers_and_other_words_it_does_not(evident: Served) -> None:
    became = await desk_of(evident).hear(batch(evident, "销量第一。", "全网最低价。"))
    assert [one.term for one in became.alerts] == ["全网最低价"]
    assert became.alerts[0].segment == ""


async def test_a_sentence_is_one_alert_of_each_kind(served: Served) -> None:
    became = await desk_of(served).hear(batch(served, "This pen cures headaches, and is the best."))
    assert [(one.family, one.term) for one in became.alerts] == [
        ("medical", "cures"), ("superlative", "best"),
    ]  # fmt: skip


async def test_a_person_decides_and_the_first_decision_stands(served: Served, store: Store) -> None:
    desk = desk_of(served)
    [alert] = (await desk.hear(batch(served, "全网最低价。"))).alerts
    decided = Decided(alert.id, Verdict.CORRECTED, "director", "")
    standing = await desk.decide(decided)
    assert standing is not None
    assert standing.decided == decided
    # Another console, which follows the same journal.
    other = AlertDesk(store.alerts, served.console.watch, desk.key)
    later = await other.decide(Decided(alert.id, Verdict.NO_CLAIM, "second", ""))
    assert later is not None
    assert later.decided == decided
    assert await other.decide(Decided("f" * 32, Verdict.NO_CLAIM, "second")) is None
    assert (desk.open, other.open) == (0, 0)


async def test_who_falls_silent_has_ended_the_sentence(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gala.console.spoken.ears.SILENCE_MS", 1)
    assert SILENCE_MS > 1
    desk = desk_of(served)
    assert (await desk.hear(batch(served, "全网最低价", finish=False))).alerts == []
    await until(lambda: desk.open)


async def test_what_could_not_be_written_is_written_later(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(served)
    append = desk._alerts.append
    down = True

    async def failing(entry: Entry) -> None:
        if down:
            raise StoreDown("away")
        await append(entry)

    monkeypatch.setattr(desk._alerts, "append", failing)
    with pytest.raises(StoreDown):
        await desk.hear(batch(served, "全网最低价。"))
    with pytest.raises(StoreDown):
        await desk.hear(batch(served, "全网最低价。"))
    down = False
    await until(lambda: desk.open == 1)
    assert len(desk.book.alerts) == 1


async def test_there_is_an_end_to_alerts(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ALERTS_MAX", 1)
    desk = desk_of(served)
    await desk.hear(batch(served, "全网最低价。"))
    await desk.catch_up()
    with pytest.raises(Full):
        await desk.hear(batch(served, "销量第一。", run="b"))


async def test_a_flood_at_once_finds_that_end(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ALERTS_MAX", 2)
    desk = desk_of(served)
    now_ms = served.console.watch.now_ms()
    captions = [
        Caption("main", f"{at}", "全网最低价。", now_ms + at, now_ms + at) for at in range(6)
    ]
    hearing = (desk.hear(Batch("main", (one,))) for one in captions)
    answers = await asyncio.gather(*hearing, return_exceptions=True)
    assert [type(one) for one in answers].count(Full) == 4
    assert len(desk.book.alerts) == 2


async def test_messages_come_and_go_for_every_console(served: Served, store: Store) -> None:
    desk = desk_of(served)
    await desk.write(Message("m1", "慢一点", "director"))
    other = AlertDesk(store.alerts, served.console.watch, desk.key)
    await other.catch_up()
    assert [one["text"] for one in json.loads(other.text)["messages"]] == ["慢一点"]
    await other.write(Cleared("", "second"))
    await until(lambda: not json.loads(desk.text)["messages"])


async def test_the_segment_of_an_instant(served: Served) -> None:
    show = served.console.watch.show
    opening, sale, *others = show.runs
    runs = (
        replace(opening, started_ms=1_000, ended_ms=31_000),
        replace(sale, started_ms=31_000),
        *others,
    )
    show = replace(show, runs=runs)
    assert segment_at(show, 999) == ""
    assert segment_at(show, 1_000) == segment_at(show, 30_999) == "opening"
    assert segment_at(show, 31_000) == segment_at(show, 99_000) == "sale"
