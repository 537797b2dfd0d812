"""A running `gala show`, as a person starts it: a process, its addresses, and Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

STOP_S = 20.0

SHEET = """
gala: 1
id: evening
title: {zh: 小晚会, en: Small gala}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: {zh: 主站, en: App}, delay: 0s}
  - {id: tv, title: {zh: 电视, en: Television}, delay: 1s}
rooms:
  - {id: beauty, title: {zh: 美妆, en: Beauty}, host: {zh: 主播, en: Host}, capacity: 100}
goods:
  - {id: pen, title: {zh: 钢笔, en: Fountain pen}, price_fen: 9900}
segments:
  - {id: opening, kind: host, title: {zh: 开场, en: Opening}, length: 8s,
     guests: [{role: {zh: 主持人, en: Host}, count: 2}], notes: {zh: 慢一点, en: Slowly}}
  - {id: pens, kind: seckill, title: {zh: 一分钱钢笔, en: A pen for one fen}, length: 40s,
     goods: pen, price_fen: 1, opens: 3s, open_for: 30s, stock: {app: 5, tv: 2}}
  - {id: look, kind: visit, title: {zh: 看看美妆, en: A look at beauty}, length: 60s, room: beauty}
  - {id: story, kind: story, title: {zh: 故事, en: A story}, length: 60s}
  - {id: bye, kind: host, title: {zh: 再见, en: Good night}, length: 60s}
"""


class RunningShow:
    """The process and what it has printed."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.printed: list[str] = []
        assert process.stdout is not None
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        self._reader.start()
        assert self._ready.wait(60), f"the show did not start: {self.text}"

    @property
    def text(self) -> str:
        """Everything printed so far."""
        return "".join(self.printed)

    def address(self, what: str) -> str:
        """Return the address in the line that begins with `what`."""
        found = re.search(rf"^\s*{re.escape(what)}\s+(http\S+)", self.text, re.MULTILINE)
        assert found, f"no line {what!r} in: {self.text}"
        return found[1]

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_S)

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.printed.append(line)
            if "Ctrl-C" in line:
                self._ready.set()
        self._ready.set()


@contextmanager
def running_show(folder: Path, *options: str, sheet: str = SHEET) -> Iterator[RunningShow]:
    """Run a show in `folder` with any free ports; end it when the block ends."""
    path = folder / "sheet.yaml"
    path.write_text(sheet, encoding="utf-8")
    command = [
        *(sys.executable, "-m", "gala", "show", str(path), "--host", "127.0.0.1"),
        *("--port", "0", "--out", str(folder / "out"), *options),
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "GALA_HOME": str(folder / "home"), "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield RunningShow(process, folder / "out")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        assert process.stdout is not None
        process.stdout.close()
