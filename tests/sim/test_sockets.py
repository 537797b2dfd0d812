"""What a process can do with a file descriptor."""

from __future__ import annotations

import asyncio
import errno
import os

import pytest

from gala.sim.network import ROOM
from gala.sim.sockets import FIRST_FD, SimSocket

from .echoes import Talker, pair


def sock(talker: Talker) -> SimSocket:
    found: SimSocket = talker.transport.get_extra_info("socket")
    return found


def test_the_kernel_takes_what_there_is_room_for() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            fd = sock(talker).fileno()
            write = two.client.within
            two.faults.partition("client", "server")
            assert write(os.write, fd, bytes(ROOM - 10)) == ROOM - 10
            assert write(os.write, fd, bytes(100)) == 10
            with pytest.raises(BlockingIOError):
                write(os.write, fd, b"x")
            two.faults.heal()
            await asyncio.sleep(5)
            assert write(os.write, fd, b"x") == 1

        two.sim.run(scenario())


def test_numbers_are_the_hosts_own_and_used_again() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            one, other = await two.talk(), await two.talk()
            assert [sock(one).fileno(), sock(other).fileno()] == [FIRST_FD, FIRST_FD + 1]
            one.transport.close()
            await asyncio.sleep(1)
            third = await two.talk()
            assert sock(third).fileno() == FIRST_FD, "who kept the number now writes to another"
            with pytest.raises(OSError, match=r".") as nobody:
                os.write(FIRST_FD, b"from outside")
            assert nobody.value.errno == errno.EBADF

        two.sim.run(scenario())


def test_writing_to_who_is_gone_breaks_the_connection() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            end = sock(talker)
            two.server.crash()
            await asyncio.sleep(1)
            with pytest.raises(BrokenPipeError):
                end.send(b"x")
            assert talker.seen == ["made", "ConnectionResetError"]

        two.sim.run(scenario())


def test_closing_with_unread_bytes_is_a_reset_for_the_other_side() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            talker.transport.pause_reading()
            talker.transport.write(b"echo this")
            await asyncio.sleep(1)
            talker.transport.abort()
            await asyncio.sleep(1)
            assert two.served == ["made", b"echo this", "ConnectionResetError"]

        two.sim.run(scenario())


def test_an_end_waits_behind_what_is_unread() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            talker.transport.pause_reading()
            talker.transport.write(b"echo this")
            talker.transport.write_eof()
            await asyncio.sleep(1)
            assert talker.seen == ["made"]
            talker.transport.resume_reading()
            await asyncio.sleep(1)
            assert talker.seen == ["made", b"echo this", "eof", "lost"]

        two.sim.run(scenario())


def test_options_are_taken_and_forgotten() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            end = sock(await two.talk())
            end.setsockopt(1, 2, 3)
            assert end.getsockopt(1, 2) == 0
            assert end.getpeername() == ("server", 80)

        two.sim.run(scenario())
