"""One process of many: opens every page once, so that all is warm before its port answers, then serves.

Where it listens, and what else it is told, is said as to every Streamlit: in the environment (STREAMLIT_SERVER_PORT) or
on the command line (--server.port).
"""

from __future__ import annotations

import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import get_native_id

from streamlit.web import cli

from pooling_lab.place import script

#: How far behind the processes that serve already this one stands while it is made warm (`nice`).
BEHIND = 10


def main() -> None:
    """Serve until it is stopped."""
    with ThreadPoolExecutor(1, initializer=step_back) as aside:
        aside.submit(make_warm).result()
    # Only now is Streamlit told of its port: it would say that it does not change it any more.
    logging.getLogger("streamlit.config").setLevel(logging.ERROR)
    sys.exit(cli.main(["run", str(script()), *sys.argv[1:]]))


def step_back() -> None:
    """Let others go first: this process is started again when another's visitors have just come to them.

    On Linux that holds for this thread and those that it starts, and for no other.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), BEHIND)


def make_warm() -> None:
    """Import what the pages need, and open them all."""
    from ui.warm import warm

    warm(script())


if __name__ == "__main__":
    main()
