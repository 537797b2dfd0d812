"""Editing a show while it is on air: another run sheet from now on, for what is still to come.

`edit` hands in a whole sheet, as a text, and the digest of the sheet that its author had before
them. It is held to the same checks as before the show, to what stands by now (barriers.py) and to
the auditors' signatures. What changes who gets what, or what it costs, takes two seats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gala.core import events as e
from gala.core.audits import Standing, standings
from gala.core.barriers import Barrier, barriers, stands
from gala.core.commands import Command, Decision
from gala.core.cues import Stepped, one_cue, publish
from gala.core.effects import Effect
from gala.core.plan import Plan, SegmentPlan
from gala.core.refusals import Refusal, refusal, refused_for
from gala.core.schedule import next_brief
from gala.core.sheets import parsed, plan_of, sheet_of
from gala.core.state import Edited, Show, first_run, first_window
from gala.core.tables import BadTransition, SegmentState
from gala.core.two_seats import two
from gala.proof.audit import Audit
from run_sheet import RunSheet

_FREE = frozenset({"segments", "expected_viewers"})
"""The keys of a sheet that one seat may change; of segments, see `takes_two`."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An edit held against the show: what it leads to and what stands in its way.

    `unsigned` are goods that the new sheet sells and no auditor has signed as they are then;
    `audits` the signatures that hold under it.
    """

    sheet: RunSheet
    plan: Plan
    barriers: tuple[Barrier, ...]
    unsigned: tuple[Standing, ...]
    audits: tuple[Audit, ...]
    two_seats: bool


def weigh(show: Show, text: str, audits: Iterable[Audit] = ()) -> Weighed:
    """Hold the sheet in `text`, with signatures beyond those in force, against the show.

    Raises `ValueError` when it has errors, or the show has no sheet to edit.
    """
    old, new = sheet_of(show.sheet), sheet_of(text)
    plan = plan_of(text, show.plan.pace_milli, show.plan.rehearsal)
    given = {(one.goods, one.auditor): one for one in (*show.audits, *audits)}
    found = standings(new, given.values()) if new.auditors else ()
    return Weighed(
        new,
        plan,
        barriers(show, old, new, plan),
        () if show.plan.rehearsal else tuple(one for one in found if not one.valid),
        tuple(sorted((a for one in found for a in one.valid), key=lambda a: (a.goods, a.auditor))),
        takes_two(show.plan, old, new, plan),
    )


def takes_two(before: Plan, old: RunSheet, new: RunSheet, plan: Plan) -> bool:
    """Whether an edit changes more than what is shown and when: what is sold, given or promised.

    What two people have approved to go by itself is not changed by one, whatever it is.
    """
    if new.unattended is not None:
        return True
    if any(getattr(old, key) != getattr(new, key) for key in RunSheet.model_fields.keys() - _FREE):
        return True
    was, now = ({one.id: one for one in each.segments} for each in (before, plan))
    waived, waives = ({one.id: one.waive for one in each.segments} for each in (old, new))
    return any(
        _at_stake(was.get(name)) != _at_stake(now.get(name))
        or (waived.get(name) or None) != (waives.get(name) or None)
        for name in was.keys() | now.keys()
    )


def _at_stake(segment: SegmentPlan | None) -> object:
    if segment is None or (segment.window is None and segment.lot is None):
        return None
    window = segment.window
    if window is not None:
        # A window may bear its segment's title, and a rule those of segments to have bought in.
        who = replace(window.who, titles=()) if window.who else None
        window = replace(window, title=("", ""), who=who)
    timeless = replace(segment, length_ms=0, fixed_ms=None, back_timed=False, window=window)
    return replace(timeless, title=("", ""), guests=(), notes=None, prompter=None)


def edit(show: Show, command: Command) -> Decision:
    """Decide `edit`: `sheet` in place of that in force, which is `base`."""
    if command.sheet is None or command.base is None or not show.sheet:
        return refusal("bad_value")
    if command.base != show.plan.digest:
        return refusal("stale_sheet")
    read = parsed(command.sheet)
    if read.sheet is None:
        told = [(one.render(read.name, "zh"), one.render(read.name)) for one in read.errors]
        return refused_for("bad_sheet", told)
    weighed = weigh(show, command.sheet, command.audits)
    if refused := _refused(show, weighed):
        return refused
    edited = edit_event(weighed, command.sheet, command.at_ms, command.by)
    if not weighed.two_seats:
        return (edited,)

    def carry_out(by: str) -> tuple[e.Event, ...]:
        return (replace(edited, by=by, second=command.by),)

    return two(show, command, f"edit {weighed.plan.digest}", carry_out)


def edit_event(weighed: Weighed, text: str, at_ms: int, by: str) -> e.SheetEdited:
    """Return the fact that an edit would be, asked for by one seat."""
    audits = tuple(map(_row, weighed.audits))
    return e.SheetEdited(at_ms, text, weighed.plan.digest, audits, by, "")


def _refused(show: Show, weighed: Weighed) -> Refusal | None:
    if weighed.plan.digest == show.plan.digest:
        return refusal("same_sheet")
    if weighed.barriers:
        return refused_for("locked", [one.said for one in weighed.barriers])
    if weighed.unsigned:
        return refused_for("not_audited", [(one.goods, one.goods) for one in weighed.unsigned])
    return None


def edited(show: Show, event: e.SheetEdited) -> Stepped:
    """Step `sheet_edited`: what is still to come goes by the new sheet.

    Raises `BadTransition` for an edit that was not to be, `ValueError` for a sheet with errors.
    """
    audits = event.signed()
    weighed = weigh(replace(show, audits=()), event.sheet, audits)
    if event.digest != weighed.plan.digest:
        raise BadTransition("the edited run sheet's digest is another")
    if (refused := _refused(show, weighed)) is not None:
        raise BadTransition(refused.message[1])
    if weighed.audits != audits:
        raise BadTransition("a signature of an auditor does not hold")
    if weighed.two_seats and (not event.second or event.by == event.second):
        raise BadTransition("such an edit takes two people")
    was = show.segment(show.standby).card() if show.standby else None
    show = onto(show, weighed.plan, event)
    effects: tuple[Effect, ...] = ()
    ready = show.standby and show.run(show.standby).state is SegmentState.READY
    if ready and show.standby and show.segment(show.standby).card() != was:
        show, cue = publish(show, "ready", (show.segment(show.standby).card(),))
        show, effects = replace(show, loaded_seq=cue.seq), (cue,)
    show, following = one_cue(show, "next", (next_brief(show),), event.at_ms)
    return show, (*effects, *following)


def onto(show: Show, plan: Plan, event: e.SheetEdited) -> Show:
    """Return the show under another plan, with what became of each segment until now."""
    stand = {run.id: show.segment(run.id) for run in show.runs if stands(show, run.id)}
    plan = replace(plan, segments=tuple(stand.get(one.id, one) for one in plan.segments))
    runs = {run.id: run for run in show.runs}
    windows = {window.id: window for window in show.windows}
    named = {one.id for one in plan.segments}
    retired = tuple(run.id for run in show.runs if run.id not in named)
    made = Edited(event.at_ms, event.digest, event.by, event.second, retired)
    return replace(
        show,
        plan=plan,
        runs=tuple(runs.get(one.id) or first_run(one) for one in plan.segments),
        windows=tuple(
            windows.get(one.window.id) or first_window(plan, one)
            for one in plan.segments
            if one.window
        ),
        standby=show.standby if show.standby in named else None,
        sheet=event.sheet,
        audits=event.signed(),
        edits=(*show.edits, made),
        proposal=None if event.second else show.proposal,
    )


def _row(audit: Audit) -> tuple[str, str, str, str, str]:
    return (audit.goods, audit.digest, audit.auditor, audit.on, audit.signature.hex())
