"""What a class does to the server: many visitors who change something now and then, a few who ask for the most.

    make load

Everything happens on this machine, over websockets, in the words of Streamlit's own browser side; the server is a
process of its own. Prints a Markdown table; with --output writes all figures as JSON too. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.load import heavy
from benchmarks.load.line import Line
from benchmarks.load.process import computed, memory
from benchmarks.load.report import AIMS, table
from benchmarks.load.tally import TOO_LATE, Tally, summary
from benchmarks.load.visitor import Days, Visitor
from tests.browser.server import Server

#: Between two looks at the memory: while visitors are there, and after they have left.
LOOK, LOOK_AFTER = 0.25, 10.0
#: MB that the server may take before the heavy visitors are sent away: the machine is not to fall.
CEILING = 8_000
#: Seconds of changes before anything is measured.
WARM = 5.0


class Watch:
    """Looks at the server's memory and at its own lateness, which would be counted as the server's."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most, self.late = pid, 0.0, 0.0
        self.toiling: list[asyncio.Task] = []
        self.words: list[str] = []

    async def look(self) -> None:
        """Look again and again until this is cancelled."""
        while True:
            due = time.perf_counter() + LOOK
            await asyncio.sleep(LOOK)
            self.late = max(self.late, time.perf_counter() - due)
            self.most = max(self.most, memory(self.pid))
            if self.most > CEILING and self.toiling:
                self.words.append(f"the heavy visitors were sent away when the server had taken {self.most:.0f} MB")
                await stopped(self.toiling)
                self.toiling = []


async def stopped(tasks: list[asyncio.Task]) -> None:
    """Cancel tasks and await their end; what one of them failed of is raised."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


async def warmed(url: str, rest: float) -> None:
    """Visit each page, so that what a server loads at its first visitors is not counted as theirs.

    Then wait until these sessions are over, and make changes, during which what they left is collected.
    """
    for page in ("Step_through", "Image"):
        line = Line(url, page)
        await line.open()
        await line.settle()
        await line.close()
    await asyncio.sleep(rest)
    visitor = Visitor(0, url, Tally(), Tally())
    await visitor.arrive()
    start = time.perf_counter()
    await visitor.stay(Days(start, start + WARM, 0))
    await visitor.leave()


async def arrived(visitors: Sequence[Visitor], within: float) -> None:
    """All visitors come, evenly spread."""

    async def come(visitor: Visitor) -> None:
        await asyncio.sleep(within * visitor.number / len(visitors))
        await visitor.arrive(visitor.arrivals)

    await asyncio.gather(*(come(visitor) for visitor in visitors))


async def changed(visitors: Sequence[Visitor], options: argparse.Namespace) -> float:
    """All visitors make their changes; the last answers are waited for a while. Gives the seconds it took."""
    start = time.perf_counter()
    days = Days(start, start + options.seconds, options.every)
    staying = [asyncio.create_task(visitor.stay(days)) for visitor in visitors]
    await asyncio.wait(staying, timeout=options.seconds + TOO_LATE)
    seconds = time.perf_counter() - start
    await stopped(staying)
    return seconds


async def emptied(url: str, pid: int, base: float, most_seconds: float) -> tuple[float, float | None]:
    """The memory once it is near the base again, and after how many seconds; or as it is at last, and None.

    Somebody looks in now and then: Streamlit lets go of sessions that are over when another visitor leaves, no sooner.
    """
    start = time.perf_counter()
    while (now := memory(pid)) > AIMS["after"] * base:
        if time.perf_counter() - start > most_seconds:
            return now, None
        passer_by = Visitor(0, url, Tally(), Tally())
        await passer_by.arrive()
        await passer_by.leave()
        await asyncio.sleep(LOOK_AFTER)
    return now, round(time.perf_counter() - start)


async def measured(url: str, pid: int, options: argparse.Namespace) -> dict[str, Any]:
    """One run, from an empty server to an empty server."""
    load = os.getloadavg()[0]
    await warmed(url, options.rest)
    await asyncio.sleep(1)
    base, watch = memory(pid), Watch(pid)
    watching = asyncio.create_task(watch.look())
    arrivals, changes = Tally(), Tally()
    visitors = [Visitor(number, url, arrivals, changes) for number in range(options.visitors)]
    await arrived(visitors, options.arrive)
    await asyncio.sleep(1)
    everybody, busy, own = memory(pid), computed(pid), time.process_time()
    toil = {kind: Tally() for kind in dict.fromkeys(heavy.KINDS)}
    watch.toiling = [asyncio.create_task(heavy.toil(number, url, toil)) for number in range(options.heavy)]
    seconds = await changed(visitors, options)
    busy, own, late = computed(pid) - busy, time.process_time() - own, watch.late
    await stopped(watch.toiling)
    watch.toiling = []
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    after, back = await emptied(url, pid, base, options.after)
    await stopped([watching])
    return {
        "options": vars(options) | {"output": None},
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
        "load": [round(load, 2), round(os.getloadavg()[0], 2)],
        "arrivals": figures(arrivals),
        "changes": figures(changes)
        | {
            "a second": round(len(changes.seconds) / seconds, 2),
            "wanted a second": round(options.visitors / options.every, 2),
        },
        "heavy": {kind: figures(tally) for kind, tally in toil.items()} if options.heavy else {},
        "memory": {
            "base": round(base, 1),
            "all": round(everybody, 1),
            "per visitor": round((everybody - base) / options.visitors, 3),
            "most": round(watch.most, 1),
            "after": round(after, 1),
            "back after": back,
        },
        "server": {"computed": round(busy, 1), "seconds": round(seconds, 1)},
        "client": {"computed": round(own, 1), "late": round(1000 * late)},
        "words": [*watch.words, *arrivals.words, *changes.words, *(w for tally in toil.values() for w in tally.words)],
    }


def figures(tally: Tally) -> dict[str, Any]:
    """What a tally holds, for the report."""
    counts = {"count": len(tally.seconds), "checked": tally.checked, "errors": dict(tally.errors)}
    return summary(tally.seconds) | counts


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--visitors", type=int, default=300, help="who come and stay")
    ask.add_argument("--arrive", type=float, default=30, help="seconds within which they come")
    ask.add_argument("--every", type=float, default=10, help="seconds between two changes of a visitor")
    ask.add_argument("--seconds", type=float, default=60, help="for how long they make changes")
    ask.add_argument("--heavy", type=int, default=8, help="who ask for the most, beside them")
    ask.add_argument("--after", type=float, default=600, help="seconds that the memory is watched after they left")
    ask.add_argument(
        "--rest", type=float, default=130, help="seconds before them: longer than a session outlives its visitor"
    )
    ask.add_argument("--output", type=Path, help="where the figures go as JSON")
    options = ask.parse_args()
    server = Server({"MALLOC_ARENA_MAX": "2"})  # as `make run` and deploy/ start it
    try:
        server.start()
        assert server.process is not None, "it has started"
        found = asyncio.run(measured(server.url, server.process.pid, options))
    finally:
        server.stop()
    print(table(found))
    if options.output:
        options.output.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
