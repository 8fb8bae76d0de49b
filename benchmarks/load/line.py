"""A visitor's connection: what a browser keeps of its session, and one run of the script at a time."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.load import protocol

#: Seconds after which nobody waits any more for a run that does not end.
PATIENCE = 300
#: The components whose script tells the server once that it is there: the grids of Explore, the player.
ARRIVING = ("scene_overlay", "player")


@dataclass
class Answer:
    """What came of a run: its seconds, the exceptions that the page shows, the size of the answer."""

    seconds: float = 0.0
    exceptions: list[str] = field(default_factory=list)
    messages: int = 0
    size: int = 0


class Line:
    """The connection. `widgets` are those of the last run, by their keys."""

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self.url, self.page, self.query = url, page, query
        self.script = ""
        self.widgets: dict[str, Any] = {}
        self.states: dict[str, WidgetState] = {}
        self.asked_at: float | None = None  # while an answer is awaited
        self.socket: ClientConnection | None = None
        self.cookies: dict[str, str] = {}

    async def open(self) -> Answer:
        """Get the page, connect, and have the first run."""
        start = time.perf_counter()
        await self._page()
        await self._connect()
        answer = await self.run()
        answer.seconds = time.perf_counter() - start
        return answer

    async def reopen(self) -> Answer:
        """Connect again after the line was cut, and have a run: a browser says its address and its widgets again."""
        start = time.perf_counter()
        await self._connect()
        answer = await self.run()
        answer.seconds = time.perf_counter() - start
        return answer

    async def cut(self) -> None:
        """Wait until the line is cut."""
        assert self.socket is not None, "the line is open"
        await self.socket.wait_closed()

    async def _page(self) -> None:
        """The page that Streamlit's own scripts are in; what stands before several processes gives a cookie with it."""
        where = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        request = f"GET /{self.page} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        head, _, _ = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        for name, _, value in (line.partition(": ") for line in head.decode().split("\r\n")):
            if name.lower() == "set-cookie":
                self._take_cookie(value)

    def _take_cookie(self, said: str) -> None:
        self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(said).items()}

    async def _connect(self) -> None:
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        # A browser sends no pings and takes messages of any size.
        self.socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a name for str alone
            origin=self.url,  # type: ignore[arg-type]  # likewise
            additional_headers={"Cookie": said} if said else None,
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        response = self.socket.response
        for value in response.headers.get_all("Set-Cookie") if response else ():
            self._take_cookie(value)

    async def settle(self) -> Answer:
        """The second run of every page with grids: its script says that it is there."""
        ready = [protocol.said(self.widgets[key], ready=True) for key in ARRIVING if key in self.widgets]
        return await self.run(*ready) if ready else Answer()

    async def run(self, *states: WidgetState, presses: WidgetState | None = None) -> Answer:
        """Say what has changed and await the end of the run; `presses` is said this once.

        Raises
        ------
        TimeoutError
            When the run does not end within `PATIENCE`.
        websockets.exceptions.WebSocketException
            When the connection ends before.
        """
        assert self.socket is not None, "the line is open"
        self.states |= {state.id: state for state in states}
        every = [*self.states.values(), *([presses] if presses else [])]
        page = "" if self.script else self.page
        message = protocol.rerun(self.url, self.query, every, page, self.script)
        self.asked_at = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self.socket.send(message.SerializeToString())
            answer = await self._answer(self.socket)
        answer.seconds = time.perf_counter() - self.asked_at
        self.asked_at = None
        return answer

    async def _answer(self, socket: ClientConnection) -> Answer:
        """Read up to the end of the run that was asked for."""
        answer, widgets, begun = Answer(), dict[str, Any](), False
        while True:
            content = await socket.recv(decode=False)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            answer.messages += 1
            answer.size += len(content)
            if kind == "new_session":
                widgets, begun = {}, True
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash
            elif kind == "delta":
                key, found = protocol.widget(message.delta)
                if key:
                    widgets[key] = found
                elif type(found).__name__ == "Exception":
                    answer.exceptions.append(f"{found.type}: {found.message}")
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished" and begun:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    answer.exceptions.append("the script does not compile")
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
        self.widgets = widgets
        here = {widget.id for widget in widgets.values()}
        self.states = {identity: state for identity, state in self.states.items() if identity in here}
        return answer

    async def close(self) -> None:
        """Leave, as a tab that is closed."""
        if self.socket is not None:
            await self.socket.close()
