"""The edge's tests run on the loop that an edge runs on."""

from collections.abc import Callable, Mapping
from typing import Any

import uvloop


def pytest_asyncio_loop_factories(config: Any, item: Any) -> Mapping[str, Callable[[], Any]]:
    """Give every test here uvloop."""
    return {"uvloop": uvloop.new_event_loop}
