"""A failing assertion in what these tests share says what it compared."""

import pytest

for module in ("guests", "holding", "night", "roles"):
    pytest.register_assert_rewrite(f"tests.kills.{module}")
