import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from rich.console import Console as Terminal

from gala.cli import stage
from gala.cli.failure import Failure
from gala.cli.night import Night, Wishes
from gala.conductor.replay import replay
from gala.core.books import Figure
from gala.core.log import LogError
from gala.ports import CommandEnvelope, StoreDown
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.conductor.nights import opened, press, read
from tests.core.playing import ORIGIN_MS, Playing, small_show
from tests.keys import KEYS
from tests.plugins.waiting import until

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
    keys=KEYS,
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
    drawn = stage.code("http://192.168.1.2:6160/")
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


class Ending(SimpleNamespace):
    """A night that has come to its end, one way or the other."""

    async def finish_record(self) -> int:
        if self.problem is not None:
            raise self.problem
        return 5


EQUAL = Figure("sale · app", "units settled, opening 1", 3, 3)


def ending(*, finished: bool, problem: Exception | None = None, **summary: object) -> Night:
    over = asyncio.Event()
    if finished:
        over.set()
    usual = {"joined": 3, "viewers": 3, "cues": 9, "gaps": 0, "duplicates": 0, "problems": ["x"]}
    night: Any = Ending(
        wishes=WISHES,
        conductor=SimpleNamespace(finished=over),
        problem=problem,
        figures=[EQUAL],
        crowd_summary={**usual, **summary} if summary else None,
    )
    return cast(Night, night)


async def ended(night: Night, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    interrupted = asyncio.Event()
    code = await stage._end(Terminal(soft_wrap=True), night, None, interrupted)
    assert interrupted.is_set(), "so that the crowd goes home"
    printed = capsys.readouterr()
    return code, printed.out + printed.err


async def test_the_end_of_a_show(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = await ended(ending(finished=True), capsys)
    assert code == 0
    assert said == (
        "The show is over. 5 claims given. Record: out\nCheck it: gala verify out\n"
        "Reconciled: 1 figures, all equal.\n"
    )
    code, said = await ended(ending(finished=True, complete=True), capsys)
    assert (code, "3 of 3 joined, 9 cues seen" in said) == (0, True)


async def test_figures_that_differ_are_a_failure_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    night = ending(finished=True, complete=True)
    night.figures = [EQUAL, replace(EQUAL, counted=4)]
    code, said = await ended(night, capsys)
    assert code == 1
    assert "NOT reconciled: 1 figures differ" in said
    assert "differs by +1" in said


async def test_a_crowd_that_missed_something_is_a_failure_of_a_whole_show(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said = await ended(ending(finished=True, complete=False, gaps=2), capsys)
    assert (code, "2 gaps" in said, "complete: no" in said, "  x\n" in said) == (1, *[True] * 3)
    code, said = await ended(ending(finished=False, complete=False), capsys)
    assert (code, "Stopped before the end" in said) == (0, True)


@pytest.mark.parametrize("problem", [LogError(4, "no"), OSError("disk full"), StoreDown("away")])
async def test_a_record_that_is_not_whole_is_a_failure(
    capsys: pytest.CaptureFixture[str], problem: Exception
) -> None:
    why = "the record in out is not whole: .*Write it again: gala show --resume out"
    with pytest.raises(Failure, match=why) as failed:
        await ended(ending(finished=True, problem=problem), capsys)
    assert failed.value.code == 1


async def test_a_show_that_cannot_go_on_ends_and_says_why(
    tmp_path: Path,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    await opened(store, mode="manual")
    wishes = replace(WISHES, folder=tmp_path / "out", redis=store.url, show=store.show)
    showing = asyncio.create_task(stage._run(wishes, True, None))

    async def conducted() -> bool:
        return (await read(store))[0].show.epoch == 1

    await until(conducted)
    keys = ShowKeys(store.show)
    await store.log._calls.call("DEL", keys.log, keys.log_head)
    await press(store, "go", lives_ms=200)
    with pytest.raises(Failure, match="the show has stopped: the log has changed behind"):
        await asyncio.wait_for(showing, 20)
    assert "Stopped before the end. Go on with: gala show --resume" in capsys.readouterr().out
    assert replay(wishes.folder).show.epoch == 1
