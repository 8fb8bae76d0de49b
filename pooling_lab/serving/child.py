"""A program that belongs to the one that serves: started, started again when it has died, stopped at the end."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds between two starts of a program that dies at once, and those that one is given to end by itself.
PAUSE, GRACE = 2.0, 8.0


@dataclass
class Child:
    """A command that is kept running; `name` is what it is called where it is told of."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started: float = 0.0

    def start(self) -> None:
        """Start it, apart from this terminal: what is typed there ends this program, which then ends its own."""
        self.started = time.monotonic()
        environment = os.environ | self.environment
        self.process = subprocess.Popen(self.command, cwd=self.folder, env=environment, start_new_session=True)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start it again if it has died, not faster than it can die; tells whether it did."""
        if self.runs or time.monotonic() < self.started + PAUSE:
            return False
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.runs:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for its end, which it was asked for; one that does not end is ended."""
        if self.process is None:
            return
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
