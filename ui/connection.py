"""Whether the visitor's connection is another one than at the last run: what was sent on the one before may be lost."""

from __future__ import annotations

import weakref

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

#: Where the session has a weak reference to the server's end of its connection, None where nobody was connected.
KEY = "connection"


def is_another() -> bool:
    """Whether the answer of this run goes another way than that of the run before; asked once a run.

    It does after a run that nobody was connected for: that one's answer is lost.
    """
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return False
    is_first = KEY not in st.session_state
    before = st.session_state.get(KEY)
    here = runtime.get_instance().get_client(context.session_id)
    st.session_state[KEY] = None if here is None else weakref.ref(here)
    return not is_first and (here is None or before is None or before() is not here)
