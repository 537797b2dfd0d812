"""`gala crowd`: send simulated viewers to a demonstration over real sockets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure

ANSWER_S = 10
PROCESS_VIEWERS_MAX = 9_000
ADDRESS_VIEWERS_MAX = 28_000
"""As many ports as Linux gives to connections from one address to another's one port."""

LEAD_MS_MIN = 2_000
COMING_PER_S = 400
"""Most come before the start, at about this pace: the edge puts off what is much quicker."""


def crowd(
    url: Annotated[str, typer.Option(help="The console's address, like http://localhost:6160")],
    viewers: Annotated[int, typer.Option(min=1)] = 100,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Send them from so many; one has 9,000 at most.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 616,
    ca_file: Annotated[
        Path | None, typer.Option(help="Believe certificates signed by those in this PEM file.")
    ] = None,
    minutes: Annotated[float, typer.Option(min=0.1, help="How long the show lasts.")] = 5.0,
) -> None:
    """Send viewers who join, claim, lose their connection and leave like people.

    They stay until the show is over. Prints what they saw as JSON; exits 1 when a cue was missed.

    Example: gala crowd --url http://localhost:6160 --viewers 100
    """
    import uvloop
    from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

    from gala.crowd import Account, run_crowd, run_processes, summarize
    from gala.crowd.behaviour import Night
    from gala.edge.files import raise_file_limit
    from gala.wire.tls_files import TlsError, trusting

    try:
        tls = None if ca_file is None else trusting(ca_file)
    except TlsError as error:
        raise Failure(f"--ca-file: {error}") from None

    if viewers > ADDRESS_VIEWERS_MAX:
        raise Failure(
            f"one machine's address has ports for {ADDRESS_VIEWERS_MAX:,} viewers of one edge: "
            "send the others from another machine; gala bench night has 50,000 on one"
        )
    if viewers > PROCESS_VIEWERS_MAX * processes:
        least = -(-viewers // PROCESS_VIEWERS_MAX)
        raise Failure(f"so many viewers need --processes {least} or more")
    lead_ms = max(LEAD_MS_MIN, viewers * 1_000 // COMING_PER_S)
    night = Night(round(minutes * 60_000), lead_ms=lead_ms)

    async def run() -> Account | None:
        # Said once here, and not by each of the viewers.
        async with (
            ClientSession(
                timeout=ClientTimeout(total=ANSWER_S), connector=TCPConnector(ssl=tls or True)
            ) as http,
            http.get(f"{url.rstrip('/')}/healthz"),
        ):
            pass
        if processes > 1:
            return None
        return await run_crowd(url, viewers, seed, night, tls=tls)

    raise_file_limit()
    try:
        seen = uvloop.run(run())
        if seen is None:
            seen = run_processes(url, viewers, seed, night, processes, ca_file)
    except (OSError, ClientError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise Failure(
            f"{url} does not answer as a console: {why}; name one like http://localhost:6160"
        ) from None
    except KeyboardInterrupt:
        raise Failure("stopped before the show was over", code=1) from None
    summary = summarize(seen)
    typer.echo(json.dumps(summary, ensure_ascii=False, indent=1))
    raise typer.Exit(0 if summary["complete"] else 1)
