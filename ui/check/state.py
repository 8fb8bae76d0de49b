"""The one owner of what a visitor has brought to be checked; the address follows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import streamlit as st

from lab.check import examples
from lab.check.link import decode, encode
from lab.check.state import Check, as_text
from lab.check.tolerance import tolerance
from lab.check.words import NAMES, asked
from lab.settings import Settings
from pooling.verify.verdict import Verdict, judge
from pooling.verify.view import taps_of
from ui import address, state, turns
from ui.keeping import Kept, follow, known, rebuilt
from ui.queue import heavy

PAGE, KEY, PARAMETER = "Check mine", "mine", "s"
FIRST = "overlap"
#: Where the state waits that a case or an example took the place of.
BEFORE = "mine_before"
#: Numbers in an array, and taps of the windows of one plane, from which on it is heavy work to judge it.
HEAVY, TAPS = 500_000, 200_000


def current() -> Check:
    """The state on screen; an example at first, which shows what the page is for."""
    if KEY not in st.session_state:
        st.session_state[KEY] = examples.opened(FIRST)
    return st.session_state[KEY]


def adopt(check: Check) -> None:
    """Put a whole state in place."""
    st.session_state[KEY] = check


def change(**changes: Any) -> None:
    """Replace parts of the state; with another layer or other arrays, what is looked at begins anew."""
    before = current()
    if changes.keys() & {"settings", "what", "data_format", "texts", "arrays"}:
        changes = {"plane": None, "cell": None, "example": "", "notice": "", **changes}
    adopt(replace(before, **changes).like(before))


def opened() -> None:
    """Take the state from the address, where it is news."""
    address.opened(PAGE)
    state.enter(PAGE)
    words = {name: said for name in NAMES if (said := address.new(name)) is not None}
    if words and address.new(PARAMETER) is None:
        _put(*asked(words))
        known(KEY)
    address.say(**dict.fromkeys(NAMES))  # from now on the address says it as every address does
    rebuilt(KEY, address.new(PARAMETER), _take)
    follow(kept())


def _take(text: str) -> None:
    _put(*decode(text))


def _put(check: Check, dropped: list[str]) -> None:
    if dropped:
        said = "This link could not be read in full. Dropped: " + "; ".join(dropped) + "."
        check = replace(check, notice=f"{said} {check.notice}".strip())
    adopt(check)


def kept() -> Kept:
    """The state on screen, for the address and the browser."""
    text = state.once("check_link", current(), encode)
    return Kept(KEY, PARAMETER, "" if text == _first() else text, _take)


@cache
def _first() -> str:
    """What is no state of the visitor's own, and stands in no address."""
    return encode(examples.opened(FIRST))


def hand(check: Check) -> None:
    """Have the page show this when it is opened next, from another page."""
    adopt(check)
    known(KEY)


def verdict(check: Check) -> Verdict:
    """The verdict on what is on screen, judged once for each.

    Raises
    ------
    PoolingError
        When an array or the layer breaks a rule.
    """

    def make() -> tuple[Verdict, Check]:
        case, mine, (rtol, atol) = check.case, check.given("mine"), tolerance(check)
        if mine.size < HEAVY and taps_of(case) < TAPS:
            return judge(mine, case, check.what, rtol, atol), check
        turns.pass_by()
        bar = st.progress(0.0, "Comparing with what known mistakes give")

        def tell(part: float) -> None:
            bar.progress(min(part, 1.0))

        with heavy():
            found = judge(mine, case, check.what, rtol, atol, tell)
        bar.empty()
        return found, check

    return state.kept("check_verdict", check.signature, make, renew=False)[0]


def back() -> None:
    """Bring the visitor's own numbers back, from before a case or an example took their place."""
    adopt(st.session_state.pop(BEFORE))


def has_before() -> bool:
    """Whether there is something to go back to."""
    return BEFORE in st.session_state


def take_example(name: str) -> None:
    """Put an example in place; numbers of the visitor's own can be brought back. No name stands for these."""
    if not name:
        return
    if not current().example:
        st.session_state[BEFORE] = current()
    adopt(examples.opened(name))


def ask(what: str) -> None:
    """Check something else; an example has an array for that too."""
    if current().example:
        adopt(examples.opened(current().example, what))
    else:
        change(what=what)


def leave_task() -> None:
    """From an assignment to the page as everybody finds it."""
    adopt(examples.opened(FIRST))


def tell_apart(found: Verdict) -> None:
    """Put a case in place on which the mistakes that fit here give different results; the visitor's entry is empty."""
    case = found.tell_apart
    if case is None:
        return
    texts = {"x": as_text(case.x), "grad_output": as_text(np.asarray(case.grad_output))}
    st.session_state[BEFORE] = current()
    notice = "On this case they differ: run your code on it, and paste what it gives."
    adopt(Check(Settings.of(case.spec), found.what, case.data_format, texts, notice=notice))
