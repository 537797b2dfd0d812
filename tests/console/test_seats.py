import json
from pathlib import Path

from gala.console.seats import Seats


def test_a_link_becomes_a_session_once() -> None:
    seats = Seats()
    token = seats.invite("director")
    session = seats.sit(token)
    assert seats.seat(session) == "director"
    assert seats.sit(token) is None
    assert seats.sit("anything") is None
    assert seats.seat("anything") is None
    assert seats.seat(None) is None


def test_sessions_outlive_the_process_and_links_do_not(tmp_path: Path) -> None:
    file = tmp_path / "seats.json"
    first = Seats(file)
    unused = first.invite("second")
    session = first.sit(first.invite("director"))
    again = Seats(file)
    assert again.seat(session) == "director"
    assert again.sit(unused) is None


def test_no_secret_stands_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "seats.json"
    seats = Seats(file)
    session = seats.sit(seats.invite("director"))
    assert session is not None
    assert session not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_a_broken_file_seats_nobody(tmp_path: Path) -> None:
    file = tmp_path / "seats.json"
    for broken in ("", "[]", json.dumps({"x": "king"})):
        file.write_text(broken)
        assert Seats(file).seat("x") is None
