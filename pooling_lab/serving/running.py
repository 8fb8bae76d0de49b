"""The processes and what stands before them, while they serve: started, watched, renewed one by one, stopped."""

from __future__ import annotations

import time
import urllib.request
from dataclasses import dataclass
from threading import Event

from pooling_lab.serving.child import Child

#: Seconds between two looks at the children, and those that one may take to start.
LOOK, PATIENCE = 0.2, 180.0
HEALTH = "/_stcore/health"


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

    def start(self, over: Event) -> None:
        """Start all; returns once visitors are answered, or this is `over`."""
        for worker in self.behind.values():
            worker.start()
        for address, worker in self.behind.items():
            _wait_for(worker, address, self.name, over)
        if not over.is_set():
            self.before.start()
            _wait_for(self.before, self.address, self.name, over)

    def keep(self, over: Event, renewal: Event) -> None:
        """Start again what dies, and all processes one after the other where a `renewal` is asked for."""
        while not over.wait(LOOK):
            for child in self.children:
                if child.revive():
                    tell(f"{child.name} had ended and was started again")
            if renewal.is_set():
                renewal.clear()
                self.renew(over)

    def renew(self, over: Event) -> None:
        """Stop and start each process, the next one when the last is back: always all but one are there."""
        for address, worker in self.behind.items():
            if over.is_set():
                return
            worker.ask_to_stop()
            worker.stop()
            worker.start()
            _wait_for(worker, address, self.name, over)
        tell("all processes were started anew")

    def stop(self) -> None:
        """Ask all to stop, then wait for each."""
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()


def _wait_for(child: Child, address: str, name: str, over: Event) -> None:
    """Until it answers, or this is to end."""
    end = time.monotonic() + PATIENCE
    while not over.wait(LOOK / 2):
        if not child.runs or time.monotonic() > end:
            raise ServeError(f"{child.name} did not start; what it said stands above")
        if _answers(address, name):
            return


def _answers(address: str, name: str) -> bool:
    request = urllib.request.Request(f"http://{address}{HEALTH}", headers={"Host": name})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def tell(words: str) -> None:
    """Say something to who started this, at once."""
    print(words, flush=True)
