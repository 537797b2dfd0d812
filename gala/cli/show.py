"""`gala show`: take a run sheet to air, everything in one process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from gala.cli import admin, counters, doors, home, lists, sheets
from gala.cli.failure import Failure
from gala.cli.promises import AUTO, Replicas, Shards, wished
from gala.core.feelings import FLAGS_ALERT

DEFAULT_PORT = 6160
DEFAULT_SHOW = "live"

FlagsAlert = Annotated[
    int,
    typer.Option(min=1, help="So many flags of a segment for one reason alert the crew."),
]


def show(
    sheet: Annotated[Path | None, typer.Argument(help="The run sheet, a YAML file.")] = None,
    start: Annotated[
        str | None,
        typer.Option(help="now, or an instant like 2021-06-15T20:21:00+08:00. Without it: the "
                     "sheet's start when that is still to come, else now."),
    ] = None,
    pace: Annotated[
        float | None,
        typer.Option(help="60 runs an hour of the sheet in a minute.", show_default="1"),
    ] = None,
    crowd: Annotated[int, typer.Option(min=0, max=5000, help="Simulated viewers.")] = 0,
    seed: Annotated[int, typer.Option(help="The crowd's seed.")] = 616,
    until_over: Annotated[bool, typer.Option("--until-over", help="Exit when it is over.")] = False,
    out: Annotated[Path | None, typer.Option(help="The folder of the show and its record.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with the show in a folder.")] = None,
    auto: Annotated[
        bool | None,
        typer.Option("--auto/--manual", help="Who drives at first.", show_default="auto"),
    ] = None,
    rehearsal: Annotated[
        bool, typer.Option("--rehearsal", help="Say so everywhere, and touch no show on air.")
    ] = False,
    from_segment: Annotated[
        str | None, typer.Option("--from", help="Begin with this segment.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65534, help="The pages' port; viewers' sockets "
                                      "have the next one. 0: any.")] = DEFAULT_PORT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "0.0.0.0",
    redis: Annotated[
        str | None, typer.Option(help="A Valkey or Redis, like redis://host:6379/0. Without it: "
                                 "an own one, in the show's folder.")
    ] = None,
    name: Annotated[
        str, typer.Option("--show", help="The show's name in the store.")
    ] = DEFAULT_SHOW,
    beacon: Annotated[
        str | None,
        typer.Option(help="What decides draws: rehearsal (this machine's own: proves nothing to "
                     "outsiders), quicknet (drand's, over the network) or hall (drawn on stage).",
                     show_default="rehearsal"),
    ] = None,
    relay: Annotated[
        list[str] | None,
        typer.Option(help="A relay of drand's, like https://api.drand.sh. Repeat it for more."),
    ] = None,
    replicas: Replicas = AUTO,
    shards: Shards = 1,
    viewer_lists: lists.Lists = None,
    webhook: counters.Webhooks = None,
    tls_cert: doors.TlsCert = None,
    tls_key: doors.TlsKey = None,
    trusted_proxy: doors.Trusted = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(help="A page's origin that is admitted besides our own: a proxy's, like "
                     "https://gala.example. Repeat it for more."),
    ] = None,
    edge_url: doors.EdgeUrl = None,
    admin_port: admin.Port = None,
    admin_host: admin.Host = admin.LOCAL,
    flags_alert: FlagsAlert = FLAGS_ALERT,
    no_phones: Annotated[
        bool, typer.Option("--no-phones", help="A hall without phones: no viewers' address.")
    ] = False,
) -> None:  # fmt: skip
    """Run a show: its pages, viewers' sockets, store and record, in one process.

    Exits 0 when the show has ended (with --until-over) or at Ctrl-C; go on later with --resume.

    Example: gala show run_sheet/shows/616-tour.yaml --start now --crowd 50
    """
    if (sheet is None) == (resume is None):
        raise Failure("name a run sheet, or a folder with --resume (see gala show --help)")
    from gala.cli import stage
    from gala.cli.approvals import approvals_to_begin
    from gala.cli.audits import audits_to_begin
    from gala.cli.beginning import beginning
    from gala.cli.night import Wishes
    from gala.cli.operator_keys import operator_keys
    from gala.core.compile import compile_plan

    keys = operator_keys()
    if rehearsal and redis is not None:
        name = f"{name}-rehearsal"
    if resume is not None:
        begun = {"--start": start, "--pace": pace, "--auto/--manual": auto, "--out": out}
        _check_resumed(resume, redis, {**begun, "--from": from_segment, "--beacon": beacon})
        folder, header = resume, None
    else:
        assert sheet is not None
        loaded = sheets.load(sheet)
        if from_segment is not None and from_segment not in [s.id for s in loaded.sheet.segments]:
            raise Failure(f"{sheet} has no segment {from_segment!r}")
        lists.check(compile_plan(loaded.sheet), lists.given(viewer_lists))
        begins = beginning(
            loaded, name, start=start, pace=pace, auto=auto, keys=keys,
            beacon=beacon or "rehearsal", rehearsal=rehearsal,
            audits=audits_to_begin(loaded.sheet, sheet, rehearsal=rehearsal),
            approvals=approvals_to_begin(
                loaded.sheet, sheet,
                rehearsal=rehearsal, auto=auto is not False, beacon=beacon or "rehearsal",
            ),
        )  # fmt: skip
        folder, header = out or home.show_folder(loaded.sheet.id), begins.header
    wishes = Wishes(
        folder=folder,
        show=name,
        header=header,
        host=host,
        port=port,
        edge_port=port + 1 if port else 0,
        redis=redis,
        crowd=crowd,
        seed=seed,
        lan=home.lan_address() if host == "0.0.0.0" and not no_phones else None,
        keys=keys,
        relays=tuple(relay or ()),
        lists=tuple(viewer_lists or ()),
        webhooks=counters.checked(webhook),
        replicas=wished(replicas),
        shards=shards,
        tls=doors.tls_files(tls_cert, tls_key),
        flags_alert=flags_alert,
        proxies=doors.trusted(trusted_proxy),
        origins=tuple(origin or ()),
        edge_url=doors.edge_address(edge_url),
        admin=admin.listening(admin_host, admin_port),
    )
    raise typer.Exit(stage.run(wishes, until_over=until_over, jump_to=from_segment))


def _check_resumed(folder: Path, redis: str | None, begun: Mapping[str, object]) -> None:
    """Refuse to go on where there is nothing, or otherwise than it was begun."""
    for option, given in begun.items():
        if given is not None:
            raise Failure(f"--resume goes on with the show as it was begun: leave out {option}")
    if redis is None and not (folder / "store").is_dir():
        raise Failure(f"{folder} has no show to go on with: there is no folder {folder / 'store'}")
