"""A class arrives at once at `pooling-lab serve`, works, and loses one of the processes in the middle of it.

    make load

Everything happens on this machine, over websockets, in the words of Streamlit's own browser side. Prints a Markdown
table; with --output writes the figures as JSON too, and the table into the README beside. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import time
from pathlib import Path
from typing import Any

from benchmarks.load.__main__ import arrived, changed, figures, stopped
from benchmarks.load.process import computed, memory
from benchmarks.load.pupil import Pupil
from benchmarks.load.report import class_table
from benchmarks.load.tally import Tally
from benchmarks.marks import write_between
from tests.browser.serving import Serving

#: Seconds of rest between two parts.
BREATH = 2.0
START, END = "<!-- load: written by make load -->\n", "<!-- end of the load -->\n"


async def measured(serving: Serving, options: argparse.Namespace) -> dict[str, Any]:
    """One run: all come, all work, a process dies, all go on."""
    load, base = os.getloadavg()[0], spent(serving)
    arrivals, returns, early, late = Tally(), Tally(), Tally(), Tally()
    pupils = [Pupil(number, serving.url, arrivals, early, returns) for number in range(options.visitors)]
    await arrived(pupils, options.arrive)
    arriving = spent(serving) - base
    here = [pupil for pupil in pupils if pupil.here]
    attending = [asyncio.create_task(pupil.attend()) for pupil in here]
    await asyncio.sleep(BREATH)
    await changed(here, options)
    full = sum(map(memory, serving.workers()))
    for pupil in here:
        pupil.changes = late
    working = asyncio.create_task(changed(here, options))
    await asyncio.sleep(BREATH)
    serving.kill(serving.workers()[0])
    await working
    await stopped(attending)
    await asyncio.gather(*(pupil.leave() for pupil in here))
    return {
        "options": vars(options) | {"output": None},
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
        "load": [round(load, 2), round(os.getloadavg()[0], 2)],
        "arrivals": figures(arrivals) | {"processor a visitor": round(arriving / options.visitors, 4)},
        "before": figures(early),
        "returns": figures(returns),
        "after": figures(late),
        "memory": round(full),
        "words": [*arrivals.words, *early.words, *returns.words, *late.words],
    }


def spent(serving: Serving) -> float:
    """Seconds that the processes have computed, nginx too."""
    return sum(computed(child) for child in serving.children())


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--visitors", type=int, default=300, help="who come and stay")
    ask.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1), help="processes that draw pages")
    ask.add_argument("--arrive", type=float, default=10, help="seconds within which they come")
    ask.add_argument("--every", type=float, default=10, help="seconds between two changes of a visitor")
    ask.add_argument("--seconds", type=float, default=30, help="for how long they make changes, before and after")
    ask.add_argument("--output", type=Path, help="where the figures go as JSON")
    options = ask.parse_args()
    serving = Serving(options.workers)
    try:
        serving.wait()
        time.sleep(BREATH)
        found = asyncio.run(measured(serving, options))
    finally:
        serving.stop()
    print(class_table(found))
    if options.output:
        options.output.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        write_between(START, END, class_table(found))


if __name__ == "__main__":
    main()
