"""What signals ask of the one that serves."""

from __future__ import annotations

import os
import signal

import pytest

from pooling_lab.serving.asked import Asked

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these signals are those of POSIX")


@pytest.fixture(autouse=True)
def what_stood():
    """The answers to signals, which are put back."""
    stood = {
        number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)
    }
    yield
    for number, answer in stood.items():
        signal.signal(number, answer)


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_whoever_ends_it_or_closes_the_terminal_asks_for_the_end(ending):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    asked = Asked()
    asked.listen()
    assert asked.goes_on(0)
    signal.raise_signal(getattr(signal, ending))
    assert not asked.goes_on(0)


def test_under_nohup_it_outlives_the_terminal():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    asked = Asked()
    asked.listen()
    signal.raise_signal(signal.SIGHUP)
    assert asked.goes_on(0)


def test_a_renewal_is_no_end():
    asked = Asked()
    asked.listen()
    signal.raise_signal(signal.SIGUSR1)
    assert asked.renewal
    assert asked.goes_on(0)
