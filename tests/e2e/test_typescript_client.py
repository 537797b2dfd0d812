"""The TypeScript client without a page: its example, bundled and run by Node.js."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.edge.house import running

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
SEGMENT = ["a", "host", ["开场", "Opening"], [], []]


def npm(*words: str) -> None:
    """Run npm as the project does, with the Node.js that it has."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "setup.py", "npm", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("client") / "example.mjs"
    words = ("--bundle", "--platform=node", "--format=esm", f"--outfile={made}")
    npm("exec", "--", "esbuild", "client/example.ts", *words)
    return made


async def test_the_example_follows_a_show(example: Path) -> None:
    async with running() as house:
        url = f"ws://127.0.0.1:{house.edge.port}/live"
        process = await asyncio.create_subprocess_exec(
            # Node.js 20 has its WebSocket behind a flag; later ones take the flag too.
            *("node", "--experimental-websocket", example, url, house.ticket(lasts_ms=600_000)),
            stdout=PIPE,
            env={**os.environ, "PATH": node_path()},
        )
        assert process.stdout is not None

        async def said() -> str:
            assert process.stdout is not None
            line = await asyncio.wait_for(process.stdout.readline(), 20)
            return line.decode().strip()

        try:
            assert await said() == "waiting"
            at_ms = house.clock.now_ms() + 100
            await house.cues.say("take", SEGMENT, at_ms + 60_000, None, at_ms=at_ms)
            assert await said() == "on_air Opening"
            await house.cues.say("hold", at_ms=at_ms + 1)
            assert await said() == "held Opening"
            await house.cues.say("over")
            assert await said() == "over Opening"
        finally:
            process.kill()
            await process.wait()


def node_path() -> str:
    """Return a PATH on which `node` is, wherever the project has it from."""
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
