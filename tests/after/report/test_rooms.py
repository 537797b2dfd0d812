from pathlib import Path

from gala.after.account import Account, from_folder
from gala.after.report import sections
from gala.after.report.rooms import section
from gala.core.events import RoomTaken, ShowEnded
from tests.conductor.records import Night
from tests.core.playing import HEAD, ORIGIN_MS, SHEET
from tests.core.test_rooms import OWN

WITH_ROOMS = SHEET.replace(HEAD, HEAD.replace("\ngoods:", OWN))


def account(night: Night, folder: Path) -> Account:
    night.write(folder)
    (folder / "receipts.jsonl").write_bytes(b"")
    return from_folder(folder)


def test_what_was_on_in_each_room_and_who_took_it(tmp_path: Path) -> None:
    night = Night(sheet=WITH_ROOMS)
    while night.show.now_ms < ORIGIN_MS + 20_000:
        night.play(1)
    at_ms = night.show.now_ms
    night.put(RoomTaken(at_ms, "dojo", "kata", at_ms, "director"))
    while night.show.now_ms < ORIGIN_MS + 100_000:
        night.play(1)
    night.put(ShowEnded(night.show.now_ms, "director"))
    told = account(night.play(), tmp_path)
    made = section(told)
    bow, kata = made.tables[0].rows
    assert bow[:3] == (("Dojo", "Dojo"), ("Bow", "Bow"), ("主持", "host"))
    assert bow[5] == ("按时钟", "the clock")
    assert kata[1] == ("Kata", "Kata")
    assert bow[4] == kata[3], "one ends when the next begins"
    assert kata[5] == "director"
    assert made.notes == (("没有播出：tea", "Never on: tea"),)
    assert any(one.title[1] == "In the rooms" for one in sections(told))


def test_what_was_on_at_the_end_ended_with_the_show(tmp_path: Path) -> None:
    night = Night(sheet=WITH_ROOMS)
    while night.show.now_ms < ORIGIN_MS + 20_000:
        night.play(1)
    night.put(ShowEnded(ORIGIN_MS + 36_000, "director"))
    (row,) = section(account(night.play(), tmp_path)).tables[0].rows
    assert row[3] != row[4]


def test_a_night_without_such_rooms_says_nothing_of_them(drawn_record: Path) -> None:
    told = from_folder(drawn_record)
    assert section(told).tables[0].rows == []
    assert all(one.title[1] != "In the rooms" for one in sections(told))
