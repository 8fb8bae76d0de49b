"""A visitor of the app without a browser: opens pages, sets controls, sends what scripts send, reloads, reads.

The tab is there too, as far as the app counts on it: it keeps the texts that a page gives it and answers for them.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.hostile import model, words
from tests.pages.screen import ROOT

EXPLORE, STEP, LESSON, IMAGE, FRAMEWORKS, QUIZ, MATHEMATICS = (
    "app.py",
    "pages/1_Step_through.py",
    "pages/2_Lessons.py",
    "pages/3_Image.py",
    "pages/4_Frameworks.py",
    "pages/6_Quiz.py",
    "pages/9_Mathematics.py",
)
#: What Streamlit's Markdown makes a link of, without any mark.
ADDRESS = re.compile(rf"https?://\S|www\.\w|{words.MARK}@\w", re.IGNORECASE)
MARKS = re.compile(r"\\([!-/:-@[-`{-~])")


class Visit:
    """One tab: a session on a page, and what the tab keeps."""

    def __init__(self, file: str = EXPLORE, **said: str) -> None:
        self.tab: dict[str, str] = {}
        self.open(file, **said)

    def open(self, file: str, **said: str) -> None:
        """Load a page anew: a session that knows nothing but the address."""
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        self.file = file
        self.at.query_params.update(said)
        self.at.switch_page(file)
        self.run()

    def reload(self) -> None:
        self.open(self.file, **self.said())

    def go(self, file: str) -> None:
        """Another page by the menu, which leaves the address of this one behind."""
        self.file = file
        self.at.query_params.clear()
        self.at.switch_page(file)
        self.run()

    def said(self) -> dict[str, str]:
        """What the address says."""
        return {name: text if isinstance(text, str) else text[-1] for name, text in self.at.query_params.items()}

    def run(self, what: Any = None) -> None:
        """Run the page, by itself or after what a control was set to; the tab keeps and answers."""
        (what or self.at).run()
        self._done()

    def send(self, key: str, **state: Any) -> None:
        """Have a component of the page say something."""
        states = self.at._tree.get_widget_states()
        one = states.widgets.add()
        one.id = next(c.proto.id for c in self.at.get("bidi_component") if c.proto.id.endswith(f"-{key}"))
        one.json_value = json.dumps(state)
        self.at._run(states)
        self._done()

    def _done(self) -> None:
        assert not self.at.exception, self.at.exception[0]
        data = self.components().get("keeper")
        assert data is not None, "the page was not drawn to its end"
        self.tab |= data["keeps"] | data["long"]
        texts = {place: self.tab.get(text or place, "") for place, text in data["asks"].items()}
        if texts and self.answered != (self.at, texts):
            self.answered = (self.at, texts)
            self.send("keeper", found=texts)

    answered: Any = None

    def components(self) -> dict[str, Any]:
        """What each component on the page was given, by its key."""
        parts = [c.proto for c in self.at.get("bidi_component")]
        return {proto.id.split("-", 2)[2]: json.loads(proto.json) for proto in parts if proto.json}

    def lab(self, slug: str = "") -> Any:
        return self.at.session_state[f"lab:{slug}" if slug else "lab"]

    def written(self) -> str:
        """All the mark-up of the page's own."""
        return "".join(block.proto.body for block in self.at.get("html"))

    def charts(self) -> dict[str, list[list[float | None]]]:
        """The numbers of the charts, by name."""
        specs = {c.proto.id.split("-", 2)[2]: json.loads(c.proto.spec) for c in self.at.get("plotly_chart")}
        drawn = {name: spec["data"][0] for name, spec in specs.items() if spec.get("data")}
        return {name.removeprefix("chart_"): one["z"] for name, one in drawn.items() if "z" in one}

    def table(self, name: str) -> list[list[str]]:
        """The texts of a table of numbers; no rows where it is not on the page."""
        found = re.search(rf'<table class="lab-table" aria-label="{re.escape(name)}">(.*?)</table>', self.written())
        rows = found[1].split("<tr>")[2:] if found else []
        return [re.findall(r'<td class="lab-number[^>]*>([^<]*)', row) for row in rows]


def is_plain(visit: Visit) -> None:
    """What a stranger wrote is on the page as text alone: no tag, no link, no mark-up."""
    assert not re.search(rf"<[^>]*{words.MARK}|<script", visit.written())
    for told in (*visit.at.warning, *visit.at.error, *visit.at.caption):
        bare = html.unescape(MARKS.sub("", told.value))
        assert not re.search(rf"[!\[<]\S*{words.MARK}", bare), told.value
        assert not ADDRESS.search(html.unescape(MARKS.sub(r"\1", told.value))), told.value
        assert len(told.value) < 20_000


def as_sent(array: Any) -> list[list[float | None]]:
    """Numbers as JSON holds them: None where they are not finite."""
    return [[float(v) if np.isfinite(v) else None for v in row] for row in array]


def numbers(sent: Any) -> np.ndarray:
    return np.array(sent, dtype=float)


def shows(visit: Visit, slug: str = "") -> None:
    """What is on screen is what the definitions give for the numbers and the layer of the state."""
    lab, data = visit.lab(slug), visit.components()
    size, out = lab.x.shape, lab.grad_output.shape
    layer = model.layer_of(lab.settings, size)
    assert max(size) <= model.SIDE
    assert model.is_legal(layer, size)
    x, grad = lab.x.tolist(), lab.grad_output.tolist()
    suffix = f"_{slug}" if slug else ""
    for key, array in ((f"edit_input{suffix}", x), (f"edit_grad_output{suffix}", grad)):
        if key in data:
            assert data[key]["values"] == as_sent(array)
    if slug:
        return
    if visit.file == EXPLORE:
        given = {name: chart["z"] for name, chart in data["scene_overlay"]["charts"].items()}
        model.check(layer, x, grad, numbers(given["output"]), numbers(given["grad_input"]))
        drawn = visit.charts()
        assert not drawn or drawn == given
    elif visit.file == STEP:
        charts, slider = visit.charts(), visit.at.slider(key="fallback_step")
        assert charts["input"] == as_sent(x)
        if slider.value == slider.max:
            whole_pass(lab, layer, charts)
    elif visit.file == FRAMEWORKS and visit.at.selectbox(key="choose_left").value == "pytorch":
        # PyTorch makes an operator that it has not of those that it has; the numbers are the same.
        output, back = (visit.table(f"{name}: PyTorch") for name in ("Output", "Input gradient"))
        assert (len(output), len(output[0])) == out
        assert (len(back), len(back[0])) == size
        alike(output, lab.pooled().output)
    elif visit.file == MATHEMATICS:
        assert any(str(out[0]) in one.value and str(out[1]) in one.value for one in visit.at.latex)


def whole_pass(lab: Any, layer: Any, charts: dict[str, Any]) -> None:
    """After its last step a pass has written what the definitions give."""
    output, back = numbers(charts["output"]), numbers(charts["grad_input"])
    expected = lab.pooled().output if lab.stepping.way in ("backward", "gather") else output
    given = lab.grad_input if lab.stepping.way == "forward" else back
    model.check(layer, lab.x.tolist(), lab.grad_output.tolist(), expected, given)


def alike(texts: list[list[str]], array: Any) -> None:
    """Numbers as a table writes them are those of an array, rounded."""
    for text, value in zip(np.ravel(texts).tolist(), np.ravel(array).tolist(), strict=True):
        plain = text.replace("−", "-").replace("∞", "inf")
        places = len(plain.partition(".")[2]) if "e" not in plain else 0
        room = 0.51 * 10**-places if "e" not in plain else 0.006 * abs(value)
        assert float(plain) == value or abs(float(plain) - value) <= room or (plain == "NaN" and np.isnan(value))
