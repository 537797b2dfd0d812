import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gala.cli import stage
from gala.cli.failure import Failure
from gala.cli.night import Night, Wishes
from gala.ports import CommandEnvelope
from tests.core.playing import ORIGIN_MS, Playing, small_show

WISHES = Wishes(
    folder=Path("out"),
    show="live",
    header=None,
    host="127.0.0.1",
    port=0,
    edge_port=0,
    redis=None,
    crowd=0,
    seed=1,
    lan=None,
)


def test_a_line_for_each_change_of_what_is_on_air() -> None:
    play = Playing()
    assert stage._line(small_show()) == "  0:00:00  waiting for the start"
    show = replace(play.until(ORIGIN_MS + 35_000).show, viewers=(("app", 7), ("tv", 5)))
    assert stage._line(show) == "  0:00:30  on air: Sale · Sale   (12 viewers)"
    assert play.ask("hold", ORIGIN_MS + 36_000) is None
    assert stage._line(play.show) == "  0:00:36  on air: Sale · Sale   (0 viewers)  [held]"
    assert play.ask("panic", ORIGIN_MS + 37_000) is None
    assert stage._line(play.show).endswith("[panic]")
    assert play.ask("end", ORIGIN_MS + 3_725_000) is None
    assert stage._line(play.show) == "  1:02:05  over"


def test_how_one_goes_on() -> None:
    assert stage._resume(WISHES) == "gala show --resume out"
    wishes = replace(WISHES, folder=Path("an evening"), redis="redis://h:1/0", show="b")
    assert stage._resume(wishes) == "gala show --resume 'an evening' --redis redis://h:1/0 --show b"


def test_problems_are_listed_whatever_the_summary_holds() -> None:
    assert stage._listed(["a", 1]) == ["a", "1"]
    assert stage._listed(None) == []


def test_the_code_for_phones_is_drawn_in_the_terminal() -> None:
    drawn = stage._code("http://192.168.1.2:6160/")
    assert len(drawn.splitlines()) > 10
    assert "█" in drawn or "▄" in drawn


def answering(*answers: dict[str, object] | None) -> tuple[Night, list[CommandEnvelope]]:
    """A night whose conductor answers so, one after the other."""
    sent: list[CommandEnvelope] = []
    left = list(answers)

    async def send(envelope: CommandEnvelope, timeout_ms: int) -> bytes | None:
        sent.append(envelope)
        answer = left.pop(0)
        return None if answer is None else json.dumps(answer).encode()

    night: Any = SimpleNamespace(
        header=SimpleNamespace(origin_ms=7),
        store=SimpleNamespace(
            clock=SimpleNamespace(now_ms=lambda: 1_000), commands=SimpleNamespace(send=send)
        ),
    )
    return cast(Night, night), sent


YES = {"accepted": True, "seq": 3}


@pytest.mark.parametrize(
    "answers", [[YES], [None, None, YES], [{"accepted": False, "code": "already"}]]
)
async def test_beginning_with_a_segment_is_asked_until_somebody_answers(
    answers: list[dict[str, object] | None],
) -> None:
    night, sent = answering(*answers)
    await stage._jump(night, "bye")
    assert len(sent) == len({one.id for one in sent}) == len(answers)
    body = {"command": "jump", "by": "director", "segment": "bye"}
    assert json.loads(sent[0].body) == body
    assert sent[0].expires_ms == 1_000 + stage.JUMP_MS


async def test_beginning_with_a_segment_that_cannot_be() -> None:
    refused = {"accepted": False, "code": "over", "message": {"zh": "…", "en": "The show is over."}}
    with pytest.raises(Failure, match="cannot begin with bye: The show is over"):
        await stage._jump(answering(refused)[0], "bye")
    with pytest.raises(Failure, match="nobody conducts"):
        await stage._jump(answering(*[None] * 10)[0], "bye")


def closing(
    conducting: Callable[[], Any], finished: bool
) -> tuple[Night, asyncio.Event, list[str]]:
    """A night of which only the end matters."""
    done: list[str] = []

    async def stop() -> None:
        done.append("edge")

    over = asyncio.Event()
    if finished:
        over.set()
    night: Any = SimpleNamespace(
        conducting=asyncio.ensure_future(conducting()),
        conductor=SimpleNamespace(finished=over),
        edge=SimpleNamespace(stop=stop),
    )
    return cast(Night, night), over, done


async def for_ever() -> None:
    await asyncio.Event().wait()


async def test_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "AFTER_OVER_S", 0)
    night, _, done = closing(for_ever, finished=True)
    await stage._until(night, asyncio.Event(), None, until_over=True)
    assert done == ["edge"]


async def test_until_somebody_interrupts() -> None:
    for until_over in (True, False):
        night, _, done = closing(for_ever, finished=not until_over)
        interrupted = asyncio.Event()
        waiting = asyncio.create_task(stage._until(night, interrupted, None, until_over))
        await asyncio.sleep(0)
        assert not waiting.done()
        interrupted.set()
        await waiting
        assert done == []


async def test_until_the_conductor_cannot_go_on() -> None:
    async def broken() -> None:
        raise Failure("the log is lost")

    night, _, _ = closing(broken, finished=False)
    with pytest.raises(Failure, match="the log is lost"):
        await stage._until(night, asyncio.Event(), None, until_over=False)
