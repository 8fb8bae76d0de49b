"""A host of static files like GitHub Pages: gzip, NAME.html for /NAME, 404.html, ETags, ten minutes in a cache.

`python -m tests.static.host FOLDER PORT` serves a site below /lab/, to look at it.
"""

from __future__ import annotations

import contextlib
import gzip
import mimetypes
import sys
import threading
import zlib
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: Sites of projects lie below the root of their host.
BASE = "/lab/"
TYPES = {".wasm": "application/wasm", ".mjs": "text/javascript", ".js": "text/javascript", ".woff2": "font/woff2"}
ZIPPED = {".js", ".mjs", ".css", ".html", ".json", ".wasm"}


class Host(ThreadingHTTPServer):
    """Serves a folder, and remembers how many bytes of each path it sent."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Answer)
        self.folder = folder
        self.sent: list[tuple[str, int]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{BASE}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may go while it is answered."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@cache
def body(file: Path, _changed: float) -> bytes:
    """What is sent of a file."""
    content = file.read_bytes()
    return gzip.compress(content, 6) if file.suffix in ZIPPED else content


class Answer(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Host

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        status, file = self._found(path)
        content = body(file, file.stat().st_mtime)
        tag = f'"{zlib.crc32(content)}-{len(content)}"'
        if self.headers.get("If-None-Match") == tag:
            status, content = 304, b""
        self.send_response(status)
        self.send_header("ETag", tag)
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        if file.suffix in ZIPPED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)
        self.server.sent.append((path, len(content)))

    def _found(self, path: str) -> tuple[int, Path]:
        root = self.server.folder.resolve()
        file = (root / path.removeprefix(BASE)).resolve()
        names = [file / "index.html", file, file.with_name(f"{file.name}.html")]
        for name in names if path.startswith(BASE) and root in (file, *file.parents) else []:
            if name.is_file():
                return 200, name
        return 404, root / "404.html"

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder, and stop at the end."""
    host = Host(folder)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()


if __name__ == "__main__":
    Host(Path(sys.argv[1]), int(sys.argv[2])).serve_forever()
