"""A program that belongs to the one that serves: started, started again when it has died, stopped at the end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds until a program that died is started again: those who were with it come back to the others first, and one
#: that dies at once does not take the machine. And those that one is given to end by itself.
PAUSE, GRACE = 3.0, 8.0


@dataclass
class Child:
    """A command that is kept running; `name` is what it is called where it is told of."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    missed: float | None = None  # when it was first seen to have died

    def start(self) -> None:
        """Start it, apart from this terminal: what is typed there ends this program, which then ends its own."""
        self.missed = None
        environment = os.environ | self.environment
        self.process = subprocess.Popen(self.command, cwd=self.folder, env=environment, process_group=0)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start it again some time after it has died; tells whether it did."""
        now = time.monotonic()
        if self.runs:
            return False
        if self.missed is None:
            self.missed = now
        if now < self.missed + PAUSE:
            return False
        self.stop()  # what it left behind
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.runs:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for its end, which it was asked for, then end what is left: nginx's own processes outlive one that was
        killed, and keep its port."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()
        self.process = None  # its number may soon be another's
