"""One page is drawn at a time on this server; the others wait for their turn, in the order in which they came.

Python computes in one thread at a time. Thirty runs that share it all end late, and every step costs more, for the
threads wait for each other's locks: 60 visitors with a change every two seconds waited 5.6 s for one in twenty. One
run after the other, that is 0.3 s. A run holds its turn from its frame to its end; one that does heavy work lets the
others `pass_by` now and then. Where there are no threads, as in a browser, nobody ever waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Thread, current_thread

#: Seconds after which one who waits looks whether the run at work has ended without a word, as one does that fails.
LOOK = 0.1


class Line:
    """Threads in the order in which they came; the first has its turn."""

    def __init__(self) -> None:
        self.threads: list[Thread] = []
        self.changed = Condition()

    def begin(self) -> None:
        """Wait for the turn of this thread; one that has it already, for a run that was begun anew, goes on."""
        with self.changed:
            self.join()
            while self.ahead() > 0:
                self.changed.wait(LOOK)

    def join(self) -> None:
        """Stand at the end of the line, unless this thread is in it."""
        with self.changed:
            if not self.holds():
                self.threads.append(current_thread())

    def holds(self) -> bool:
        """Whether this thread is in the line."""
        return current_thread() in self.threads

    def ahead(self) -> int:
        """How many are before this thread; who has ended without a word is not."""
        with self.changed:
            self.threads = [thread for thread in self.threads if thread.is_alive()]
            return self.threads.index(current_thread())

    def wait(self) -> None:
        """Until the line has moved, or it is time to look."""
        with self.changed:
            self.changed.wait(LOOK)

    def end(self) -> bool:
        """Leave the line, and give the turn to the next; tells whether this thread was in it."""
        with self.changed:
            if not self.holds():
                return False
            self.threads.remove(current_thread())
            self.changed.notify_all()
            return True

    def pass_by(self) -> None:
        """Let all who wait have their turn first, in the middle of long work."""
        if self.end():
            self.begin()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Do what follows without the turn, if this run has it; then wait for it again."""
        had = self.end()
        try:
            yield
        finally:
            if had:
                self.begin()


_turns = Line()
begin, end, pass_by, aside = _turns.begin, _turns.end, _turns.pass_by, _turns.aside
