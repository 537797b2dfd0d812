"""A night as those read it who settle it: the log through the rules, and everything given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gala.after.afterwards import orders_of
from gala.after.guarantees import entries_of
from gala.conductor.alerts_record import ALERTS, read_alerts
from gala.conductor.orders_record import paid_plans
from gala.conductor.record import RECEIPTS
from gala.conductor.replay import ClaimError, RecordError, read_claims, read_log
from gala.core.alerts import At
from gala.core.books import Counted, Logged
from gala.core.by_lot import holders, rule_of
from gala.core.draws import DrawRun
from gala.core.events import RainOpened
from gala.core.log import Header, LogReader, Written
from gala.core.orders.book import Entry as OrderEntry
from gala.core.payouts import Packets, packets, split_again
from gala.core.plan import Text
from gala.core.seckill import Winner
from gala.core.sheets import sheet_of
from gala.core.state import Show
from gala.core.trust.figures import ALL, Journaled
from gala.proof.errors import ProofError
from gala.store.show import Store
from run_sheet import Good, RunSheet, Seckill

Journals = dict[str, list[Winner]]


class NoShow(Exception):
    """The store has no show of that name; the text says what it has."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A window with stock: the segment it belongs to, and the goods that it sells."""

    segment: str
    window: str
    good: Good


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that reports are made from; `sheet` is the one in force at the end.

    `signed` are the receipts that bear a signature, by window, where there is a record; `kept`
    those that a live store would give again. `orders` are the journals of windows whose goods are
    paid for, `guarantees` the claims on what goods come with; claims may lean on a log that went on
    to `latest` meanwhile. `torn` says where what was given can be read no further, `faults` are
    `(of, why)`: whatever else in the night cannot be.
    """

    header: Header
    sheet: RunSheet
    show: Show
    entries: tuple[Written, ...]
    logged: Logged
    journals: Journals
    signed: dict[str, int] | None = None
    torn: str | None = None
    kept: Mapping[str, int] = field(default_factory=dict)
    orders: Mapping[str, Sequence[OrderEntry]] = field(default_factory=dict)
    guarantees: Journaled = field(default_factory=Journaled)
    latest: Show | None = None
    faults: tuple[tuple[str, str], ...] = ()
    alerts: tuple[At, ...] = ()
    """What was claimed on air without evidence, and who decided what about it."""

    @property
    def newest(self) -> Show:
        """The state of the log that nothing in the journals is ahead of."""
        return self.latest or self.show

    @property
    def utc_offset_min(self) -> int:
        """What times of the night are ahead of UTC where it took place."""
        return self.show.plan.utc_offset_min

    def title(self, segment: str) -> Text:
        """Return a segment's title in both languages; its id, of one that an edit took out."""
        places = self.show.plan.places
        return self.show.segment(segment).title if segment in places else (segment, segment)

    def window_title(self, window: str) -> Text:
        """Return what one gets in a window, in both languages."""
        return self.show.window_plan(window).title

    def outlet(self, outlet: str) -> Text:
        """Return an outlet's title in both languages."""
        titles = {one.id: one.title for one in self.show.plan.outlets}
        return titles.get(outlet, (outlet, outlet))

    def sales(self) -> list[Sale]:
        """Return what was on sale, in the order of the sheet."""
        goods = {good.id: good for good in self.sheet.goods}
        windows = {run.segment: run.id for run in self.show.windows}
        return [
            Sale(segment.id, windows[segment.id], goods[segment.goods])
            for segment in self.sheet.segments
            if isinstance(segment, Seckill)
        ]

    def winners(self, window: str) -> list[Winner]:
        """Return what was given in a window, in order: units, chances or entries."""
        return self.journals.get(window, [])

    def sold(self, window: str) -> list[Winner]:
        """Return the units of a seckill that somebody has: by lot, the entries that were drawn.

        What a revoked opening gave is void, and nobody's.
        """
        held, run = holders(self.show, window), self.show.window(window)
        given = [one for one in self.winners(window) if not run.is_revoked(one.won.gen)]
        if held is None:
            return given
        # An entry may weigh more than one; a unit is one.
        return [
            replace(one, won=replace(one.won, quantity=1)) for one in given if one.viewer in held
        ]

    def void(self, window: str) -> dict[int, str]:
        """Return why the openings of a window that were revoked were, by their `gen`."""
        run = next((one for one in self.show.windows if one.id == window), None)
        return {one.gen: one.reason for one in run.revoked} if run else {}

    def by_lot(self, window: str) -> bool:
        """Whether a draw decides who has a unit of a seckill."""
        return rule_of(self.show.plan, window) is not None

    def stock(self, window: str) -> tuple[tuple[str, int], ...]:
        """Return `(outlet, units)` of what a seckill offers."""
        rule = rule_of(self.show.plan, window)
        if rule is None:
            return self.show.window(window).declared(self.show.window_plan(window))
        return tuple((outlet, count) for outlet, count, _ in rule.prizes)

    def counted(self) -> Counted:
        """Return the journals, counted again."""
        counted = Counted(self.logged)
        for window, winners in self.journals.items():
            for winner in winners:
                counted.give(window, winner)
        return counted

    def rain_opened(self, draw: DrawRun) -> RainOpened | None:
        """Return the event that opened a rain, None for another draw."""
        for written in self.entries:
            event = written.event
            if isinstance(event, RainOpened) and event.number == draw.number:
                return event
        return None

    def packets(self, draw: DrawRun) -> list[Packets]:
        """Return what each entry of an opened rain got. Raises `ProofError`."""
        opened = self.rain_opened(draw)
        if opened is None:
            return []
        return packets(draw, split_again(draw, opened), self.winners(draw.manifest.window))


def from_folder(folder: Path) -> Account:
    """Return the account of a record.

    Raises `RecordError`, `OtherRules` or `LogError` when there is no log to go by. Claims that are
    not as gala wrote them end the journals there: see `Account.torn`.
    """
    reader, coming = read_log(folder)
    entries = tuple(coming)
    journals: Journals = {}
    torn = None
    try:
        for _, window, winner in read_claims(folder):
            journals.setdefault(window, []).append(winner)
    except ClaimError as error:
        torn = str(error)
    made = _account(reader.header, reader.show, entries, (), journals, _signed(folder), torn)
    return made if torn is not None else _with_orders(made, folder)


async def from_store(store: Store) -> Account:
    """Return the account of a show in a store, as it is now. Raises `StoreError`, `LogError`.

    Journals are read after the log whose settlements they are held to: what is settled there is
    whole. What was opened since is learnt from the log again, so that it is not taken for a fault.
    """
    lines = await store.log.read(0)
    if not lines:
        shows = ", ".join(await store.shows()) or "none"
        raise NoShow(f"the store has no show {store.show!r}; it has: {shows}. Name it with --show")
    reader = LogReader(lines[0])
    entries = [reader.feed(line) for line in lines[1:]]
    # Claims on guarantees first: each leans on a unit, an order that was paid or a draw before it.
    guarantees = await store.guarantees.journaled()
    # Then orders: each leans on a claim that was made before it.
    plans = paid_plans(reader.plan)
    orders = {plan.id: await store.orders.whole_journal(plan) for plan in plans}
    journals: Journals = {}
    kept: dict[str, int] = {}
    for run in reader.show.windows:
        before = await store.receipts_kept(run.id)
        if winners := await store.claims_journal(run.id):
            journals[run.id] = winners
        # A window that gives something meanwhile is compared the next time.
        if before == await store.receipts_kept(run.id):
            kept[run.id] = before
    show = reader.show
    since = [reader.feed(line) for line in await store.log.read(len(lines))]
    made = _account(reader.header, show, entries, since, journals)
    _, alerts = await store.alerts.journal("0")
    return replace(
        made,
        orders=orders,
        guarantees=guarantees,
        latest=reader.show,
        kept=kept,
        alerts=tuple(alerts),
    )


def _with_orders(account: Account, folder: Path) -> Account:
    """Return the account with what became of its units, and what of that does not follow."""
    orders: Mapping[str, Sequence[OrderEntry]] = {}
    faults: list[tuple[str, str]] = []
    try:
        orders = orders_of(folder, account.show.plan)
    except (ProofError, OSError) as error:
        faults.append(("orders", str(error)))
    entries, fault = entries_of(folder)
    if fault is not None:
        faults.append((ALL, fault))
    guarantees = Journaled(tuple(entries))
    alerts: tuple[At, ...] = ()
    try:
        alerts = tuple(read_alerts(folder))
    except (ValueError, OSError) as error:
        faults.append((ALERTS, str(error)))
    return replace(
        account, orders=orders, guarantees=guarantees, faults=tuple(faults), alerts=alerts
    )


def _account(
    header: Header,
    show: Show,
    entries: Iterable[Written],
    since: Iterable[Written],
    journals: Journals,
    signed: dict[str, int] | None = None,
    torn: str | None = None,
) -> Account:
    logged = Logged()
    for written in entries:
        logged.take(written)
    for written in since:
        logged.offered(written)
    return Account(
        header, sheet_of(show.sheet), show, tuple(entries), logged, journals, signed, torn
    )


def _signed(folder: Path) -> dict[str, int]:
    """Return how many receipts the signed batches hold, by window. Raises `RecordError`."""
    path = folder / RECEIPTS
    signed: dict[str, int] = {}
    try:
        for fields in _objects(path):
            window, size = str(fields["window"]), int(fields["size"])
            signed[window] = signed.get(window, 0) + size
    except FileNotFoundError:
        raise RecordError(
            f"{path} is not there: a show that was stopped is finished with gala show --resume "
            f"{folder}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordError(f"{path} cannot be read: {error}") from None
    return signed


def _objects(path: Path) -> Iterator[dict[str, str | int]]:
    with path.open("rb") as file:
        for line in file:
            yield json.loads(line)
