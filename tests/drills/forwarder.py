"""An address that stays while what is behind it changes: a name, a balancer, a virtual address."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from itertools import count

PIECE = 65_536


class Forwarder:
    """Passes connections on to its targets in turn; without a target it refuses them."""

    def __init__(self, *targets: str) -> None:
        self._targets: tuple[str, ...] = targets
        self._known = targets
        self._turn = count()
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self.port = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def point_at(self, targets: Sequence[str]) -> None:
        """New connections go there; those that are open stay where they are."""
        self._targets = self._known = tuple(targets)

    def mend(self) -> None:
        """Pass on again, as before the cut."""
        self._targets = self._known

    def cut(self) -> None:
        """Refuse new connections and tear those that are open."""
        self._targets = ()
        self._loop.call_soon_threadsafe(self._tear)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _tear(self) -> None:
        for each in self._open:
            each.cancel()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for each in asyncio.all_tasks(self._loop):
            each.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with suppress(asyncio.CancelledError):  # cut
                await self._pass_on(reader, writer)
        finally:
            self._open.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        targets = self._targets
        if not targets:
            writer.transport.abort()
            return
        host, _, port = targets[next(self._turn) % len(targets)].rpartition(":")
        try:
            there, back = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.transport.abort()
            return
        ways = [asyncio.create_task(_pump(reader, back)), asyncio.create_task(_pump(there, writer))]
        try:
            await asyncio.wait(ways)
        finally:
            for each in ways:
                each.cancel()
            back.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Everything that comes goes on; the end of one side is passed on as such."""
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
