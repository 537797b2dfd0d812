from pathlib import Path

import pytest

from gala.cli.account import account_of
from gala.cli.failure import Failure
from gala.conductor.record import LOG


def test_a_night_has_one_place(drawn_record: Path) -> None:
    assert account_of(drawn_record, None, "live").sheet.id == "short"
    for folder, redis in ((None, None), (drawn_record, "redis://127.0.0.1:1/0")):
        with pytest.raises(Failure, match="--redis URL"):
            account_of(folder, redis, "live")


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="is not there"):
        account_of(tmp_path, None, "live")
    (tmp_path / LOG).write_bytes(b"nothing\n")
    with pytest.raises(Failure, match="log entry 0"):
        account_of(tmp_path, None, "live")
    with pytest.raises(Failure, match="the store"):
        account_of(None, "redis://127.0.0.1:1/0", "live")


def test_a_live_show(store_url: str, show_id: str) -> None:
    with pytest.raises(Failure, match="has no show"):
        account_of(None, store_url, show_id)
