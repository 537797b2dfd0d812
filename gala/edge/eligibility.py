"""Who may take part in a window, as this edge can tell it: facts gathered, `gala.core` decides.

A viewer's ticket and the lists are known here. Watch time is counted here and added up in the
store; a receipt of an earlier window is known once it was seen, and that there is none once that
window is settled. Only what is not known is asked of the store, many viewers in one call; when it
does not answer in time, the verdict is `NotKnown`: never a no.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from gala.core.eligibility import Eligible, Facts, NotKnown, Verdict, conditions, judge
from gala.core.plan import WhoRule, WindowPlan
from gala.ports import StoreError, ViewerFacts
from gala.proof.viewer_list import ViewerList
from gala.wire import messages
from gala.wire.tickets import Ticket

from .desk import Breaker
from .limits import Limits
from .watching import Watching
from .windows import Windows

log = logging.getLogger(__name__)

KNOWN_MAX = 262_144
"""Viewers and windows of which is kept whether there is a receipt; then it is asked anew."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a ticket says, as far as the rules of the night ask for it, and the viewer's lists."""

    claims: tuple[tuple[str, str], ...] = ()
    lists: frozenset[str] = frozenset()


NOTHING = Carried()


class Candidate(Protocol):
    """Who may take part, or not."""

    pseudonym: str
    weight: int
    carried: Carried


class _Known(NamedTuple):
    """In which opening a viewer got its receipt, or as of which settled one it has none."""

    bought_gen: int = 0
    none_gen: int = 0


@dataclass(frozen=True, slots=True)
class _Waiter:
    candidate: Candidate
    window: str
    missing: NotKnown
    then: Callable[[Verdict], None]


class Eligibility:
    """Decides by the rules of `planned` windows; `watching` is there when one asks for watch time.

    Raises `ValueError` when a rule asks for what nobody here can tell.
    """

    def __init__(
        self,
        planned: Collection[WindowPlan],
        facts: ViewerFacts | None,
        lists: Mapping[str, ViewerList],
        watching: Watching | None,
        windows: Windows,
        limits: Limits,
    ) -> None:
        self._rules: dict[str, WhoRule] = {plan.id: plan.who for plan in planned if plan.who}
        asked = conditions(self._rules.values())
        self._claims = {name for one in asked for name, _ in one.ticket}
        self._sellers = {window for one in asked for window in one.bought}
        if (self._sellers and facts is None) or (watches(planned) and watching is None):
            raise ValueError("the sheet asks for what viewers have watched or bought")
        self._facts = facts
        self._lists = lists
        self._watching = watching
        self._windows = windows
        self._limits = limits
        self._breaker = Breaker(limits.probe_s)
        self._known: dict[tuple[str, str], _Known] = {}
        self._gathered: list[_Waiter] = []
        self._waiting = 0
        self._calls: set[asyncio.Task[None]] = set()

    def carried(self, ticket: Ticket) -> Carried:
        """Return what to keep of a ticket."""
        if not self._claims and not self._lists:
            return NOTHING
        claims = tuple(pair for pair in ticket.claims if pair[0] in self._claims)
        lists = frozenset(name for name, one in self._lists.items() if one.has(ticket.viewer))
        return Carried(claims, lists)

    def joined(self, viewer: str) -> None:
        """A socket of `viewer` (a pseudonym) has come in."""
        if self._watching is not None:
            self._watching.joined(viewer)

    def left(self, viewer: str) -> None:
        """It has gone."""
        if self._watching is not None:
            self._watching.left(viewer)

    def state(self, stale_since_ms: int | None) -> None:
        """The edge has lost the show since then, or (None) has it back."""
        if self._watching is not None:
            self._watching.state(stale_since_ms)

    def won(self, viewer: str, window: str, receipt: bytes) -> None:
        """`viewer` has a receipt of `window`, a packed message."""
        if window in self._sellers:
            match messages.unpack(receipt):
                case ["receipt", _, int(gen), *_]:
                    self._keep(window, viewer, _Known(bought_gen=gen))

    def judge(self, candidate: Candidate, window: str) -> Verdict:
        """Return what is known now, without asking anybody."""
        return self._judge(candidate, window, frozenset())

    def decide(self, candidate: Candidate, window: str, then: Callable[[Verdict], None]) -> None:
        """Call `then` once: at once when the verdict is known, else when the store has answered.

        `NotKnown` when it has not, in `Limits.answer_s`.
        """
        verdict = self.judge(candidate, window)
        if not isinstance(verdict, NotKnown):
            then(verdict)
            return
        loop = asyncio.get_running_loop()
        if self._waiting >= self._limits.claims_waiting or not self._breaker.allows(loop.time()):
            then(verdict)
            return
        self._waiting += 1
        if not self._gathered:
            loop.call_later(self._limits.gather_s, self._ask)
        self._gathered.append(_Waiter(candidate, window, verdict, then))

    async def close(self) -> None:
        """Drop what is under way: those viewers ask again, elsewhere."""
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        waiters, self._gathered = self._gathered, []
        self._settle(waiters, {})
        if self._watching is not None:
            await self._watching.close()

    def _judge(self, candidate: Candidate, window: str, none_of: frozenset[str]) -> Verdict:
        rule = self._rules.get(window)
        if rule is None:
            return Eligible(candidate.weight)
        viewer = candidate.pseudonym
        watched_s, sure = self._watching.watched(viewer) if self._watching else (0, True)
        bought: set[str] = set()
        not_bought = set(none_of)
        for seller in self._sellers:
            known = self._known.get((seller, viewer))
            if known is None:
                continue
            if known.bought_gen:
                void = self._windows.is_void(seller, known.bought_gen)
                (not_bought if void else bought).add(seller)
            elif known.none_gen == self._windows.settled_gen(seller):
                not_bought.add(seller)
        return judge(
            rule,
            Facts(
                claims=candidate.carried.claims,
                weight=candidate.weight,
                lists=candidate.carried.lists,
                watched_s=watched_s,
                watched_known=sure,
                bought=frozenset(bought),
                not_bought=frozenset(not_bought),
            ),
        )

    def _ask(self) -> None:
        waiters, self._gathered = self._gathered, []
        if not waiters:  # dropped by `close`
            return
        call = asyncio.get_running_loop().create_task(self._learn(waiters))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _learn(self, waiters: list[_Waiter]) -> None:
        none_of: dict[str, set[str]] = {}
        try:
            async with asyncio.timeout(self._limits.answer_s):
                watchers = {one.candidate.pseudonym for one in waiters if one.missing.watched}
                if watchers and self._watching is not None:
                    await self._watching.learn(watchers)
                for seller in sorted({name for one in waiters for name in one.missing.bought}):
                    viewers = {
                        one.candidate.pseudonym for one in waiters if seller in one.missing.bought
                    }
                    await self._look_up(seller, sorted(viewers), none_of)
            self._breaker.good()
        except (StoreError, TimeoutError) as error:
            self._breaker.bad(asyncio.get_running_loop().time())
            log.warning("who may take part: %s", str(error) or "no answer")
        except Exception:
            self._breaker.bad(asyncio.get_running_loop().time())
            log.exception("who may take part")
        finally:
            self._settle(waiters, none_of)

    async def _look_up(self, seller: str, viewers: list[str], none_of: dict[str, set[str]]) -> None:
        assert self._facts is not None
        # A no lasts only when the window was settled before it was asked for.
        gen = self._windows.settled_gen(seller)
        found = await self._facts.bought(seller, viewers)
        for viewer, bought_gen in zip(viewers, found, strict=True):
            if bought_gen:
                self._keep(seller, viewer, _Known(bought_gen=bought_gen))
                continue
            none_of.setdefault(viewer, set()).add(seller)
            if gen:
                self._keep(seller, viewer, _Known(none_gen=gen))

    def _keep(self, seller: str, viewer: str, known: _Known) -> None:
        """Keep it; that there is a receipt is never unlearned."""
        before = self._known.get((seller, viewer))
        if before is not None and before.bought_gen:
            return
        if len(self._known) >= KNOWN_MAX:
            self._known.clear()
        self._known[seller, viewer] = known

    def _settle(self, waiters: list[_Waiter], none_of: Mapping[str, set[str]]) -> None:
        self._waiting -= len(waiters)
        for one in waiters:
            none = frozenset(none_of.get(one.candidate.pseudonym, ()))
            one.then(self._judge(one.candidate, one.window, none))


def watches(planned: Iterable[WindowPlan]) -> bool:
    """Return whether a rule of these windows asks for watch time."""
    return any(one.watched_s for one in conditions(plan.who for plan in planned))
