"""Plays captions of a file to a running console: as they are said, or all at once."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import typer
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from gala.cli.caption_files import Timed, stamp
from gala.cli.failure import Failure
from gala.cli.language import Language, failure, is_chinese
from gala.cli.spoken import captions_file
from gala.console.spoken.fields import BATCH_MAX, TEXT_CHARACTERS_MAX
from gala.console.spoken.key import CaptionsKey, read_key
from gala.wire.tls_files import TlsError, trusting
from run_sheet.said import Said

ANSWER_S = 15
AGAIN_S = 1.0
PATIENCE_S = 60
"""For so long the same is sent again to a console that does not answer, or cannot take it now."""
BATCH_BYTES_MAX = 12 * 1024


@dataclass(frozen=True, slots=True)
class Feed:
    """Where captions are sent, and how."""

    to: str
    key: Path | None
    source: str
    fast: bool
    ca_file: Path | None = None
    lang: Language | None = None

    @property
    def url(self) -> str:
        """Return the address of the API. Raises `Failure`."""
        parts = urlsplit(self.to)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise self.fails(
                f"--to：{self.to} 不是导播台的地址；写成 http://localhost:6160 的样子",
                f"--to: {self.to} is no console's address; write one like http://localhost:6160",
            )
        return f"{parts.scheme}://{parts.netloc}/api/captions"

    def fails(self, zh: str, en: str) -> Failure:
        """Return what is said, in the language asked for."""
        return failure(Said(zh, en), self.lang)


def fed(captions: Sequence[Timed], feed: Feed, *, as_json: bool) -> int:
    """Play captions to a console and print the alerts that it raises; return how many those are.

    Raises `Failure`.
    """
    for one in captions:
        if len(one.text) > TEXT_CHARACTERS_MAX:
            raise feed.fails(
                f"{stamp(one.start_ms)} 的字幕超过 {TEXT_CHARACTERS_MAX:,} 字：分成几条",
                f"the caption at {stamp(one.start_ms)} has more than {TEXT_CHARACTERS_MAX:,} "
                "characters: cut it in several",
            )
    return asyncio.run(_fed(captions, feed, as_json))


async def _fed(captions: Sequence[Timed], feed: Feed, as_json: bool) -> int:
    url, key = feed.url, _key(feed)
    try:
        tls = None if feed.ca_file is None else trusting(feed.ca_file)
    except TlsError as error:
        raise Failure(f"--ca-file: {error}") from None
    async with ClientSession(
        timeout=ClientTimeout(total=ANSWER_S),
        connector=TCPConnector(ssl=tls or True),
        headers={"Authorization": f"Bearer {key.key}"},
    ) as http:
        line = _Line(http, url, feed)
        now_ms = (await line.ask("GET", None))["now_ms"]
        began_s = time.monotonic()
        first_ms = captions[0].start_ms
        alerts = heard = 0
        if feed.fast:
            digest = hashlib.sha256(repr(captions).encode()).hexdigest()[:12]
            bodies = _bodies(feed, "show", digest, captions, 0, 0)
        else:
            bodies = _bodies(feed, "unix", f"{now_ms}", captions, now_ms - first_ms, 1)
        for due_ms, body in bodies:
            if not feed.fast:
                await asyncio.sleep(began_s + (due_ms - first_ms) / 1000 - time.monotonic())
            answer = await line.ask("POST", body)
            heard += answer["heard"]
            alerts += len(answer["alerts"])
            for alert in answer["alerts"]:
                typer.echo(json.dumps(alert, ensure_ascii=False) if as_json else _told(alert, feed))
    if not as_json:
        again = len(captions) - heard
        known = Said(f"，{again} 条听过", f", {again} heard before") if again else Said("", "")
        zh = f"{heard} 条字幕{known.zh}，{alerts} 条提醒"
        en = f"{heard} captions heard{known.en}, {alerts} alerts"
        typer.echo(zh if is_chinese(feed.lang) else en)
    return alerts


def _bodies(
    feed: Feed, clock: str, run: str, captions: Sequence[Timed], ahead_ms: int, most: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what is sent, and when in the file's time; `most` captions at once, 0: what fits.

    A run has ids of its own: what is sent again within it is known, and a second run is heard anew.
    All at once, the ids are the file's, so the same file counts once in a night.
    """
    waiting: list[dict[str, object]] = []
    size = 0
    for number, one in enumerate(captions):
        caption: dict[str, object] = {
            "id": f"{run}-{number}",
            "text": one.text,
            "start_ms": one.start_ms + ahead_ms,
            "end_ms": one.end_ms + ahead_ms,
            **({"speaker": one.voice[:64]} if one.voice else {}),
        }
        takes = len(json.dumps(caption))
        full = len(waiting) >= (most or BATCH_MAX) or size + takes > BATCH_BYTES_MAX
        if waiting and full:
            yield captions[number - 1].end_ms, _body(feed, clock, waiting)
            waiting, size = [], 0
        waiting.append(caption)
        size += takes
    yield captions[-1].end_ms, {**_body(feed, clock, waiting), "finish": True}


def _body(feed: Feed, clock: str, captions: list[dict[str, object]]) -> dict[str, Any]:
    return {"source": feed.source, "clock": clock, "captions": captions}


class _Line:
    """Asks the console, and asks again for a while: what is sent twice counts once."""

    def __init__(self, http: ClientSession, url: str, feed: Feed) -> None:
        self._http = http
        self._url = url
        self._feed = feed

    async def ask(self, method: str, body: dict[str, Any] | None) -> dict[str, Any]:
        """Return the answer. Raises `Failure`."""
        until_s = time.monotonic() + (PATIENCE_S if body else 0)
        while True:
            try:
                async with self._http.request(method, self._url, json=body) as answer:
                    status, found = answer.status, await answer.json()
            except (ClientError, TimeoutError, OSError, ValueError) as error:
                why = str(error) or type(error).__name__
                status, found = 0, why
            if status == 200 and isinstance(found, dict):
                return found
            if (status == 0 or status in (429, 500, 503)) and time.monotonic() < until_s:
                await asyncio.sleep(AGAIN_S)
                continue
            raise self._refused(status, found)

    def _refused(self, status: int, found: Any) -> Failure:
        if status in (0, 404, 405):
            why = found if status == 0 else status
            return self._feed.fails(
                f"{self._url} 上没有收字幕的导播台（{why}）",
                f"no console takes captions at {self._url} ({why})",
            )
        message = found.get("message") if isinstance(found, dict) else None
        told = message if isinstance(message, dict) else {}
        return self._feed.fails(
            f"{self._url}：{told.get('zh', status)}", f"{self._url}: {told.get('en', status)}"
        )


def _key(feed: Feed) -> CaptionsKey:
    path = feed.key or captions_file()
    try:
        return read_key(path)
    except FileNotFoundError:
        raise feed.fails(
            f"没有字幕密钥 {path}：从导播台的机器上拷来，用 --key 指出",
            f"there is no key for captions, {path}: copy it from the console's machine and name "
            "it with --key",
        ) from None
    except (OSError, ValueError) as error:
        raise feed.fails(f"字幕密钥用不了：{error}", f"the key cannot be used: {error}") from None


def _told(alert: dict[str, Any], feed: Feed) -> str:
    chinese = is_chinese(feed.lang)
    hint = alert["hint"]["zh" if chinese else "en"]
    segment = f" [{alert['segment']}]" if alert["segment"] else ""
    if chinese:
        return f"{alert['rule']}{segment} “{alert['term']}”：{hint}：{alert['sentence']}"
    return f'{alert["rule"]}{segment} "{alert["term"]}": {hint}: {alert["sentence"]}'
