"""One process of many: opens every page once, so that all is warm before its port answers, then serves.

Where it listens and what it is told besides, the environment says, as for every Streamlit (STREAMLIT_SERVER_PORT).
"""

from __future__ import annotations

import sys

from streamlit.web import cli

from pooling_lab.place import script
from ui.warm import warm


def main() -> None:
    """Serve until it is stopped."""
    warm(script())
    sys.exit(cli.main(["run", str(script())]))


if __name__ == "__main__":
    main()
