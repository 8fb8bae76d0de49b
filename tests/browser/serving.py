"""`pooling-lab serve` as somebody would start it, and what tests and the load do to its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.browser.server import ROOT, free_port

PATIENCE = 180


class Serving:
    """The command with so many workers, on a free port of this machine; `url` is where it is to be visited."""

    def __init__(self, workers: int) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "pooling_lab", "serve", "--port", str(self.port), "--workers", str(workers)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def wait(self) -> None:
        """Until it says where it is."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Pooling Lab: "):
                return
        raise RuntimeError("pooling-lab serve did not start")

    def children(self) -> dict[int, str]:
        """The commands of what it has started, by the number of the process."""
        said = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in said.splitlines()]
        return {int(pid): command for pid, parent, command in rows if int(parent) == self.process.pid}

    def workers(self) -> list[int]:
        """The numbers of the processes that draw pages, in the order in which they were first started."""
        return sorted(pid for pid, command in self.children().items() if "serving.worker" in command)

    def kill(self, worker: int) -> None:
        """End one without a word, as the kernel does where memory is short."""
        os.kill(worker, signal.SIGKILL)

    def stop(self) -> int:
        """End it as Ctrl+C does; gives what it says of its end."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def until(condition, what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)
