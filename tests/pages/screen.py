"""Explore without a browser: open it, set a control, read what it draws."""

import json
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from figures.plain import JOINER
from pooling import OPERATORS, pool

ROOT = Path(__file__).resolve().parents[2]
LABELS = {name: operator.label for name, operator in OPERATORS.items()}
CHARTS = ("output", "argmax", "grad_input")


def opened(text=None):
    """The page as a visitor first sees it, by a link or without one."""
    return visited("app.py", s=text)


def visited(file, **words):
    """A page by an address with these words; None leaves one out."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, said in words.items():
        if said is not None:
            at.query_params[name] = said
    return run(at.switch_page(file))


def run(what):
    """Run the page, by itself or after what a control was set to."""
    at = what.run()
    assert not at.exception
    return at


def lab(at):
    return at.session_state["lab"]


def told(at):
    """What the page warns of, without the marks that keep it from being read as mark-up."""
    return [warning.value.replace("\\", "").replace(JOINER, "") for warning in at.warning]


def choose(at, operator):
    return run(at.button_group(key="set_operator").set_value(LABELS[operator]))


def charts(at):
    """The figures on the page, by name, as Plotly reads them."""
    specs = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    return {name: go.Figure(spec) for name, spec in zip(CHARTS, specs, strict=True)}


def as_drawn(array):
    """An array as JSON holds it: None where it is not finite."""
    return [[float(v) if np.isfinite(v) else None for v in row] for row in array]


def components(at):
    found = (json.loads(c.proto.json) for c in at.get("bidi_component"))
    return {data.get("name", "scene" if "charts" in data else "keeper"): data for data in found}


def keys(at):
    lists = (at.select_slider, at.toggle, at.number_input, at.selectbox, at.slider)
    return {widget.key for widgets in lists for widget in widgets if widget.key.startswith(("set_", "give_"))}


def check(at):
    """What the page draws is what the core computes from the state."""
    state = lab(at)
    pooled = pool(state.x, state.settings.spec(state.height, state.width))
    expected = [pooled.output, pooled.weight_sum(), pooled.backward(state.grad_output)]
    for name, array in zip(CHARTS, expected, strict=True):
        assert [list(row) for row in charts(at)[name].data[0].z] == as_drawn(array)
    parts = components(at)
    assert parts["input"]["values"] == as_drawn(state.x)
    assert parts["upstream gradient"]["values"] == as_drawn(state.grad_output)
    assert {name: parts["scene"]["charts"][name]["z"] for name in CHARTS} == dict(
        zip(CHARTS, map(as_drawn, expected), strict=True)
    )
