"""Sitting at a running show's console from a command: a seat's link once, then what it has become.

A link works once. What it becomes is kept for the next command, for this user alone to read, by the
console's address.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from gala.cli.failure import Failure
from gala.cli.home import home
from gala.cli.language import Language, failure
from gala.wire.tls_files import TlsError, trusting
from run_sheet.said import Said

ANSWER_S = 15
COOKIE = "gala_seat"


class AtConsole:
    """A seat at one console. Every call raises `Failure` when the console does not answer."""

    def __init__(self, http: ClientSession, url: str, session: str, lang: Language | None) -> None:
        self._http = http
        self._url = url
        self._session = session
        self._lang = lang

    async def get(self, path: str) -> tuple[int, Any]:
        """Return status and body of what is asked."""
        return await self._ask("GET", path, None)

    async def post(self, path: str, body: object) -> tuple[int, Any]:
        """Return status and body of what is answered to `body`."""
        return await self._ask("POST", path, body)

    async def _ask(self, method: str, path: str, body: object) -> tuple[int, Any]:
        headers = {"Cookie": f"{COOKIE}={self._session}"}
        try:
            url = f"{self._url}/api/console/{path}"
            async with self._http.request(method, url, json=body, headers=headers) as answer:
                status, found = answer.status, await answer.json()
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            raise no_console(self._url, error, self._lang) from None
        if status == 401:
            raise no_seat(self._url, self._lang)
        return status, found


@asynccontextmanager
async def seated(
    link: str, ca_file: Path | None, lang: Language | None
) -> AsyncIterator[AtConsole]:
    """Sit down at a console with a seat's link, or where one has sat before with its address.

    Raises `Failure` where there is no console, or no seat.
    """
    try:
        tls = None if ca_file is None else trusting(ca_file)
        parts = urlsplit(link)
        url = f"{parts.scheme}://{parts.netloc}"
        connector = TCPConnector(ssl=tls or True)
    except (TlsError, ValueError) as error:
        raise no_console(link, error, lang) from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise no_console(link, ValueError("no http address"), lang)
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S), connector=connector) as http:
        if parts.path.startswith("/seat/"):
            await _sit(http, link, url, lang)
        session = _kept().get(url)
        if session is None:
            raise no_seat(url, lang)
        yield AtConsole(http, url, session, lang)


async def _sit(http: ClientSession, link: str, url: str, lang: Language | None) -> None:
    """Use up a link, and keep what it becomes. One that has been used changes nothing."""
    try:
        async with http.get(link, allow_redirects=False) as answer:
            cookie = answer.cookies.get(COOKIE)
    except (ClientError, TimeoutError, OSError, ValueError) as error:
        raise no_console(url, error, lang) from None
    if cookie is not None:
        _keep({**_kept(), url: cookie.value}, lang)


def _file() -> Path:
    return home() / "at-consoles.json"


def _kept() -> dict[str, str]:
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {url: one for url, one in kept.items() if isinstance(one, str)}


def _keep(sessions: dict[str, str], lang: Language | None) -> None:
    path = _file()
    draft = path.with_suffix(".draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(sessions, file)
        draft.replace(path)
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 写不了（{why}）", f"{path}: cannot be written ({why})")
        raise failure(said, lang) from None


def no_console(url: str, error: Exception, lang: Language | None) -> Failure:
    """Return what is said where nothing answers as a console."""
    why = str(error) or type(error).__name__
    return failure(
        Said(
            f"{url} 上没有导播台应答（{why}）；写成 http://localhost:6160 的样子",
            f"{url} does not answer as a console ({why}); name one like http://localhost:6160",
        ),
        lang,
    )


def no_seat(url: str, lang: Language | None) -> Failure:
    """Return what is said to who has no seat there."""
    return failure(
        Said(
            f"在 {url} 还没有席位：用 --console 给出席位链接（gala show 会打印，每条只能用一次）",
            f"no seat at {url} yet: give --console a seat's link (gala show prints one for each "
            "seat; it works once)",
        ),
        lang,
    )
