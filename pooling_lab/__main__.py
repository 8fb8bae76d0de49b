"""`pooling-lab` or `python -m pooling_lab`: opens the app, which this machine alone can reach; `serve`, for a class."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from pooling import __version__
from pooling_lab.place import script
from pooling_lab.serving.running import ServeError
from pooling_lab.serving.serve import serve, usual_workers

MISSING = "the app needs more than the library: pip install 'pooling-lab[app]'"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and run the app until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="pooling-lab", description="See, edit, step through and verify what a pooling layer does."
    )
    parser.add_argument("--port", type=int, default=8501, help="where the app is to be found: http://localhost:PORT")
    parser.add_argument("--no-browser", action="store_true", help="do not open it in a browser")
    parser.add_argument("--version", action="version", version=__version__)
    _add_serve(parser)
    options = parser.parse_args(arguments)
    try:
        from streamlit.web import cli
    except ModuleNotFoundError:
        parser.error(MISSING)
    if options.command == "serve":
        _serve(parser, options)
        return
    settings = {"address": "localhost", "port": options.port, "headless": str(options.no_browser).lower()}
    sys.exit(cli.main(["run", str(script()), *(f"--server.{key}={value}" for key, value in settings.items())]))


def _add_serve(parser: argparse.ArgumentParser) -> None:
    """The words of `pooling-lab serve`."""
    about = "serve a class: several processes, and nginx or Caddy before them"
    serve = parser.add_subparsers(dest="command", metavar="serve").add_parser("serve", help=about, description=about)
    serve.add_argument("--workers", type=int, default=usual_workers(), help="processes; two for each core if not said")
    serve.add_argument("--host", default="127.0.0.1", help="where to listen: 0.0.0.0 lets other machines in")
    serve.add_argument("--port", type=int, default=argparse.SUPPRESS, help="the port that visitors come to")
    serve.add_argument("--name", help="the name that visitors type; needed where other machines are let in")


def _serve(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.workers < 1:
        parser.error(f"--workers must be at least 1, but got {options.workers}")
    try:
        serve(options.workers, options.host, options.port, options.name)
    except ServeError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
