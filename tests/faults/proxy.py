"""A line between us and a server that can be cut, delayed, reset or left silent, and mended again."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from enum import Enum
from types import TracebackType
from typing import Any, Self

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
#: Linger for no time: the close that follows is a reset.
NO_LINGER = struct.pack("ii", 1, 0)


class Fault(Enum):
    """What is wrong with the line."""

    NONE = "mended"
    CUT = "cut"
    DELAYED = "2 s late"
    RESET = "reset"
    SILENT = "half-open"


class FaultyLine:
    """A proxy on a port of this machine before `target`: the path of a socket, or a port."""

    def __init__(self, target: str | int) -> None:
        self.target, self.fault, self.port = target, Fault.NONE, 0
        self.taken = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="faulty line", daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._run(self._put(Fault.CUT))
        self._run(self._rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def put(self, fault: Fault) -> None:
        """Let the line have this fault from now on; `Fault.NONE` mends it. A changed line drops its connections,
        except that one which grows late or silent keeps them.
        """
        self._run(self._put(fault))

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _put(self, fault: Fault) -> None:
        before, self.fault = self.fault, fault
        if fault is Fault.CUT and self._server is not None:
            await self._close(self._server)
            self._server = None
        elif fault is not Fault.CUT and self._server is None:
            await self._listen()
        if fault in (Fault.CUT, Fault.RESET) or before is Fault.SILENT:
            for end in list(self._open):
                self._drop(end)

    async def _close(self, server: asyncio.Server) -> None:
        """Take in nobody else. asyncio would forget, with its line open, whom it is just taking in: such a one first
        comes to `_take`, which drops it.
        """
        for door in server.sockets:
            asyncio.get_running_loop().remove_reader(door.fileno())
        await asyncio.sleep(0.02)
        server.close()

    def _drop(self, end: asyncio.StreamWriter) -> None:
        if self.fault is Fault.RESET:
            plug = end.get_extra_info("socket")
            with contextlib.suppress(OSError):
                plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        end.transport.abort() if self.fault is Fault.RESET else end.close()
        self._open.discard(end)

    async def _rest(self) -> None:
        """End what still carries, so that nothing stays open."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        self._open.add(writer)
        if self.fault in (Fault.CUT, Fault.RESET):
            self._drop(writer)
            return
        try:
            behind = await self._reach()
        except OSError:
            self._drop(writer)
            return
        self._open.add(behind[1])
        await asyncio.gather(self._carry(reader, behind[1], 0), self._carry(behind[0], writer, 2))

    async def _reach(self) -> Ends:
        if isinstance(self.target, str):
            return await asyncio.open_unix_connection(self.target)
        return await asyncio.open_connection("127.0.0.1", self.target)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, late: float) -> None:
        """Carry what comes, as the line is at that moment; an end that closes closes the other."""
        with contextlib.suppress(OSError):
            while piece := await source.read(65_536):
                if self.fault is Fault.SILENT:
                    continue
                if self.fault is Fault.DELAYED and late:
                    await asyncio.sleep(late)
                sink.write(piece)
                await sink.drain()
        # On a half-open line the end of one side does not reach the other either.
        if self.fault is not Fault.SILENT:
            self._drop(sink)
