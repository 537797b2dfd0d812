"""What the store does with a request, pure: the state of one show, and each operation on it.

The only stand-in for the store anywhere. `tests/contract` runs the same generated traces over this
and over a real server. Time is given to each operation; there is no chance, and nothing is decided
by the order of a set. An operation that raises has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gala.core.feelings import Feelings
from gala.ports import EdgeReport
from gala.sim.store_cues import CuesModel
from gala.sim.store_guarantees import GuaranteesModel
from gala.sim.store_inbox import InboxModel
from gala.sim.store_log import LeaseModel, LogModel
from gala.sim.store_orders import OrdersModel
from gala.sim.store_replies import RepliesModel
from gala.sim.store_windows import WindowsModel


class Request(NamedTuple):
    """One call to the store: an operation of `Model`, and its arguments.

    A read that finds nothing is answered when there is something, or after `wait_ms`. With
    `replicas` the answer comes when so many replicas have all that was written until then.
    """

    name: str
    args: tuple[Any, ...] = ()
    wait_ms: int = 0
    replicas: int = 0


WRITES = frozenset(
    {
        *("log_append", "show_listed", "cue_publish", "edge_report"),
        "feelings_count",
        *("lease_take", "lease_renew", "lease_release"),
        *("window_open", "window_close", "window_fence", "window_grant", "claim_batch"),
        *("command_send", "command_answer", "reply_begin", "reply_keep"),
        *("order_hold", "order_pay", "order_release", "order_refund", "order_revoke"),
        *("waitlist_join", "guarantee_file", "guarantee_decide", "coupon_redeem"),
    }
)
"""The operations that change something: durable, replicated, refused when the disk is full."""

WOKEN_BY = {
    "log_append": "log_read",
    "cue_publish": "cues_read",
    "command_send": "commands_read",
    "command_answer": "answer_read",
}
"""Which waiting reads a write may give an answer to."""


class Model:
    """All that a store holds of one show."""

    def __init__(self) -> None:
        self._parts = (LogModel(), LeaseModel(), CuesModel(), WindowsModel(), InboxModel())
        self._sales = (OrdersModel(), RepliesModel(), GuaranteesModel())
        self._reports: dict[str, EdgeReport] = {}
        self._feelings: dict[str, Feelings] = {}
        self._shows: dict[str, None] = {}
        self._bind()

    def apply(self, name: str, now_ms: int, args: tuple[Any, ...]) -> Any:
        """Do one operation at the store's instant `now_ms` and return its reply.

        Raises `Fenced`, `LogConflict`, `StoreError`.
        """
        return self._does[name](now_ms, *args)

    def copy(self) -> Model:
        """Return one that goes its own way from here."""
        log, lease, cues, windows, inbox = self._parts
        other = Model.__new__(Model)
        other._parts = (log.copy(), lease.copy(), cues.copy(), windows.copy(), inbox.copy())
        orders, replies, guarantees = self._sales
        other._sales = (orders.copy(), replies.copy(), guarantees.copy())
        other._reports, other._shows = dict(self._reports), dict(self._shows)
        other._feelings = dict(self._feelings)
        other._bind()
        return other

    def _bind(self) -> None:
        log, lease, cues, windows, inbox = self._parts
        orders, replies, guarantees = self._sales
        self._does: dict[str, Callable[..., Any]] = {
            "log_append": log.append,
            "log_read": log.read,
            "lease_take": lease.take,
            "lease_renew": lease.renew,
            "lease_release": lease.release,
            "cue_publish": cues.publish,
            "cues_read": cues.read,
            "window_open": windows.open,
            "window_close": windows.close,
            "window_fence": windows.fence,
            "window_grant": windows.grant,
            "window_state": windows.state,
            "claim_batch": windows.claim,
            "batch_read": windows.batch,
            "journal_read": windows.journal,
            "command_send": inbox.send,
            "command_answer": inbox.answer,
            "commands_newest": inbox.newest,
            "commands_read": inbox.read,
            "answer_read": inbox.answered,
            "order_hold": orders.hold,
            "order_pay": orders.pay,
            "order_release": orders.release,
            "order_refund": orders.refund,
            "order_revoke": orders.revoke,
            "waitlist_join": orders.join,
            "orders_fields": orders.fields,
            "orders_totals": orders.totals,
            "orders_entries": orders.entries,
            "orders_length": orders.length,
            "reply_begin": replies.begin,
            "reply_keep": replies.keep,
            "guarantee_file": guarantees.file,
            "guarantee_decide": guarantees.decide,
            "coupon_redeem": guarantees.redeem,
            "guarantees_entries": guarantees.entries,
            "edge_report": self._report,
            "edge_reports": self._all_reports,
            "feelings_count": self._count,
            "feelings_counted": self._counted,
            "show_listed": self._list_show,
            "shows": self._all_shows,
        }

    def _report(self, _now_ms: int, report: EdgeReport) -> None:
        self._reports[report.edge] = report

    def _all_reports(self, _now_ms: int) -> list[EdgeReport]:
        return sorted(self._reports.values(), key=lambda report: report.edge)

    def _count(self, _now_ms: int, who: str, feelings: Feelings) -> None:
        self._feelings[who] = feelings

    def _counted(self, _now_ms: int) -> list[Feelings]:
        return list(self._feelings.values())

    def _list_show(self, _now_ms: int, show: str) -> None:
        self._shows[show] = None

    def _all_shows(self, _now_ms: int) -> list[str]:
        return sorted(self._shows)
