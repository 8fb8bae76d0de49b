"""`pooling-lab serve`: Streamlit on every core and nginx or Caddy before them, started and stopped by one command."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from pooling_lab.place import script
from pooling_lab.serving import proxies
from pooling_lab.serving.asked import Asked
from pooling_lab.serving.child import Child
from pooling_lab.serving.running import Running, ServeError, tell

#: The names of this machine for itself, which a browser here may use.
LOOPBACK = ("localhost", "127.0.0.1")
#: All addresses of this machine, and where it reaches them itself.
ANYWHERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}
#: Ports that everybody may take, below those that systems hand out for connections (Linux from 32768 on), so that a
#: process that is started again finds its own free.
PORTS = range(1024, 32768)
AS_ROOT = (
    "pooling-lab: every process runs as root, so that whoever breaks into one has the whole machine; start this as "
    "another user (how visitors come to port 80 then: deploy/README.md)"
)
#: What signs the cookies, for as long as this serves.
SECRET = os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET") or secrets.token_hex(32)


def usual_workers() -> int:
    """Two for each core: where one dies, its visitors are shared out among several that go on."""
    return 2 * (os.cpu_count() or 1)


def serve(workers: int, host: str, port: int, name: str | None) -> None:
    """Serve until a signal asks for the end; another has all processes start anew, one after the other.

    Raises
    ------
    ServeError
        When there is no proxy, the port is taken, or a process does not start.
    """
    proxy = proxies.found()
    if proxy is None:
        raise ServeError(proxies.MISSING)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    names = _names(host, name)
    _refuse_a_taken_port(host, port)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print(AS_ROOT, file=sys.stderr, flush=True)
    asked = Asked()
    asked.listen()
    with tempfile.TemporaryDirectory(prefix="pooling-lab-") as temporary:
        folder = Path(temporary)
        ports = _free_ports(workers, port)
        behind = {f"127.0.0.1:{free}": _worker(n, free, names) for n, free in enumerate(ports, 1)}
        command = proxies.WAYS[proxy[0]](proxy[1], f"{host}:{port}", names, list(behind), folder)
        running = Running(behind, Child(proxy[0], command, folder), f"{ANYWHERE.get(host, host)}:{port}", names[0])
        try:
            running.start(asked)
            if not asked.end:
                tell(
                    f"Pooling Lab: http://{names[0]}:{port} (behind {proxy[0]}, processes: {workers}; Ctrl+C ends them)"
                )
            running.keep(asked)
        finally:
            running.stop()


def _worker(number: int, port: int, names: Sequence[str]) -> Child:
    """One process of Streamlit; all have the same secret, so that each takes the cookies of the others."""
    environment = {
        "STREAMLIT_SERVER_COOKIE_SECRET": SECRET,
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true",  # it would name this port as the one to visit
        "STREAMLIT_BROWSER_SERVER_ADDRESS": names[0],
        "STREAMLIT_SERVER_ALLOWED_HOSTS": " ".join(name.strip("[]") for name in (*names, "127.0.0.1")),
        "MALLOC_ARENA_MAX": "2",  # as in pooling-lab.env
    }
    command = [sys.executable, "-m", "pooling_lab.serving.worker"]
    return Child(f"process {number}", command, script().parent, environment)


def _names(host: str, name: str | None) -> tuple[str, ...]:
    """The names that visitors type; for another machine there has to be one."""
    if name:
        return (name,)
    if host in LOOPBACK:
        return LOOPBACK
    if host in ANYWHERE:
        raise ServeError(f"--name must say by which name visitors come to --host {host}: --name lab.example.org")
    return (host,)


def _refuse_a_taken_port(host: str, port: int) -> None:
    try:
        socket.create_connection((ANYWHERE.get(host, host).strip("[]"), port), timeout=1).close()
    except OSError:
        return
    raise ServeError(f"--port must be free, but somebody listens at {host}:{port} already")


def _free_ports(many: int, public: int) -> list[int]:
    """Ports of this machine that nobody listens on: those above the public one first, then the lower ones."""
    ports = sorted(set(PORTS) - {public}, key=lambda port: (port < public, port))
    return list(islice(filter(_is_free, ports), many))


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
