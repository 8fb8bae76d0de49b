"""What signals ask of the one that serves: to end, and to have all processes start anew."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass


@dataclass
class Asked:
    """Plain values that are looked at now and then: a signal may come while any lock is held, and would wait for it."""

    end: bool = False
    renewal: bool = False

    def listen(self) -> None:
        """Have SIGINT, SIGTERM and SIGHUP (the terminal was closed) ask for the end, SIGUSR1 for a renewal."""
        endings = [signal.SIGINT, signal.SIGTERM]
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup has it
            endings.append(signal.SIGHUP)
        for number in endings:
            signal.signal(number, self._end)
        if hasattr(signal, "SIGUSR1"):
            signal.signal(signal.SIGUSR1, self._renew)

    def goes_on(self, seconds: float) -> bool:
        """Whether, after a rest, nobody has asked for the end."""
        time.sleep(seconds)
        return not self.end

    def _end(self, *_: object) -> None:
        self.end = True

    def _renew(self, *_: object) -> None:
        self.renewal = True
