from pathlib import Path

import pytest

from gala.cli.counters import checked, platform_secrets
from gala.cli.failure import Failure


def test_webhooks_are_checked_before_anything_begins() -> None:
    assert checked(None) == ()
    assert checked(["https://a.example/h", "https://a.example/h"]) == ("https://a.example/h",)
    with pytest.raises(Failure, match="--webhook: file:///x cannot be told"):
        checked(["file:///x"])


def test_the_platforms_keys_are_made_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))
    assert platform_secrets() == platform_secrets()
    (tmp_path / "keys" / "platform.json").write_text("{")
    with pytest.raises(Failure, match="the platform's keys cannot be used"):
        platform_secrets()
