"""The app under test: a Streamlit server of its own on a free port."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@contextlib.contextmanager
def serve(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start the app, give its address once it answers, stop it at the end; `environment` adds to the variables here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    variables = os.environ | dict(environment or {})
    server = subprocess.Popen(command, cwd=ROOT, env=variables, **quiet)
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("the app did not start") from None
                time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()
