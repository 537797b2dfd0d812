"""What can go wrong for somebody who uses the client.

    ClientError
    ├── JoinRefused          the console gave no ticket
    ├── Unreachable          no edge took us within the time given to `connect`
    ├── NoRoom               there is no such room
    │   └── NoPlace          there is, and it is full
    ├── NoWindow             no cue has named this window yet
    ├── Lagging              an iterator was left unread for too long
    └── Ended                this viewer is not connected and will not come back
        ├── ShowOver         the show has ended, or was over
        ├── TicketExpired    get another ticket
        ├── Refused          the opening was refused: ticket, origin, path or request
        ├── Dismissed        the edge closed for good: our side broke the protocol, or behind
        └── Left             the `async with` block was left

Connections that break, edges that go away and stores that are slow are not errors here: the
client comes back by itself, and a claim goes on until its answer is final.
"""

from __future__ import annotations


class ClientError(Exception):
    """Anything that the client raises by itself."""


class JoinRefused(ClientError):
    """The console gave no ticket; the message says what it answered."""


class Unreachable(ClientError):
    """No edge took us within the time given; the message says what came last."""


class NoRoom(ClientError):
    """The show has no such room, and we are in none."""


class NoPlace(NoRoom):
    """The room is full, and we are in none."""


class NoWindow(ClientError):
    """No cue has named this window yet, so there is no opening to claim in."""


class Lagging(ClientError):
    """An iterator was not read while more events came than it may hold."""


class Ended(ClientError):
    """This viewer is not connected and will not come back."""


class ShowOver(Ended):
    """The show has ended."""


class TicketExpired(Ended):
    """The ticket is good no longer: get another."""


class Refused(Ended):
    """The opening was refused in a way that trying again does not mend."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(f"the edge refused us: {status} {word}")
        self.status = status
        self.word = word


class Dismissed(Ended):
    """The edge closed the connection and does not want us back."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"the edge sent us away: {code} {reason}")
        self.code = code
        self.reason = reason


class Left(Ended):
    """The `async with` block was left."""
