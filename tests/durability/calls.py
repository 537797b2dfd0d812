"""What a store told the kernel, read from strace: which answers went out before their fsync."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

STRACE = (
    *("strace", "-D", "-f", "-q", "-s", "65536", "-xx", "-y"),
    *("-e", "trace=write,writev,sendto,sendmsg,fdatasync,fsync", "-o"),
)
"""Before a program; the name of the file follows. -D: the program is the child, not strace."""

_CALL = re.compile(r"^\d+\s+(\w+)\((\d+)<((?:[^>\\]|\\.)*)>(.*)$")
_RETURNED = re.compile(r"= (-?\d+)")
_HEX = re.compile(r"\\x([0-9a-f]{2})")


class Call(NamedTuple):
    """A call that has returned without an error; `data` is what was written."""

    name: str
    path: str
    data: bytes


def calls(trace: Path) -> Iterator[Call]:
    """Yield the calls of a trace in their order of return.

    A call during which another thread made one stands in two lines; it counts where it returns.
    """
    begun: dict[tuple[str, str], str] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            pid, _, rest = line.partition(" ")
            whole = line.rstrip("\n")
            if whole.endswith("<unfinished ...>"):
                name = rest.strip().partition("(")[0]
                begun[pid, name] = whole.removesuffix("<unfinished ...>")
                continue
            if resumed := re.match(r"\s*<\.\.\. (\w+) resumed>(.*)$", rest):
                whole = begun.pop((pid, resumed[1]), "") + resumed[2]
            found = _CALL.match(whole)
            if found is None:
                continue
            name, _, path, rest = found.groups()
            returned = _RETURNED.findall(rest)
            if returned and int(returned[-1]) >= 0:
                data = bytes(int(two, 16) for two in _HEX.findall(rest))
                yield Call(name, _path(path), data)


def _path(text: str) -> str:
    return bytes(int(two, 16) for two in _HEX.findall(text)).decode() if "\\x" in text else text


def answered_too_soon(trace: Path, marks: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Return which of `marks` went out before they were on disk, and which never went out.

    A mark stands in the file of commands as well as in its answer, and nowhere else.
    """
    written: dict[bytes, bool] = {}
    too_soon, seen = [], set[bytes]()
    for call in calls(trace):
        if call.name in ("fdatasync", "fsync"):
            if ".aof" in call.path:
                written = dict.fromkeys(written, True)
            continue
        for mark in marks:
            if mark not in call.data:
                continue
            if ".aof" in call.path:
                written.setdefault(mark, False)
            elif mark not in seen:
                seen.add(mark)
                if not written.get(mark):
                    too_soon.append(mark)
    return too_soon, [mark for mark in marks if mark not in seen]
