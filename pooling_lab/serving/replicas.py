"""The processes behind nginx, and which of them a visitor is with: `python -m pooling_lab.serving.replicas ADDRESS …`.

Prints what nginx.conf.template includes. A cookie says the number of the process that answered last. Where that one is
gone another answers, and the cookie follows: what a visitor has brought (a picture, a file to download) is where the
connection is, even after the first one is back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

COOKIE = "pooling_lab_replica"
#: After a failure nginx leaves a process alone for so long.
CARE = "max_fails=1 fail_timeout=2s"


def replicas(addresses: Sequence[str]) -> str:
    """The lines for processes at these addresses, host:port by number, since nginx tells who answered in numbers."""
    numbers = range(1, len(addresses) + 1)
    everybody = [f"server {address} {CARE};" for address in addresses]
    groups = [_upstream("lab_new", *everybody)]
    groups += [_upstream("lab_alike", "hash $remote_addr$http_user_agent consistent;", *everybody)]
    for address in addresses:
        others = [f"server {other} {CARE} backup;" for other in addresses if other != address]
        groups.append(_upstream(f"lab_{len(groups) - 1}", f"server {address} {CARE};", *others))
    sticky = [f"{number} lab_{number};" for number in numbers]
    answered = [f'"~(^|, ){re.escape(address)}$" {n};' for n, address in zip(numbers, addresses, strict=True)]
    return "\n".join(
        [
            "# Written by: python -m pooling_lab.serving.replicas " + " ".join(addresses),
            *groups,
            "# Whoever opens a page first is sent to the processes by turns. A browser that takes no cookies is told",
            "# from others by its address and its name.",
            _map(f"$cookie_{COOKIE}", "$lab_page", *sticky, "default lab_new;"),
            _map(f"$cookie_{COOKIE}", "$lab", *sticky, "default lab_alike;"),
            _map("$upstream_addr", "$lab_answered", *answered, 'default "";'),
            "",
        ]
    )


def _upstream(name: str, *lines: str) -> str:
    return _block(f"upstream {name}", *lines, "keepalive 32;")


def _map(of: str, to: str, *lines: str) -> str:
    return _block(f"map {of} {to}", *lines)


def _block(head: str, *lines: str) -> str:
    return "\n".join([f"{head} {{", *(f"    {line}" for line in lines), "}"])


if __name__ == "__main__":
    print(replicas(sys.argv[1:]), end="")
