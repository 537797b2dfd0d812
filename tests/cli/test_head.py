from datetime import datetime
from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.head import outlets_of, sheet_id, start_of, title_of
from run_sheet import Text
from run_sheet.instants import parse_instant

OTHERWISE = Text(zh="我的晚会", en="My show")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("my-show.yaml", "my-show"),
        ("Gala Night_2026.v2.yaml", "gala-night-2026-v2"),
        ("晚会.yaml", "my-show"),
        ("616.yaml", "616"),
        (f"{'a' * 39}-b.yaml", "a" * 39),
    ],
)
def test_an_id_after_the_name(name: str, made: str) -> None:
    assert sheet_id(Path(name)) == made


def test_one_title_stands_for_both_languages() -> None:
    assert title_of(None, None, OTHERWISE) == OTHERWISE
    assert title_of("夜场", None, OTHERWISE) == Text(zh="夜场", en="夜场")
    assert title_of("夜场", "Evening", OTHERWISE) == Text(zh="夜场", en="Evening")
    for wrong in ("", "x" * 121, "a\nb"):
        with pytest.raises(Failure, match="one line"):
            title_of(wrong, None, OTHERWISE)


def test_tomorrow_evening_unless_it_is_said() -> None:
    proposed = start_of(None, datetime(2026, 1, 31, 23, 59))
    assert proposed.startswith("2026-02-01T20:00:00")
    assert parse_instant(proposed) is not None
    assert start_of("2026-01-30T20:00:00+08:00") == "2026-01-30T20:00:00+08:00"
    for wrong in ("tomorrow", "2026-01-30T20:00:00", "2026-02-30T20:00:00+08:00"):
        with pytest.raises(Failure, match="--start"):
            start_of(wrong)


def test_outlets_with_their_delays() -> None:
    assert [(one.id, one.delay_ms) for one in outlets_of(["app", "tv=6s"])] == [
        ("app", 0),
        ("tv", 6000),
    ]
    assert len(outlets_of(None)) == 2
    for wrong in ("", "App", "tv=3h", "tv=6"):
        with pytest.raises(Failure, match="--outlet"):
            outlets_of([wrong])
    with pytest.raises(Failure, match="twice"):
        outlets_of(["app", "app=1s"])
