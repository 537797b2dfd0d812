import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from gala.store import launch
from gala.store.embedded import EmbeddedStore
from tests.plugins.waiting import runs, until

# Starts a store, says its pid, and hangs: in the main thread, or in another one.
PARENT = """
import asyncio, sys, threading
from pathlib import Path
from gala.store.embedded import EmbeddedStore

async def main():
    async with EmbeddedStore(Path(sys.argv[1])) as server:
        print(server.pid, flush=True)
        await asyncio.sleep(600)

if sys.argv[2] == "main":
    asyncio.run(main())
else:
    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    thread.join()
"""


@pytest.mark.parametrize("thread", ["main", "other"])
async def test_the_server_dies_with_a_parent_that_is_killed(tmp_path: Path, thread: str) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(tmp_path), thread),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert parent.stdout is not None
    server = int(await parent.stdout.readline())
    assert runs(server)
    parent.kill()
    await parent.wait()
    await until(lambda: not runs(server), within_s=2.0)
    # Its folder is free again, and whole.
    async with EmbeddedStore(tmp_path):
        pass


async def test_ctrl_c_is_for_the_parent(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        assert os.getpgid(server.pid) != os.getpgid(0)


async def test_a_server_from_another_thread_outlives_the_thread(tmp_path: Path) -> None:
    server = EmbeddedStore(tmp_path)
    thread = threading.Thread(target=lambda: asyncio.run(server.start()))
    thread.start()
    thread.join()
    with pytest.raises(TimeoutError):
        await until(server.problem, within_s=0.2)
    await server.stop()


async def test_the_watcher_spares_who_is_not_its_server() -> None:
    reading, writing = os.pipe()
    watcher = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(Path(launch.__file__).parent)!r}); "
        f"import launch; launch.watch({reading}, {os.getppid()})",
        pass_fds=(reading,),
    )
    os.close(reading)
    os.close(writing)
    assert await watcher.wait() == 0


async def test_a_parent_that_is_gone_already_gets_no_server() -> None:
    late = await asyncio.create_subprocess_exec(
        *(sys.executable, launch.__file__, "1", "-1", "/bin/sleep", "600"),
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await late.communicate()
    if sys.platform == "linux":
        assert late.returncode == 1
        assert b"the parent was gone" in said
    else:
        assert late.returncode != -signal.SIGKILL
