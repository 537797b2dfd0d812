"""Alerts of what is claimed on air, what people decide about them, and messages to the host; pure.

All of it is a journal. Whoever reads it folds it into the same book: of two decisions on one alert
the first counts, and an entry that was written twice, because an answer was lost, is one.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gala.proof.canon import canonical

SHOWN_MESSAGES_MAX = 5
"""Messages that stand on the prompter at a time: an older one makes room for a newer."""


class Verdict(StrEnum):
    """What a person finds of an alert."""

    NO_CLAIM = "no_claim"
    """Nothing was claimed: the program has misunderstood."""
    EVIDENCE = "evidence"
    """There is evidence for it."""
    CORRECTED = "corrected"
    """The host has put it right on air."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Words that were said and want evidence. `segment` was on air ("": none), `rule` is its code.

    `said_ms` is when the caption began in which the word stands, by the show's clock.
    """

    id: str
    said_ms: int
    segment: str
    source: str
    speaker: str
    family: str
    rule: str
    term: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A program has found it."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class Decided:
    """A person has decided about an alert; `note` may say why."""

    alert: str
    verdict: Verdict
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The crew has sent the host a message."""

    id: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A message has been taken off the prompter; "" is all of them."""

    id: str
    by: str


Entry = Raised | Decided | Message | Cleared


@dataclass(frozen=True, slots=True)
class At:
    """An entry, and when the store has written it: a decision's instant is that."""

    at_ms: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert, when it was raised, and the decision on it with its instant, None while open."""

    alert: Alert
    raised_ms: int
    decided: Decided | None = None
    decided_ms: int = 0


def alert_id(show: str, source: str, said_ms: int, family: str, term: str) -> str:
    """Return the name of an alert: the same words of the same caption are the same alert."""
    named = "\n".join((show, source, str(said_ms), family, term))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


class AlertBook:
    """The journal as far as it was read."""

    def __init__(self) -> None:
        self.alerts: dict[str, Standing] = {}
        self.messages: OrderedDict[str, At] = OrderedDict()
        """What stands on the prompter, the oldest first, by the messages' ids."""
        self._sent: set[str] = set()

    def take(self, at: At) -> None:
        """Take the next entry. What does not fit changes nothing."""
        entry = at.entry
        match entry:
            case Raised(alert):
                self.alerts.setdefault(alert.id, Standing(alert, at.at_ms))
            case Decided(alert=name):
                standing = self.alerts.get(name)
                if standing is not None and standing.decided is None:
                    self.alerts[name] = dataclasses.replace(
                        standing, decided=entry, decided_ms=at.at_ms
                    )
            case Message(id=name):
                if name not in self._sent:
                    self._sent.add(name)
                    self.messages[name] = at
                    while len(self.messages) > SHOWN_MESSAGES_MAX:
                        self.messages.popitem(last=False)
            case Cleared(id=name):
                for one in [name] if name else list(self.messages):
                    self.messages.pop(one, None)

    def open(self) -> Iterator[Standing]:
        """Yield the alerts that nobody has decided about, as they came."""
        return (one for one in self.alerts.values() if one.decided is None)


def trail(entries: Iterable[At]) -> Iterator[bytes]:
    """Yield what is kept of a night, a line each: alerts, and who decided what about them.

    Messages to the host are the crew's own and are left out.
    """
    for one in entries:
        if isinstance(one.entry, Raised | Decided):
            yield canonical({"at_ms": one.at_ms, **fields_of(one.entry)})


_KINDS = {"raised": Raised, "decided": Decided, "message": Message, "cleared": Cleared}
_TYPES: Mapping[str, type] = {"said_ms": int}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as the journal has it."""
    value = entry.alert if isinstance(entry, Raised) else entry
    plain = {
        name: str(one) if isinstance(one, Verdict) else one
        for name, one in dataclasses.asdict(value).items()
    }
    return {"type": _NAMES[type(entry)], **plain}


def entry_of(fields: Mapping[str, Any]) -> Entry:
    """Return the entry that `fields_of` has written. Raises `ValueError`."""
    values = {name: value for name, value in fields.items() if name != "type"}
    wrong = [name for name, value in values.items() if type(value) is not _TYPES.get(name, str)]
    try:
        if wrong:
            raise TypeError(f"{wrong[0]} is not of its type")
        match fields["type"]:
            case "raised":
                return Raised(Alert(**values))
            case "decided":
                return Decided(**{**values, "verdict": Verdict(values["verdict"])})
            case "message":
                return Message(**values)
            case "cleared":
                return Cleared(**values)
    except (TypeError, KeyError) as error:
        raise ValueError(f"no entry of the journal of alerts: {error}") from None
    raise ValueError(f"no entry of the journal of alerts: {str(fields['type'])[:40]!r}")
