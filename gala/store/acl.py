"""What each role's user may do at the store: the rules of `ACL SETUSER`, for Redis 7 and Valkey.

A role gets the functions it calls, by name and on their keys, and what those functions do inside:
the store checks the user there too. So what a function writes its role could also write directly;
what no function of it writes, it cannot. docs/operations.md says what that leaves open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gala.store.keys import SHOWS

ROLES = ("conductor", "edge", "console", "reader")

# Of one shard of a window: its number, not `orders`, ends the tag (`gala.store.keys`).
_SHARDS = ("[0-9]", "[0-9][0-9]")

_ANYBODY = (*("+ping", "+hello", "+asking", "+time", "+wait", "+cluster|slots", "+function|list"),)
_READING = (
    *("+exists", "+get", "+hget", "+hgetall", "+hlen", "+hmget", "+hvals", "+smembers"),
    *("+xlen", "+xrange", "+xread", "+xrevrange"),
)
_WATCHING = ("+config|get", "+info")
"""What it takes to see which promise the store keeps."""

_ORDERS = (
    *("hdel", "hexists", "hget", "hincrby", "hmget", "hset", "hsetnx", "xadd", "zadd"),
    *("zrangebylex", "zrangebyscore", "zrem"),
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Functions that a role calls, on which keys, and the commands inside or beside them.

    Keys are patterns behind the show's own tag (`:watched`), or whole with `{show` in them.
    """

    functions: tuple[str, ...]
    commands: tuple[str, ...]
    keys: tuple[str, ...]

    def rules(self) -> str:
        """Return it as one selector."""
        words = [f"+fcall|{name}" for name in self.functions]
        words += [f"+{name}" for name in self.commands]
        return f"({' '.join([*(f'~{key}' for key in self.keys), *words])})"


def duties(role: str, show: str) -> tuple[Duty, ...]:
    """Return what a role writes, and how. Raises `ValueError` on another role than `ROLES`."""
    tag = f"{{{show}}}:"
    barrier = Duty((), ("set",), (f"{tag}barrier", f"{{{show}:*}}:barrier"))
    if role == "edge":
        parts = ("state", "receipts", "journal")
        shards = tuple(f"{{{show}:*:{one}}}:{part}" for one in _SHARDS for part in parts)
        return (
            Duty(("claim_batch",), ("hmget", "hset", "xadd"), shards),
            Duty(("watch_add",), ("hmget", "hset"), (f"{tag}watched",)),
            Duty((), ("hset",), (f"{tag}edges", f"{tag}counters")),
            barrier,
        )
    if role == "console":
        filing = ("guarantee_file", "guarantee_decide", "coupon_redeem")
        ordering = ("order_hold", "order_pay", "order_refund", "order_release", "waitlist_join")
        return (
            Duty(
                *(("command_send",), ("exists", "set", "xadd")),
                (f"{tag}commands", f"{tag}asked:*", f"{tag}answer:*"),
            ),
            Duty(
                *(filing, ("hexists", "hget", "hincrby", "hset", "xadd")),
                (f"{tag}guarantees", f"{tag}guarantees:*"),
            ),
            Duty((), ("xadd",), (f"{tag}alerts",)),
            Duty(ordering, _ORDERS, (f"{{{show}:*:orders}}:*",)),
            Duty(
                *(("reply_begin", "reply_keep"), ("hget", "hmget", "hsetnx", "pexpire", "set")),
                (f"{{{show}:platform}}:*",),
            ),
            barrier,
        )
    if role == "conductor":
        shown = ("lease_take", "lease_renew", "lease_release", "log_append", "cue_publish")
        windows = ("window_open", "window_close", "window_fence", "window_grant")
        releasing = ("order_hold", "order_release", "order_revoke", "order_draw", "order_pass")
        return (
            Duty(
                *(shown, ("hget", "hmget", "hset", "hsetnx", "xadd", "xrange")),
                tuple(f"{tag}{name}" for name in ("lease", "log*", "cues*", "shards")),
            ),
            Duty(("command_answer",), ("exists", "pexpire", "xadd"), (f"{tag}answer:*",)),
            Duty(
                *(windows, ("hget", "hgetall", "hmget", "hset")),
                tuple(f"{{{show}:*:{one}}}:state" for one in _SHARDS),
            ),
            Duty(releasing, _ORDERS, (f"{{{show}:*:orders}}:*",)),
            Duty((), ("sadd",), (SHOWS,)),
            barrier,
        )
    if role == "reader":
        return ()
    raise ValueError(f"no role of this name: {role}")


def rules(role: str, show: str) -> tuple[str, ...]:
    """Return the rules of a role's user, without its password."""
    tag = f"{{{show}}}:"
    read = [f"{tag}*", f"{{{show}:*}}:*", SHOWS]
    if role == "edge":
        read = [f"{tag}{name}" for name in ("log", "cues", "shards")]
        read += [f"{{{show}:*:{one}}}:*" for one in _SHARDS]
    may = [*_ANYBODY, *_READING]
    if role in ("conductor", "console"):
        may += _WATCHING
    if role == "conductor":
        may += ["+function|load", "+spublish"]
    if role in ("conductor", "edge", "console"):
        may.append("+ssubscribe")
    channels = [] if role == "reader" else [f"&{tag}ticks"]
    return (
        *("reset", "-@all", *(f"%R~{key}" for key in read), *channels, *may),
        *(duty.rules() for duty in duties(role, show)),
    )


def user(role: str, show: str) -> str:
    """Return the name of a role's user."""
    return f"gala-{show}-{role}"


def lines(show: str, passwords: Sequence[tuple[str, str]], *, aclfile: bool) -> Iterator[str]:
    """Say for each `(role, password)` what makes its user, with the password's SHA-256 only.

    Commands for a server that runs, or lines of its `aclfile`.
    """
    start = "user" if aclfile else "ACL SETUSER"
    for role, password in passwords:
        reset, *may = rules(role, show)
        secret = hashlib.sha256(password.encode()).hexdigest()
        first = ["on", f"#{secret}"] if aclfile else [reset, "on", f"#{secret}"]
        yield " ".join([start, user(role, show), *first, *may])
