"""A night that is edited on air, goes on under another conductor, and proves itself afterwards."""

import asyncio
from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.reconcile import reconcile
from gala.conductor.opening import open_show
from gala.conductor.orders_record import write_orders
from gala.conductor.record import (
    LOG,
    Recorder,
    seal,
    write_bundles,
    write_claims,
    write_receipts,
)
from gala.conductor.verifying import verify_folder
from gala.core.events import EpochBegan, SegmentStarted, SheetEdited
from gala.core.state import Show
from gala.proof.audit import audit_rows
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.audited import AUDITORS, sheet_of, signed
from tests.conductor import nights
from tests.core.playing import sheet_of as small_sheet_of
from tests.keys import KEYS, PROMISE
from tests.plugins.waiting import until

SHEET = nights.SHEET.replace("segments:", f"{AUDITORS}segments:")
BYE = "  - {id: bye, kind: host, title: Bye, length: 400ms}\n"
MORE = """  - {id: more, kind: seckill, title: More, length: 1500ms, goods: pen, price_fen: 3,
     opens: 300ms, open_for: 900ms, stock: {app: 2}, pay_within: 10s}
"""
EDITED = (
    SHEET.replace("price_fen: 1,", "price_fen: 2,")
    .replace("  - {id: visit, kind: visit, title: Visit, length: 600ms, room: beauty}\n", "")
    .replace(BYE, MORE + BYE)
)


async def begun(store: Store) -> None:
    header = nights.header(store, sheet=SHEET, mode="manual")
    await open_show(store.log, replace(header, audits=signed(sheet_of(SHEET))))


async def edit(store: Store, text: str) -> list[dict[str, object] | None]:
    """Hand in a sheet from both seats, with the law's signatures; return both answers."""
    base = (await nights.read(store))[0].show.plan.digest
    audits = audit_rows(signed(sheet_of(text), "law"))
    fields = {"sheet": text, "base": base, "audits": audits}
    return [
        await nights.press(store, "edit", by=by, **fields)  # type: ignore[arg-type]
        for by in ("director", "second")
    ]


async def shown(store: Store) -> Show:
    return (await nights.read(store))[0].show


async def recorded(store: Store, folder: Path, recorder: Recorder) -> Path:
    await recorder.finish()
    show, evidence = recorder.follower.show, recorder.evidence
    journals = {one.id: await store.claims_journal(one.id) for one in show.windows}
    write_claims(folder, journals)
    write_receipts(folder, journals, evidence.origin, KEYS.receipts, PROMISE)
    write_bundles(folder, evidence, journals)
    paid = show.window_plan("more")
    await store.orders.catch_up(paid)
    write_orders(folder, show.plan, {"more": await store.orders.whole_journal(paid)})
    seal(folder, evidence.origin, KEYS.log)
    return folder


async def test_a_night_with_an_edit_and_a_takeover_after_it(store: Store, tmp_path: Path) -> None:
    recorder = Recorder(store.log, tmp_path, Evidence(KEYS.log))
    await begun(store)
    async with nights.conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        await nights.accepted(store, "go")
        await until(lambda: conductor.show.on_air is not None)
        answers = await edit(store, EDITED)
        assert all(answer and answer["accepted"] for answer in answers), answers
        late = await edit(store, EDITED.replace("title: Opening", "title: Hello"))
        assert [one and one["code"] for one in late] == ["locked", "locked"]
    async with nights.conducting(store, "b") as conductor:
        await until(lambda: conductor.conducting)
        assert conductor.show.window_plan("sale").price_fen == 2
        await nights.accepted(store, "auto")
        won, paid, _ = await asyncio.gather(
            nights.entered(store, "sale", 1, 1, 1),
            nights.entered(store, "more", 1),
            nights.over(conductor),
        )
    assert {one.price_fen for one in won} == {2}
    assert [one.price_fen for one in paid] == [3]
    _, events, _ = await nights.read(store)
    assert [one.holder for one in events if isinstance(one, EpochBegan)] == ["a", "b"]
    started = [one.segment for one in events if isinstance(one, SegmentStarted)]
    assert started == ["opening", "sale", "more", "bye"], "the visit was taken out"
    (edited,) = [one for one in events if isinstance(one, SheetEdited)]
    assert (edited.by, edited.second, edited.sheet) == ("director", "second", EDITED)

    report = verify_folder(await recorded(store, tmp_path, recorder), KEYS.pins)
    assert report.ok, report.checks[-1]
    said = {check.name: check.detail for check in report.checks}
    assert said["audits"] == "law has signed pen; and so it was before each edit on air (1)"
    assert " held, " in said["orders"], "what the edit brought in has to be paid for"
    account = from_folder(tmp_path)
    assert account.sheet == small_sheet_of(EDITED)
    assert all(figure.equal for figure in reconcile(account))

    log = tmp_path / LOG
    log.write_bytes(log.read_bytes().replace(b"price_fen: 3", b"price_fen: 4"))
    assert not verify_folder(tmp_path, KEYS.pins).ok


async def test_an_edit_keeps_no_other_press_waiting(store: Store) -> None:
    await begun(store)
    async with nights.conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        answers = await asyncio.gather(
            edit(store, EDITED), nights.press(store, "shed", number=1), nights.press(store, "go")
        )
        assert all(one and one["accepted"] for one in answers[0]), answers
        assert [one and one["accepted"] for one in answers[1:]] == [True, True]
    assert (await shown(store)).edits
