"""A line between browser and server that can be cut: what was on its way is gone, and nobody gets through."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.server import free_port


class Line:
    """Forwards a port to another one, until it is cut; restored, it forwards again."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.port = free_port()
        self.loop = asyncio.new_event_loop()
        self.whole, self.silent = True, False
        self.writers: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self.loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        self.whole = False
        for writer in self.writers:
            writer.transport.abort()

    def cut_at_answer(self) -> None:
        """Cut it as soon as the server says something: that is lost, but the server has done what it was asked for."""
        self.loop.call_soon_threadsafe(setattr, self, "silent", True)

    def restore(self) -> None:
        self.loop.call_soon_threadsafe(self._restore)

    def _restore(self) -> None:
        self.whole, self.silent = True, False

    async def _serve(self) -> None:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def _end(self) -> None:
        self._cut()
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.whole:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self.writers |= both
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer, answers=True))
        self.writers -= both

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: bool = False) -> None:
        try:
            while data := await reader.read(65536):
                if answers and self.silent:
                    self._cut()
                    return
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


@contextmanager
def line(to: int) -> Iterator[Line]:
    """A line to a port, as long as it is needed."""
    made = Line(to)
    thread = threading.Thread(target=made.loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(made._serve(), made.loop).result()
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(made._end(), made.loop).result()
        made.loop.call_soon_threadsafe(made.loop.stop)
        thread.join()
