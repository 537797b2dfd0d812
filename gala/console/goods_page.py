"""The page of goods on sale: what their price rests on, and who has signed what. No script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gala.console.leaflet import both, leaflet
from gala.core.shelf import Shelf
from gala.core.shelf_words import rests_on
from gala.grid.money import yuan_text
from gala.proof.audit import audit_message
from run_sheet import Text
from run_sheet.day_numbers import day_text
from run_sheet.price_history import Span
from run_sheet.price_picture import price_picture


def page(shelf: Shelf) -> str:
    """Return the page of goods, as HTML."""
    return leaflet(shelf.good.title, _lines(shelf))


def _lines(shelf: Shelf) -> Iterator[str]:
    good = shelf.good
    was, now = yuan_text(good.price_fen), yuan_text(shelf.window.price_fen)
    yield from both(Text(zh=f"平时 ¥{was}，这一场 ¥{now}", en=f"Regularly ¥{was}, here ¥{now}"))
    yield "<h2>价格从哪来 · What the price rests on</h2>"
    for told in rests_on(shelf):
        yield from both(told)
    if shelf.chart is not None:
        yield price_picture(shelf.chart, "以前卖多少 · What it cost before")
        yield "<ul>"
        yield from (f"<li>{escape(_days(one))}</li>" for one in shelf.chart.spans)
        yield "</ul>"
    yield "<h2>谁审核过 · Who has signed it</h2>"
    if not shelf.asked:
        yield from both(Text(zh="这一场没有审核人。", en="This show has no auditors."))
    elif not shelf.signed:
        yield from both(Text(zh="没有审核人签字。", en="No auditor has signed it."))
    for one in shelf.signed:
        zh, en, on = one.title.zh, one.title.en, one.audit.on
        yield from both(Text(zh=f"✓ {zh} 签于 {on}", en=f"✓ {en} signed on {on}"))
    yield from _proof(shelf)


def _days(span: Span) -> str:
    first = day_text(span.first)
    last = "…" if span.last is None else day_text(span.last)
    sold = "有成交 · sold" if span.sold else "无成交 · not sold"
    return f"{first if first == last else f'{first} – {last}'}: ¥{yuan_text(span.fen)}, {sold}"


def _proof(shelf: Shelf) -> Iterator[str]:
    """The signed text to the byte, and what checks each signature."""
    if not shelf.signed:
        return
    yield "<h2>怎么验 · How to check it</h2>"
    yield from both(
        Text(
            zh="签的就是下面这段文字。记录里有流程单和签名，/verify 由流程单重做这段文字来核对。",
            en="The text below is what is signed. The record has the run sheet and the signatures; "
            "/verify makes the text again from the sheet and compares.",
        )
    )
    yield f"<pre>{escape(shelf.text)}</pre>"
    for one in shelf.signed:
        audit = one.audit
        message = audit_message(audit.goods, audit.digest, audit.auditor, audit.on).decode()
        yield (
            "<pre>"
            + escape(
                f"SHA-256 {audit.digest}\nEd25519 key {one.key}\n"
                f"signature {audit.signature.hex()}\nover:\n{message}"
            ).rstrip()
            + "</pre>"
        )
