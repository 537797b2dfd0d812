"""Where gala keeps what outlives a show: keys, seats, and shows not given a folder."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

from gala.cli.failure import Failure
from gala.wire.tickets import TicketKey, key_file


def home() -> Path:
    """Return `$GALA_HOME`, or `~/.gala`."""
    return Path(os.environ.get("GALA_HOME") or Path.home() / ".gala")


def ticket_file() -> Path:
    """Return where the keys for tickets are kept."""
    return home() / "keys" / "ticket.json"


def ticket_key() -> TicketKey:
    """Return this machine's key for tickets, made when there is none. Raises `Failure`."""
    path = ticket_file()
    try:
        return key_file(path)
    except (OSError, ValueError) as error:
        raise Failure(f"the ticket key {path} cannot be used: {error}") from None


def show_folder(show: str) -> Path:
    """Return a folder for a show that was not given one."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    return home() / "shows" / f"{stamp}-{show}"


def holder() -> str:
    """Return the name of this process, as lease and log show it."""
    return f"{socket.gethostname()}-{os.getpid()}"


def lan_address() -> str | None:
    """Return this machine's address for phones nearby, None when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the way out.
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if address.startswith("127.") else address
