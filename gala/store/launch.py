"""Becomes the store's server, tied to the life of the process that asked for it.

Run as a script, not imported: `python launch.py <parent's pid> <pipe> <program> <argument>...`.

A server must not outlive the show, even when that is killed with SIGKILL and can clean up nothing.
Linux has a wish for it, which survives the exec: "signal me when my parent's thread ends"
(PR_SET_PDEATHSIG). Everywhere else, and when the parent's thread is not the one that lives as long
as the parent, this process stays beside the server with the reading end of `pipe`: the parent
holds the only writing end, so it closes when the parent is gone, however that happened.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie_by_signal(parent: int) -> None:
    """Have the kernel kill this process, and what it becomes, with its parent. Linux only."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit("the parent was gone before its server began")


def watch(pipe: int, server: int) -> None:
    """Kill process `server` when the last writing end of `pipe` is closed; then end."""
    # Nothing else of the parent's: an open lock file would still be locked.
    os.closerange(3, pipe)
    os.closerange(pipe + 1, pipe + 64)
    while os.read(pipe, 1):
        pass
    # Whose child we are tells whether the number still means our server.
    if os.getppid() == server:
        os.kill(server, signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Become `arguments[2:]`, tied to process `arguments[0]`, by pipe `arguments[1]` if not -1."""
    parent, pipe, command = int(arguments[0]), int(arguments[1]), arguments[2:]
    if pipe < 0:
        tie_by_signal(parent)
        os.execv(command[0], command)
    # The server is this process, which the parent can wait for; its child is what watches.
    server = os.getpid()
    if os.fork() == 0:
        watch(pipe, server)
        os._exit(0)
    os.close(pipe)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
