"""Operators that live in this folder alone go through every page, the player, the files to take away and the quiz."""

import html
import io
import json
import zlib
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PIL import Image

from figures.film.gif import to_gif
from figures.lessons import LESSONS
from figures.narration.narrate import narrate
from figures.pictures import titles
from figures.theme import LIGHT
from figures.voices import VOICES
from lab.quiz.task import LEVELS, QUESTIONS, check, task, topics
from lab.settings import Settings
from lab.state import Stepping, fresh
from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks.code.snippets import snippets
from pooling.steps.trace import GRAINS, WAYS, trace
from pooling.verify.finite_differences import differences
from tests.pages import screen
from tests.pages.test_pages import SHARING, opened
from tests.pooling.checks import close, same
from tests.sixth import first, median
from ui.fitting import FILE, Counts, rules
from ui.stepping.standalone import TOLD, standalone
from ui.stepping.stepper import prepared

SIXTH = {sixth.OPERATOR.name: sixth for sixth in (first, median)}
RNG = np.random.default_rng(6)
X, GRAD = RNG.permutation(30).reshape(5, 6).astype(float), RNG.integers(1, 9, (3, 4)).astype(float)
every_pass = pytest.mark.parametrize(("way", "by"), list(product(WAYS, GRAINS)))


@pytest.fixture(params=SIXTH, autouse=True)
def sixth(request, monkeypatch):
    """The name of an operator that is registered for one test."""
    monkeypatch.setitem(OPERATORS, request.param, SIXTH[request.param].OPERATOR)
    monkeypatch.setitem(VOICES, request.param, SIXTH[request.param].VOICE)
    return request.param


def layer(name):
    return PoolSpec(name, 3, 2, 1, ceil_mode=True)


def lab(name, **stepping):
    settings = Settings(name, (3, 3), (2, 2), (1, 1))
    return replace(fresh(), settings=settings, stepping=Stepping(**stepping))


def test_the_gradient_is_the_slope_of_the_output(sixth):
    pooled = pool(X, layer(sixth))
    close(pooled.backward(GRAD), differences(X, layer(sixth), GRAD, 1e-3).central, atol=1e-9)


@every_pass
def test_a_pass_replays_to_what_the_core_computes(sixth, way, by):
    pooled = pool(X, layer(sixth))
    end = trace(pooled, GRAD, way, by).replay()
    if way != "forward":
        same(end.grad_input, pooled.backward(GRAD))
    same(end.output, pooled.output)
    same(end.argmax, pooled.weight_sum())


@every_pass
def test_every_step_is_told(sixth, way, by):
    steps = trace(pool(X, layer(sixth)), GRAD, way, by)
    assert all(text.sentence.endswith(".") for text in narrate(steps))


def test_a_gif(sixth):
    steps = trace(pool(X, layer(sixth)), GRAD, "both", "window")
    film = Image.open(io.BytesIO(to_gif(steps, narrate(steps), LIGHT)))
    assert film.n_frames == len(steps.steps) + 1


def test_a_page_to_take_away(sixth):
    state = lab(sixth)
    ready = prepared(state, state.pooled(), LIGHT)
    sizes = rules(Counts.of(ready.playback.blank, ready.playback.longest), FILE)
    text = standalone("title", "caption", titles(state.pooled()), TOLD, sizes, ready.payload, 0, LIGHT)
    assert html.escape(VOICES[sixth].mask.title) in text
    assert json.loads(zlib.decompress(ready.payload))["opening"][0].startswith("Forward: 9 windows")


@pytest.mark.parametrize("file", SHARING)
def test_every_page(sixth, file):
    at = opened(file)
    screen.run(at.button_group(key="set_operator").set_value(sixth))
    assert at.session_state["lab"].settings.operator == sixth


def test_explore_with_all_that_a_click_shows(sixth):
    at = screen.opened()
    screen.run(at.button_group(key="set_operator").set_value(sixth))
    for key in ("ways", "code"):
        screen.run(at.toggle(key=key).set_value(True))
    screen.check(at)


def test_the_image_page(sixth):
    at = opened("pages/3_Image.py")
    screen.run(at.button_group(key="photo_op").set_value(sixth))
    assert at.session_state["photo"].op == sixth
    assert VOICES[sixth].photo.made in " ".join(part.proto.body for part in at.get("html"))


@pytest.mark.parametrize("level", LEVELS)
def test_a_round_of_the_quiz(sixth, level):
    assert topics()[sixth].label == OPERATORS[sixth].label + " pooling"
    for number in range(QUESTIONS):
        asked = task(1, number, level, sixth)
        assert asked.spec.operator == sixth
        right = tuple(np.argwhere(asked.answer)[0].tolist()) if asked.kind == "route" else asked.answer
        assert check(asked, right).is_right


def test_a_question_on_the_page(sixth):
    at = opened("pages/1_Step_through.py", quiz=f"1-easy-{sixth}-0")
    assert VOICES[sixth].title in " ".join(part.proto.body for part in at.get("html"))


def test_code_that_runs_and_reasons_where_there_is_none(sixth):
    pooled, found = pool(X, layer(sixth)), {}
    grad = np.ones(pooled.output.shape)
    texts = snippets(X, grad, layer(sixth))
    exec(texts["NumPy"], found)
    same(found["output"], pooled.output)
    close(found["grad_input"], pooled.backward(grad))
    assert [name for name, text in texts.items() if "import" not in text] == list(texts)[1:]


def test_the_lessons_that_compare_operators_show_it_too(sixth):
    voice, check, operators = VOICES[sixth], LESSONS["check"], LESSONS["operators"]
    for step in operators.steps:
        assert step.show(operators.case(LIGHT))
    each = operators.case(LIGHT)
    assert f"{voice.noun} gives {voice.photo.made}." in operators.steps[0].tell(each)
    assert f"{voice.noun} follows " in operators.steps[3].tell(each)
    assert voice.noun in [item.title for item in operators.steps[0].show(each)]
    case = check.case(LIGHT, {"operator": check.knobs[0].check(sixth)})
    for step in check.steps:
        assert step.tell(case)
        assert step.show(case)
    _, chart = check.steps[3].show(case)
    assert voice.noun in [line["name"] for line in chart.spec["data"]]
