"""nginx under test: the very template that operators fill in, filled in for free ports of this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from pooling_lab.serving import proxies
from tests.browser.server import free_port

DEPLOY = proxies.deploy()
PATIENCE = 10


def nginx() -> str | None:
    """The path of nginx, or None."""
    name, path = proxies.found() or ("", "")
    return path if name == "nginx" else None


@contextlib.contextmanager
def gate(program: str, upstream: str, folder: Path) -> Iterator[str]:
    """Start nginx before a server, give the address of the gate once it listens, stop it at the end."""
    port = free_port()
    command = proxies.nginx(program, f"127.0.0.1:{port}", ["127.0.0.1"], [upstream.removeprefix("http://")], folder)
    process = subprocess.Popen(command)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("nginx did not start") from None
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
