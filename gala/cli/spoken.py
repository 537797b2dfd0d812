"""What a console's desk for captions is made from: the store's journal, and the key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gala.cli.failure import Failure
from gala.cli.home import home

if TYPE_CHECKING:
    from gala.console.spoken.desk import AlertDesk
    from gala.console.watch import Watch
    from gala.store.show import Store


def captions_file() -> Path:
    """Return where the key for captions is kept."""
    return home() / "keys" / "captions.json"


def alert_desk(store: Store, watch: Watch) -> AlertDesk:
    """Return the desk of a console; the key is made when there is none. Raises `Failure`."""
    from gala.console.spoken.desk import AlertDesk
    from gala.console.spoken.key import captions_key

    try:
        key = captions_key(captions_file())
    except (OSError, ValueError) as error:
        raise Failure(f"the key for captions cannot be used: {error}") from None
    return AlertDesk(store.alerts, watch, key)
