"""The processes and what stands before them, while they serve: started, watched, renewed one by one, stopped."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException

from pooling_lab.serving.asked import Asked
from pooling_lab.serving.child import Child

#: Seconds between two looks at the children, and those that one may take to start.
LOOK, PATIENCE = 0.2, 180.0
HEALTH = "/_stcore/health"
#: Asks this machine itself, whatever proxy the environment names for others.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ServeError(Exception):
    """What keeps this from serving, in words for who asked for it."""


@dataclass
class Running:
    """Processes at their addresses (host:port), the proxy before them at its own, and the name that visitors type."""

    behind: dict[str, Child]
    before: Child
    address: str
    name: str

    @property
    def children(self) -> list[Child]:
        return [*self.behind.values(), self.before]

    def start(self, asked: Asked) -> None:
        """Start all; returns once visitors are answered, or the end is asked for."""
        for worker in self.behind.values():
            worker.start()
        for address, worker in self.behind.items():
            self._wait_for(worker, address, asked)
        if not asked.end:
            self.before.start()
            self._wait_for(self.before, self.address, asked)

    def keep(self, asked: Asked) -> None:
        """Start again what dies, and all processes one after the other where a renewal is asked for."""
        while asked.goes_on(LOOK):
            _revive(self.children)
            if asked.renewal:
                asked.renewal = False
                self.renew(asked)

    def renew(self, asked: Asked) -> None:
        """Stop and start each process, the next one when the last is back: always all but one are there.

        Where one does not come back, those after it stay as they are.
        """
        for address, worker in self.behind.items():
            if asked.end:
                return
            worker.ask_to_stop()
            worker.stop()
            try:
                worker.start()
                self._wait_for(worker, address, asked, [child for child in self.children if child is not worker])
            except (ServeError, OSError) as error:
                tell(f"{worker.name} was not renewed, nor was any after it: {error}")
                return
        tell("all processes were started anew")

    def stop(self) -> None:
        """Ask all to stop, then wait for each."""
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()

    def _wait_for(self, child: Child, address: str, asked: Asked, others: Iterable[Child] = ()) -> None:
        """Until it answers, or the end is asked for; others that die meanwhile are started again."""
        end = time.monotonic() + PATIENCE
        while asked.goes_on(LOOK / 2):
            if not child.runs or time.monotonic() > end:
                raise ServeError(f"{child.name} did not start; what it said stands above")
            if _answers(address, self.name):
                return
            _revive(others)


def _revive(children: Iterable[Child]) -> None:
    """Start again those that have died; where that fails (no memory, say), it is tried again later."""
    for child in children:
        try:
            revived = child.revive()
        except OSError as error:
            tell(f"{child.name} had ended and could not be started again: {error}")
            continue
        if revived:
            tell(f"{child.name} had ended and was started again")


def _answers(address: str, name: str) -> bool:
    request = urllib.request.Request(f"http://{address}{HEALTH}", headers={"Host": name})
    try:
        with DIRECT.open(request, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException):
        return False


def tell(words: str) -> None:
    """Say something to who started this, at once."""
    print(words, flush=True)
