"""Streamlit building blocks shared by the pages; the only owner of session state and query parameters."""

# Streamlit imports pandas in the middle of its first run, and Plotly, at work for another visitor in that moment,
# would find half a module. Imported here, it is there as a whole before any page draws.
import pandas  # type: ignore[import-untyped]  # noqa: F401

from ui import memory

memory.settle()
