"""A heatmap as Plotly's own figure: apart, so that what draws without Plotly need not have it."""

from __future__ import annotations

from plotly.graph_objs import Figure  # type: ignore[import-untyped]

from figures.heatmap import Picture, heatmap
from figures.theme import Theme


def figure(picture: Picture, theme: Theme, with_text: bool) -> Figure:
    """`heatmap` as a figure, which Plotly has checked: Streamlit checks a plain dict each time that it is drawn."""
    return Figure(heatmap(picture, theme, with_text))
