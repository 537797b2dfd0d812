from pathlib import Path
from shutil import copytree

import pytest

from gala.after.account import NoShow, from_folder, from_store
from gala.after.reconcile import differences, reconcile
from gala.conductor.record import CLAIMS, RECEIPTS
from gala.conductor.replay import RecordError
from gala.core.tables import WindowState
from gala.store.show import Store
from tests.conductor.nights import accepted, conducting, entered, opened
from tests.plugins.waiting import until


def test_a_record_is_read_whole(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert list(account.journals) == ["first", "rain", "sale"]
    assert account.signed == {window: len(winners) for window, winners in account.journals.items()}
    assert account.torn is None
    assert account.sheet.id == "short"
    assert account.counted().viewers("first") == len(account.winners("first"))


def test_torn_claims_are_read_as_far_as_they_go(drawn_record: Path, tmp_path: Path) -> None:
    folder = Path(copytree(drawn_record, tmp_path / "out"))
    lines = (folder / CLAIMS).read_bytes().splitlines(keepends=True)
    (folder / CLAIMS).write_bytes(b"".join([*lines[:2], b"nonsense\n", *lines[3:]]))
    account = from_folder(folder)
    assert account.torn is not None
    assert "line 3" in account.torn
    assert sum(map(len, account.journals.values())) == 2


def test_a_record_without_its_receipts_says_what_to_do(drawn_record: Path, tmp_path: Path) -> None:
    folder = Path(copytree(drawn_record, tmp_path / "out"))
    (folder / RECEIPTS).unlink()
    with pytest.raises(RecordError, match="--resume"):
        from_folder(folder)
    (folder / RECEIPTS).write_bytes(b'{"window": 1}\n')
    with pytest.raises(RecordError, match="cannot be read"):
        from_folder(folder)


async def test_a_live_show_is_reconciled_while_a_window_is_open(store: Store) -> None:
    await opened(store)
    async with conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        await entered(store, "sale", 1, 1)
        account = await from_store(store)
        assert account.show.window("sale").state is not WindowState.SETTLED
        assert len(account.winners("sale")) == 2
        assert not differences(reconcile(account))
        await until(lambda: conductor.show.window("sale").state is WindowState.SETTLED)
        await accepted(store, "end")
    figures = reconcile(await from_store(store))
    assert not differences(figures)
    told = {one.what: one.counted for one in figures if one.of == "sale"}
    assert told["receipts kept"] == 2
    assert any(one.what == "units settled, opening 1" for one in figures)


async def test_a_show_that_is_not_there_is_told_with_those_that_are(store: Store) -> None:
    with pytest.raises(NoShow, match="--show"):
        await from_store(store)
