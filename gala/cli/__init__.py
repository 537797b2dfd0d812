"""The command line. Each command is a module, imported only when it runs: starting stays quick."""

from __future__ import annotations

import logging
import sys
from functools import cache

import typer

from gala.cli.failure import Failure

app = typer.Typer(
    name="gala",
    help="Run a live gala night from one run sheet. First: gala check SHEET, then: gala show SHEET",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@cache
def _register() -> None:
    from gala.cli import (
        acl,
        approve,
        audit,
        bench,
        captions,
        check,
        crowd,
        diff,
        edge,
        edit,
        explain,
        export,
        goods,
        importing,
        lists,
        new,
        plan,
        reconcile,
        replay,
        report,
        roles,
        rule,
        show,
        simulate,
        verify,
    )

    app.command("new")(new.new)
    app.command("schema")(new.schema)
    app.command("check")(check.check)
    app.command("captions")(captions.captions)
    app.command("rule")(rule.rule)
    app.command("diff")(diff.diff)
    app.command("plan")(plan.plan)
    app.command("import")(importing.import_)
    app.command("show")(show.show)
    app.command("edit")(edit.edit)
    app.command("conductor")(roles.conductor)
    app.command("edge")(edge.edge)
    app.command("console")(roles.console)
    app.command("crowd")(crowd.crowd)
    app.command("acl")(acl.acl)
    app.command("list")(lists.make)
    app.command("replay")(replay.replay)
    app.command("explain")(explain.explain)
    app.command("export")(export.export)
    app.command("report")(report.report)
    app.command("reconcile")(reconcile.reconcile)
    app.command("simulate")(simulate.simulate)
    app.command("verify")(verify.verify)
    app.add_typer(approve.app, name="approve")
    app.add_typer(audit.app, name="audit")
    app.add_typer(bench.app, name="bench")
    app.add_typer(goods.app, name="goods")


def main() -> None:
    """Run the command line. What goes wrong is said in one line with what to do; exit 1 or 2."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    _register()
    try:
        app()
    except Failure as failure:
        print(f"gala: {failure}", file=sys.stderr)
        sys.exit(failure.code)
    except BrokenPipeError:
        sys.exit(1)
