"""A line to a store on which the answers to TIME can be made wrong."""

import asyncio
import re

from tests.durability.servers import Cable, Server

_TIME = re.compile(rb"\*2\r\n\$10\r\n(\d{10})\r\n(?=\$\d\r\n\d{1,6}\r\n)")


class WrongTime(Cable):
    """Adds `ahead_s` whole seconds to the time that the store tells."""

    def __init__(self) -> None:
        super().__init__(0)
        self.ahead_s = 0

    async def before(self, server: Server) -> str:
        """Lay it before a server; return the URL that leads over it."""
        self._to = server.port
        return f"redis://127.0.0.1:{await self.lay()}"

    async def aclose(self) -> None:
        """Take it away."""
        await self.remove()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # An answer is so small that it comes in one piece.
            while data := await reader.read(65_536):
                writer.write(_TIME.sub(self._later, data))
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    def _later(self, found: re.Match[bytes]) -> bytes:
        return b"*2\r\n$10\r\n%d\r\n" % (int(found[1]) + self.ahead_s)
