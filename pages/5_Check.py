"""Check mine: bring your own arrays, get a verdict and the name of the mistake."""

import streamlit as st

from ui import page, widgets
from ui.check import state as checks
from ui.check.assignment import give, task
from ui.check.entries import entries, uploader
from ui.check.layer import sidebar
from ui.check.result import result

theme = page.frame(checks.PAGE)
checks.opened()
sidebar(checks.current())
page.presented(
    "Check mine", "Is my gradient right? Bring your arrays: what differs, where, and which mistake gives it."
)
if checks.current().task:
    task(checks.current())
entries(checks.current())
uploader(checks.current())
page.warn(checks.current().notice)
if checks.has_before():
    st.button("Back to my numbers", on_click=widgets.told(checks.back))
result(checks.current(), theme)
if not checks.current().task:
    give(checks.current())
page.finish(checks.kept())
