"""One process of many: opens every page once, so that all is warm before its port answers, then serves.

Where it listens, and what else it is told, is said as to every Streamlit: in the environment (STREAMLIT_SERVER_PORT) or
on the command line (--server.port).
"""

from __future__ import annotations

import logging
import sys

from streamlit.web import cli

from pooling_lab.place import script
from ui.warm import warm


def main() -> None:
    """Serve until it is stopped."""
    warm(script())
    # Only now is Streamlit told of its port: it would say that it does not change it any more.
    logging.getLogger("streamlit.config").setLevel(logging.ERROR)
    sys.exit(cli.main(["run", str(script()), *sys.argv[1:]]))


if __name__ == "__main__":
    main()
