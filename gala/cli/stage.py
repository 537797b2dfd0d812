"""Runs a night in the foreground: what is printed, signals, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shlex
import signal
import sys

import uvloop
from rich.console import Console as Terminal

from gala.after.reconcile import differences
from gala.cli.doors import reload_at_hangup
from gala.cli.failure import Failure
from gala.cli.home import home
from gala.cli.night import AFTER_OVER_S, CROWD_HOME_S, Night, Wishes, attend, running
from gala.cli.reconcile import print_figures
from gala.cli.show import DEFAULT_SHOW
from gala.cli.spoken import captions_file
from gala.conductor.orders_record import paid_plans
from gala.console.seats import PROMPTER, SEATS
from gala.core.log import LogError
from gala.core.state import Show
from gala.core.tables import Phase
from gala.edge.files import raise_file_limit
from gala.ports import CommandEnvelope, StoreError
from gala.store.promise import words

SAY_S = 0.2
JUMP_MS = 900


def run(wishes: Wishes, *, until_over: bool, jump_to: str | None) -> int:
    """Run the night; return the exit status. Raises `Failure`."""
    raise_file_limit()
    return uvloop.run(_run(wishes, until_over, jump_to))


async def _run(wishes: Wishes, until_over: bool, jump_to: str | None) -> int:
    interrupted = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted.set)
    say = Terminal(markup=False, highlight=False, soft_wrap=True)
    async with running(wishes) as night:
        reload_at_hangup(wishes.tls)
        _greet(say, night)
        telling = asyncio.create_task(_tell(say, night))
        crowd = asyncio.create_task(attend(night, interrupted)) if wishes.crowd else None
        broken: Exception | None = None
        try:
            if jump_to is not None:
                await _jump(night, jump_to)
            await _until(night, interrupted, crowd, until_over)
        except (StoreError, LogError, Failure) as error:
            broken = error
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        try:
            code = await _end(say, night, crowd, interrupted)
        except Failure as failure:
            if broken is None:
                raise
            raise Failure(f"the show has stopped: {broken}; {failure}", code=1) from None
        if broken is not None:
            raise Failure(f"the show has stopped: {broken}", code=1)
        return code


async def _until(
    night: Night,
    interrupted: asyncio.Event,
    crowd: asyncio.Task[None] | None,
    until_over: bool,
) -> None:
    """Return when it is time to close: the show is over, or we were interrupted.

    Raises what the conductor could not go on from.
    """
    stop = asyncio.create_task(interrupted.wait())
    finished = asyncio.create_task(night.conductor.finished.wait())
    wait = {stop, night.conducting, *({finished} if until_over else ())}
    try:
        await asyncio.wait(wait, return_when=asyncio.FIRST_COMPLETED)
        if night.conducting.done():
            night.conducting.result()
        if finished.done() and not interrupted.is_set():
            await asyncio.sleep(AFTER_OVER_S)
            await night.edge.stop()
            if crowd is not None:
                await asyncio.wait(
                    {crowd, stop}, timeout=CROWD_HOME_S, return_when=asyncio.FIRST_COMPLETED
                )
    finally:
        stop.cancel()
        finished.cancel()


async def _end(
    say: Terminal,
    night: Night,
    crowd: asyncio.Task[None] | None,
    interrupted: asyncio.Event,
) -> int:
    interrupted.set()
    if crowd is not None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CROWD_HOME_S):
                await crowd
    folder, over = night.wishes.folder, night.conductor.finished.is_set()
    try:
        units = await night.finish_record()
    except (LogError, OSError, StoreError) as error:
        again = _resume(night.wishes)
        raise Failure(
            f"the record in {folder} is not whole: {error}. Write it again: {again}", code=1
        ) from None
    if over:
        say.print(f"The show is over. {units} claims given. Record: {folder}")
        say.print(f"Check it: gala verify {folder}")
    else:
        say.print(f"Stopped before the end. Go on with: {_resume(night.wishes)}")
    equal = _reconciled(say, night)
    summary = night.crowd_summary
    if summary is None:
        return 0 if equal else 1
    say.print(
        f"Crowd: {summary['joined']} of {summary['viewers']} joined, {summary['cues']} cues seen, "
        f"{summary['gaps']} gaps, {summary['duplicates']} doubles, "
        f"complete: {'yes' if summary['complete'] else 'no'}"
    )
    for problem in _listed(summary["problems"]):
        print(f"  {problem}", file=sys.stderr)
    return 0 if equal and (summary["complete"] or not over) else 1


def _reconciled(say: Terminal, night: Night) -> bool:
    """Say whether all figures are equal, and which are not."""
    differing = differences(night.figures)
    if not differing:
        say.print(f"Reconciled: {len(night.figures)} figures, all equal.")
        return True
    print(f"NOT reconciled: {len(differing)} figures differ", file=sys.stderr)
    print_figures(differing, to_stderr=True)
    return False


def _listed(problems: object) -> list[str]:
    return [str(problem) for problem in problems] if isinstance(problems, list) else []


def _resume(wishes: Wishes) -> str:
    """Return the command that goes on with the show."""
    words = ["gala", "show", "--resume", str(wishes.folder)]
    if wishes.redis is not None:
        words += ["--redis", wishes.redis]
    if wishes.show != DEFAULT_SHOW:
        words += ["--show", wishes.show]
    for one in wishes.lists:
        words += ["--list", one]
    return shlex.join(words)


async def _jump(night: Night, segment: str) -> None:
    """Begin with `segment`, as the director would do it."""
    body = json.dumps({"command": "jump", "by": "director", "segment": segment}).encode()
    for press in range(10):
        envelope = CommandEnvelope(
            f"from-{night.header.origin_ms}-{press}", night.store.clock.now_ms() + JUMP_MS, body
        )
        answer = await night.store.commands.send(envelope, JUMP_MS)
        if answer is not None:
            decided = json.loads(answer)
            if decided["accepted"] or decided["code"] == "already":
                return
            raise Failure(f"the show cannot begin with {segment}: {decided['message']['en']}")
    raise Failure(f"nobody conducts, so the show could not begin with {segment}")


def _greet(say: Terminal, night: Night) -> None:
    """Print the three lines that a night begins with, and what else there is."""
    port, lan = night.console.port, night.wishes.lan
    scheme = night.wishes.scheme
    here = f"{scheme}://localhost:{port}"
    director, second = (f"{here}/seat/{night.seats.invite(seat)}" for seat in SEATS)
    phone = f"{scheme}://{lan}:{port}/" if lan else f"{here}/"
    zh, en = night.plan.title
    pace = night.plan.pace_milli / 1000
    say.print(f"{zh} · {en}" + (f"  (pace {pace:g})" if pace != 1 else ""), style="bold")
    say.print(f"  Console  {director}", style="bold")
    say.print(f"  Phone    {phone}", style="bold")
    if lan:
        say.print(code(phone))
    say.print(f"  Stage    {here}/stage", style="bold")
    say.print()
    say.print(f"  Second seat  {second}")
    say.print("               (each seat's link works once; a draw by hand takes two people)")
    host = f"{scheme}://{lan}:{port}" if lan else here
    say.print(f"  Prompter     {host}/seat/{night.seats.invite(PROMPTER)}")
    say.print("               (for the host's screen: it commands nothing)")
    say.print(f"  Captions     {here}/api/captions · {captions_file()}")
    say.print(f"  Check it     {here}/verify")
    say.print(f"  Record       {night.wishes.folder}")
    say.print(f"  Receipts     {' · '.join(words(night.header.promise))}")
    if paid_plans(night.plan):
        say.print(f"  Platform     {here}/platform/v1 · {home() / 'keys' / 'platform.json'}")
    if night.wishes.crowd:
        say.print(f"  Crowd        {night.wishes.crowd} viewers")
    if night.header.beacon.chain.kind == "rehearsal":
        say.print("  Draws are decided by a rehearsal beacon: it proves nothing to outsiders.")
    say.print("  Ctrl-C ends it.")


def code(address: str) -> str:
    """Return a QR code as text: half blocks, light on a dark terminal."""
    import segno

    rows = [[not dark for dark in row] for row in segno.make(address, micro=False).matrix_iter()]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    return "\n".join(
        "  " + "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


async def _tell(say: Terminal, night: Night) -> None:
    """Print each change of what is on air."""
    told: tuple[str, str | None] | None = None
    while True:
        await asyncio.sleep(SAY_S)
        if not night.recorder.follower.started:
            continue
        show = night.show
        now = (str(show.phase), show.on_air.segment if show.on_air else None)
        if now != told:
            told = now
            say.print(_line(show))


def _line(show: Show) -> str:
    elapsed_s = max(0, show.now_ms - show.origin_ms) * show.plan.pace_milli // 1_000_000
    clock = f"{elapsed_s // 3600}:{elapsed_s // 60 % 60:02}:{elapsed_s % 60:02}"
    viewers = sum(count for _, count in show.viewers)
    if show.phase is Phase.WAITING:
        return f"  {clock}  waiting for the start"
    if show.phase is Phase.OVER or show.on_air is None:
        return f"  {clock}  {show.phase}"
    zh, en = show.segment(show.on_air.segment).title
    phase = "" if show.phase is Phase.ON_AIR else f"  [{show.phase}]"
    return f"  {clock}  on air: {zh} · {en}   ({viewers} viewers){phase}"
