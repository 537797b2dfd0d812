"""The examples of docs/platform-api.md are run as they stand there."""

import asyncio
import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from gala.console.orders.signing import signature
from gala.console.orders.words import TEXTS
from gala.store.show import Store
from tests.console.orders.shop import shop

PAGE = (Path(__file__).parents[3] / "docs" / "platform-api.md").read_text(encoding="utf-8")
CURLS = re.findall(r"```sh\n(curl .*?)```", PAGE, flags=re.DOTALL)
[VERIFIER] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
FOR_VIEWERS = {"ticket", "expired", "origin", "role", "due", "had", "not_sold_out", "full"}
FOR_VIEWERS |= {"drawn"}


def is_from_gala(secret: str, header: str, body: bytes) -> bool:
    names: dict[str, object] = {}
    exec(compile(VERIFIER, "docs/platform-api.md", "exec"), names)
    verdict = names["is_from_gala"](secret, header, body)  # type: ignore[operator]
    assert isinstance(verdict, bool)
    return verdict


def test_the_verifier_knows_what_gala_signs_and_nothing_else() -> None:
    secret, body, now_s = "s" * 32, b'{"events": []}', int(time.time())
    good = signature(secret, now_s, body)
    assert is_from_gala(secret, good, body)
    assert not is_from_gala(secret, good, body + b" ")
    assert not is_from_gala("t" * 32, good, body)
    assert not is_from_gala(secret, signature(secret, now_s - 301, body), body), "an old one"
    assert not is_from_gala(secret, good.replace(f"t={now_s}", f"t={now_s - 1}"), body)
    for header in ("", "t=1", "v1=ab", "t=x,v1=ab", "nonsense"):
        assert not is_from_gala(secret, header, body)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
async def test_every_example_is_answered_as_the_page_says(store: Store) -> None:
    assert len(CURLS) == 8
    async with shop(store) as served:
        free = await served.win(1, "ann")
        late = await served.win(2, "ann", hours_ago=2)
        given_back = await served.win(3, "bo")
        await served.store.orders.join(served.sale, served.pseudonym("cy"), "app")
        await served.store.orders.expire(1, served.sale)
        pay, refund, release, read, viewer, listed, windows, events = CURLS

        async def run(example: str, order: str = free) -> dict[str, object]:
            env = {**os.environ, "GALA": served.url, "KEY": f"k1.{'s' * 20}", "ORDER": order}
            process = await asyncio.create_subprocess_shell(
                example, env=env, stdout=asyncio.subprocess.PIPE
            )
            out, _ = await process.communicate()
            assert process.returncode == 0
            told: dict[str, object] = json.loads(out)
            return told

        assert (await run(pay))["state"] == "paid"
        assert (await run(pay.replace("0007", "0008"), late))["state"] == "refunding"
        assert (await run(refund, late))["state"] == "refunded"
        assert (await run(release, given_back))["state"] == "released"
        assert (await run(read))["order"] == free
        assert len((await run(viewer))["orders"]) == 2  # type: ignore[arg-type]
        assert len((await run(listed))["orders"]) == 4  # type: ignore[arg-type]
        assert (await run(windows))["windows"]
        told = await run(events)
        types = {event["type"] for event in told["events"]}  # type: ignore[attr-defined]
        assert {"order.held", "order.paid", "order.refund_due", "order.refunded"} <= types
        [shown] = re.findall(r'```json\n(\{"order".*?)```', PAGE, flags=re.DOTALL)
        assert json.loads(shown).keys() == (await run(read)).keys()


def test_every_word_is_told_with_its_status() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", PAGE, flags=re.MULTILINE)
    assert {word: int(status) for status, word in rows} == {
        code: status for code, (status, _, _) in TEXTS.items() if code not in FOR_VIEWERS
    }
