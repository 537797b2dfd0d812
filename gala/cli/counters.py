"""What a console's counter of orders is made from: keys, and where events are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure
from gala.cli.home import home

if TYPE_CHECKING:
    from gala.cli.operator_keys import OperatorKeys
    from gala.console.orders.counter import Counter
    from gala.console.orders.secrets import PlatformSecrets
    from gala.console.watch import Watch
    from gala.store.show import Store
    from gala.wire.tickets import TicketKey

Webhooks = Annotated[
    list[str] | None,
    typer.Option("--webhook", help="An http or https URL that is told what becomes of orders "
                 "(docs/platform-api.md). Repeat it for more; name each at one console only."),
]  # fmt: skip


def platform_secrets() -> PlatformSecrets:
    """Return what the platform and this machine share, made when there is none.

    Raises `Failure`.
    """
    from gala.console.orders.secrets import platform_file

    path = home() / "keys" / "platform.json"
    try:
        return platform_file(path)
    except (OSError, ValueError) as error:
        raise Failure(f"the platform's keys cannot be used: {error}") from None


def checked(urls: list[str] | None) -> tuple[str, ...]:
    """Return the webhooks that were asked for. Raises `Failure` for one that cannot be told."""
    from gala.console.orders.webhook import endpoint

    try:
        return tuple(endpoint(url) for url in dict.fromkeys(urls or ()))
    except ValueError as error:
        raise Failure(f"--webhook: {error}") from None


def counter(
    store: Store,
    watch: Watch,
    keys: OperatorKeys,
    tickets: TicketKey,
    urls: tuple[str, ...],
    *,
    demo: bool = False,
) -> Counter:
    """Return the counter of a console; `demo` lets viewers pay by themselves."""
    from gala.console.orders.counter import Counter
    from gala.console.orders.till import TillKeys

    return Counter(
        *(store.orders, store.platform, store.ledger, watch),
        *(TillKeys([tickets], keys.pseudonyms), platform_secrets()),
        demo=demo,
        urls=urls,
    )
