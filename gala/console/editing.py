"""Edits on air from a seat: read the sheet in force, see what an edit would do, then commit it.

What is committed is what was read: a preview is named by the digest of its sheet, and committed
with the digest of the sheet that it was held against. Drafts are kept here, so that the second seat
reads the same preview by its digest.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.answers import COMMON, Texts, refused
from gala.console.body import BadBody, posted_whole
from gala.console.commands import handler, is_id, sent
from gala.console.edit_view import preview, sheet_view
from gala.console.texts import zh_en
from gala.proof.audit import Audit, audit_rows, read_audits
from gala.proof.errors import ProofError
from run_sheet.amending import Amiss, amended, read_changes
from run_sheet.source import SOURCE_BYTES_MAX

if TYPE_CHECKING:
    from gala.console.server import Console

BODY_BYTES_MAX = 2 * SOURCE_BYTES_MAX
"""A sheet as JSON has it, every quote and line end of it escaped."""

DRAFTS_MAX = 16

ANSWER_MS = 8_000
"""A large sheet is read, by the conductor as here, in seconds."""

_TEXTS: Texts = {
    **COMMON,
    "too_large": (413, "流程单太大了。", "The run sheet is too large."),
    "no_preview": (
        404,
        "这个导播台没有这份预览（重启过，或者是在别的导播台上做的）：请重新预览同样的修改。",
        "This console has no such preview (it was started anew, or another one has it). Preview "
        "the same edit again.",
    ),
}


class Drafts:
    """The latest edits that were previewed, by the digest of their sheets."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, tuple[Audit, ...]]] = OrderedDict()

    def keep(self, digest: str, text: str, audits: tuple[Audit, ...]) -> None:
        """Keep a draft, and forget the oldest when there are too many."""
        self._kept[digest] = (text, audits)
        self._kept.move_to_end(digest)
        while len(self._kept) > DRAFTS_MAX:
            self._kept.popitem(last=False)

    def get(self, digest: object) -> tuple[str, tuple[Audit, ...]] | None:
        """Return a draft's text and the signatures that came with it."""
        return self._kept.get(digest) if isinstance(digest, str) else None


def routes(console: Console) -> list[web.RouteDef]:
    """Return the routes of edits."""
    drafts = Drafts()

    async def sheet(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        if not console.watch.started:
            return refused(_TEXTS, "no_show")
        return web.json_response(await asyncio.to_thread(sheet_view, console.watch.show))

    async def look(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        if not console.watch.started:
            return refused(_TEXTS, "no_show")
        try:
            body = await posted_whole(request, BODY_BYTES_MAX)
            text, audits = await asyncio.to_thread(_draft, console.watch.sheet, body)
        except BadBody as bad:
            return refused(_TEXTS, bad.word)
        except Amiss as amiss:
            body = {"error": "stale_sheet", "message": zh_en(amiss.said)}
            return web.json_response(body, status=409)
        except (ValueError, ProofError) as error:
            return web.json_response({"error": "malformed", "why": str(error)}, status=400)
        # In a thread, for a long sheet takes a while, and a show may share this loop with its edge.
        made = await asyncio.to_thread(preview, console.watch.show, text, audits)
        if made["sheet"]:
            drafts.keep(made["sheet"], text, audits)
        return web.json_response(made)

    async def again(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        draft = drafts.get(request.match_info["digest"])
        if draft is None or not console.watch.started:
            return refused(_TEXTS, "no_preview")
        return web.json_response(await asyncio.to_thread(preview, console.watch.show, *draft))

    async def commit(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        outcome, response = await _committed(console, request, seat, drafts)
        console.tally.presses[outcome] += 1
        return response

    return [
        web.get("/api/console/sheet", handler(console, sheet)),
        web.post("/api/console/edit/preview", handler(console, look)),
        web.get("/api/console/edit/{digest:[0-9a-f]{64}}", handler(console, again)),
        web.post("/api/console/edit", handler(console, commit)),
    ]


async def _committed(
    console: Console, request: web.Request, seat: str, drafts: Drafts
) -> tuple[str, web.Response]:
    try:
        body = await posted_whole(request, BODY_BYTES_MAX)
    except BadBody as bad:
        return "malformed", refused(_TEXTS, bad.word)
    match body:
        case {"sheet": str(digest), "base": str(base), "id": str(press)} if is_id(press):
            draft = drafts.get(digest)
        case _:
            return "malformed", refused(_TEXTS, "malformed")
    if draft is None:
        return "no_preview", refused(_TEXTS, "no_preview")
    text, audits = draft
    fields = {"command": "edit", "sheet": text, "base": base, "audits": audit_rows(audits)}
    return await sent(console, seat, press, fields, ANSWER_MS)


def _draft(sheet: str, body: Any) -> tuple[str, tuple[Audit, ...]]:
    """Return the text that a request hands in, whole or as changes to `sheet`, and signatures.

    Raises `ValueError`, `ProofError` and `Amiss`.
    """
    if not isinstance(body, dict) or ("sheet" in body) == ("changes" in body):
        raise ValueError("the body has a `sheet` (a text) or `changes` to that in force")
    audits = read_audits(body.get("audits", []))
    if "changes" in body:
        return amended(sheet, read_changes(body["changes"])), audits
    if not isinstance(body["sheet"], str):
        raise ValueError("`sheet` is the text of a whole run sheet")
    return body["sheet"], audits
