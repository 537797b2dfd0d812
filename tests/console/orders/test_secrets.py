import json
from pathlib import Path

import pytest

from gala.console.orders.secrets import PlatformSecrets, platform_file

SECRETS = PlatformSecrets({"k1": "a" * 20, "k2": "b" * 20}, "w" * 20)


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "platform.json"
    made = platform_file(path)
    assert platform_file(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(made.webhook) >= 32
    [secret] = made.keys.values()
    assert made.known(f"Bearer platform-1.{secret}") == "platform-1"


@pytest.mark.parametrize(
    ("authorization", "known"),
    [
        (f"Bearer k1.{'a' * 20}", "k1"),
        (f"bearer k2.{'b' * 20}", "k2"),
        (f"Bearer k1.{'b' * 20}", None),
        (f"Bearer k3.{'a' * 20}", None),
        (f"Basic k1.{'a' * 20}", None),
        (f"k1.{'a' * 20}", None),
        ("Bearer k1.\ud800", None),
        ("Bearer ", None),
        ("", None),
        (None, None),
    ],
)
def test_who_is_known(authorization: str | None, known: str | None) -> None:
    assert SECRETS.known(authorization) == known


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"keys": {}, "webhook": "w" * 20},
        {"keys": {"k.1": "a" * 20}, "webhook": "w" * 20},
        {"keys": {"k1": "short"}, "webhook": "w" * 20},
        {"keys": {"k1": "a" * 20}, "webhook": "short"},
        {"keys": {"k1": 5}, "webhook": "w" * 20},
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, body: object) -> None:
    path = tmp_path / "platform.json"
    path.write_text(json.dumps(body))
    with pytest.raises(ValueError, match="delete it to get new ones"):
        platform_file(path)


def test_secrets_are_not_shown() -> None:
    assert "a" * 20 not in repr(SECRETS)
