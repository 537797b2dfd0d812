import asyncio

import pytest

from gala.conductor.opening import OtherShow, find_show, open_show
from gala.core.events import EpochBegan, SheetEdited
from gala.core.log import LogError
from gala.ports import Fenced
from gala.store.show import Store
from tests.conductor.nights import SHEET, header


async def test_nothing_is_found_before_a_show_was_opened(store: Store) -> None:
    assert await find_show(store.log) is None


async def test_a_show_is_opened_and_found(store: Store) -> None:
    ours = header(store)
    assert (await open_show(store.log, ours)).header == ours
    found = await find_show(store.log)
    assert found is not None
    assert found.index == 0
    assert found.header == ours
    assert store.show in await store.shows()


async def test_the_same_sheet_again_goes_on_as_it_was_begun(store: Store) -> None:
    first = header(store)
    await open_show(store.log, first)
    later = header(store, mode="manual")
    assert (await open_show(store.log, later)).header == first
    assert len(await store.log.read(0)) == 1


async def test_of_many_who_open_at_once_one_counts_for_all(store: Store) -> None:
    ours = [header(store, mode=mode) for mode in ("auto", "manual") * 4]
    readers = await asyncio.gather(*(open_show(store.log, one) for one in ours))
    assert len({reader.header for reader in readers}) == 1
    assert len(await store.log.read(0)) == 1


async def test_a_show_that_a_conductor_has_begun_goes_on_too(store: Store) -> None:
    reader = await open_show(store.log, header(store))
    written = reader.write(EpochBegan(1, 1, "a", 0))
    await store.log.append(1, 1, written.line)
    with pytest.raises(Fenced):
        await store.log.append(0, 0, b"what it guards against")
    assert (await open_show(store.log, header(store))).index == 0


async def test_a_show_that_was_edited_goes_on_with_either_sheet(store: Store) -> None:
    reader = await open_show(store.log, header(store))
    edited = SHEET.replace("title: Bye", "title: Good night")
    reader.accept(begun := reader.write(EpochBegan(1, 1, "a", 0)))
    made = header(store, sheet=edited).sheet_digest
    written = reader.write(SheetEdited(reader.show.now_ms, edited, made, (), "director", ""))
    for index, line in enumerate((begun.line, written.line), 1):
        await store.log.append(1, index, line)
    for sheet in (SHEET, edited):
        assert (await open_show(store.log, header(store, sheet=sheet))).index == 0
    with pytest.raises(OtherShow):
        await open_show(store.log, header(store, sheet=SHEET.replace("Visit", "Look")))


@pytest.mark.parametrize(
    "other", [{"sheet": SHEET.replace("Opening", "Beginning")}, {"pace_milli": 2_000}]
)
async def test_another_show_under_the_same_name_is_refused(
    store: Store, other: dict[str, object]
) -> None:
    first = header(store)
    await open_show(store.log, first)
    with pytest.raises(OtherShow, match=f"sheet {first.sheet_digest[:12]}, pace 1\\)"):
        await open_show(store.log, header(store, **other))  # type: ignore[arg-type]


async def test_a_log_that_is_not_ours_says_so(store: Store) -> None:
    await store.log.append(0, 0, b"something else")
    with pytest.raises(LogError, match="entry 0"):
        await open_show(store.log, header(store))
