"""nginx under test: the very template that operators fill in, filled in for free ports of this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import string
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.browser.server import free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PATIENCE = 10

#: What stands around the template on an operator's machine, with every folder that nginx writes to in one place.
FRAME = """{user}
daemon off;
pid nginx.pid;
error_log error.log warn;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; }}
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}}
"""


def settings(file: str) -> dict[str, str]:
    """The lines NAME=value of a file of the environment."""
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / file).read_text(), re.MULTILINE)
    return {name: value.removeprefix('"').removesuffix('"') for name, value in lines}


def filled(values: Mapping[str, str]) -> str:
    """The template with these values."""
    return string.Template((DEPLOY / "nginx.conf.template").read_text()).safe_substitute(values)


def nginx() -> str | None:
    """The path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def gate(program: str, upstream: str, folder: Path) -> Iterator[str]:
    """Start nginx before a server, give the address of the gate once it listens, stop it at the end."""
    port = free_port()
    site = {
        "LAB_LISTEN": f"127.0.0.1:{port}",
        "LAB_HOST": "127.0.0.1",
        "LAB_UPSTREAM": upstream.removeprefix("http://"),
        "LAB_CACHE": str(folder / "cache"),
        "LAB_LOG": str(folder / "access.log"),
    }
    (folder / "site.conf").write_text(filled(settings("nginx.env") | site))
    (folder / "nginx.conf").write_text(FRAME.format(user="user root;" if os.geteuid() == 0 else ""))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "error.log"])
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((folder / "error.log").read_text()) from None
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
