"""Visits of many random actions: after each the grids are those of an independent model, and results those of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, replace
from random import Random
from typing import Any

import numpy as np

from figures.film.prepared import WAY_NAMES
from figures.lessons import LESSONS
from lab.examples import EXAMPLES, GRADIENTS
from lab.fills import is_own
from lab.history import content
from lab.quiz.answer import named
from lab.quiz.task import TOLERANCE
from lab.settings import Settings
from lab.state import Selection, fresh
from pooling import OPERATORS
from tests.hostile import model, words
from tests.hostile.amount import cases, portions
from tests.hostile.test_entries import block, entry, expected, message
from tests.hostile.visit import EXPLORE, FRAMEWORKS, LESSON, MATHEMATICS, QUIZ, STEP, Visit, is_plain, shows
from tests.pages.screen import LABELS
from tests.pooling import loops
from ui.demos.open_lesson import first
from ui.stepping.stepper import GRAIN_NAMES

#: What fitting a layer to a grid may lower.
LOWERED = ("kernel_size", "padding", "dilation")


def short_entry(chance: Random) -> str:
    """Something typed, numbers more often than not, and never of a length that only costs time."""
    text = chance.choice(("0", "1", "-2", "0.5", "7", "−3", str(chance.randint(-9, 9)), entry(chance)))
    return text[:500]


def grid_message(chance: Random, editing: Any) -> Any:
    """What a grid sends: entries and blocks, at times too late or of no form."""
    if chance.random() < 0.15:
        return message(chance, replace(editing, version=editing.version - chance.randint(0, 1)))
    at = [chance.randint(0, 7), chance.randint(0, 7)]
    made = ["cell", *at, short_entry(chance)]
    if chance.random() < 0.25:
        made = ["paste", *at, block(chance) if chance.random() < 0.5 else "1\t2\n3\t4"]
    return {"rev": editing.seen + 1, "version": editing.version, "events": [made]}


def around(name: str, size: Any, seed: int) -> Any:
    """The numbers of a canvas beyond what a fill puts on screen: its own where it goes on as it began, else 0."""
    example = EXAMPLES[name]
    goes_on = example.seeded or (name == "ramp" and (size[0] == 1 or size[1] == model.SIDE))
    return example.x(model.SIDE, model.SIDE, seed) if goes_on else 0.0


class Held:
    """What the two grids of a page must hold; the size of the upstream gradient is that of the output."""

    def __init__(self, lab: Any, may_grow: bool) -> None:
        self.x = model.Grid(lab.x.shape, model.numbers_of(lab.canvas), may_grow=may_grow)
        self.grad = model.Grid(lab.grad_output.shape, model.numbers_of(lab.grad_canvas))

    def fill(self, grid: model.Grid, array: Any, size: Any = None, beyond: Any = 0.0) -> None:
        """Fill the corner of a grid, and what is beyond it: what waited in it is gone."""
        side = 1 + max(row for row, _ in grid.numbers)
        whole = np.broadcast_to(np.asarray(beyond, float), (side, side))
        grid.numbers = model.numbers_of(whole) | model.numbers_of(np.asarray(array, float))
        grid.drafts = {}
        grid.size = size or grid.size

    def begin_again(self, start: Any, ones: bool) -> None:
        """A session that knows only what is on screen."""
        beyond = np.ones_like(start.grad_canvas) if ones else start.grad_canvas
        for grid, canvas in ((self.x, start.canvas), (self.grad, beyond)):
            seen = {at: number for at, number in grid.numbers.items() if grid.holds(at)}
            grid.numbers = model.numbers_of(canvas) | seen
            grid.drafts = grid.waiting()

    def follow(self, settings: Settings) -> None:
        """The upstream gradient is as large as the output of the layer."""
        layer = model.layer_of(settings, self.x.size)
        self.grad.size = tuple(loops.output_length(n, layer, axis) for axis, n in enumerate(self.x.size))

    def is_in(self, lab: Any) -> None:
        """Every number and every draft is in the state, and no other."""
        for grid, canvas, editing, shown in (
            (self.x, lab.canvas, lab.input_editing, lab.x),
            (self.grad, lab.grad_canvas, lab.grad_editing, lab.grad_output),
        ):
            assert shown.shape == grid.size
            assert model.numbers_of(canvas) == grid.numbers
            assert list(editing.drafts.items()) == list(grid.drafts.items())


class Visitor:
    """One visit of the pages that share a grid: what was done, and what must have come of it."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.visit = chance, Visit(EXPLORE)
        self.held = Held(self.lab, may_grow=True)
        self.done: list[str] = []
        self.steps: list[tuple[Any, Held]] = []

    @property
    def lab(self) -> Any:
        return self.visit.lab()

    def act(self) -> None:
        """Do one thing, and see that all is as it must be."""
        actions: list[tuple[int, Callable[[], None]]] = [
            (6, self.edit), (2, self.choose_operator), (4, self.slide), (3, self.switch), (3, self.resize),
            (2, self.fill), (2, self.fill_gradient), (2, self.type_a_number), (2, self.go), (2, self.reload),
            (2, self.step), (2, self.select), (2, self.undo),
        ]  # fmt: skip
        weights, choices = zip(*actions, strict=True)
        action = self.chance.choices(choices, weights)[0]
        self.done.append(action.__name__)
        before = content(self.lab), deepcopy(self.held)
        action()
        if action == self.reload:
            self.steps = []
        elif action != self.undo and content(self.lab) != before[0]:
            self.steps.append(before)
        self.held.is_in(self.lab)
        shows(self.visit)
        is_plain(self.visit)

    def undo(self) -> None:
        """One step back, and at times forward and back again: all is as it was before the step."""
        if self.visit.file != EXPLORE:
            self.visit.go(EXPLORE)
        assert self.visit.at.button(key="undo").disabled == (not self.steps)
        if not self.steps:
            return
        now = content(self.lab)
        was, self.held = self.steps.pop()
        keys = ("undo", "redo", "undo") if self.chance.random() < 0.5 else ("undo",)
        for key in keys:
            self.visit.run(self.visit.at.button(key=key).click())
            assert content(self.lab) == (was if key == "undo" else now)

    def edit(self) -> None:
        grids = {"edit_input": (self.held.x, "input_editing"), "edit_grad_output": (self.held.grad, "grad_editing")}
        data = self.visit.components()
        key = self.chance.choice(list(grids))
        if key not in data:
            return
        grid, name = grids[key]
        before, editing = self.lab, getattr(self.lab, name)
        assert (data[key]["version"], data[key]["seen"]) == (editing.version, editing.seen)
        sent = grid_message(self.chance, editing)
        seen, tells = expected(sent, grid, editing)
        self.visit.send(key, edit=sent)
        now = getattr(self.lab, name)
        assert now.seen == seen
        assert bool(now.message) == tells
        self.settings_are(before.settings)

    def settings_are(self, asked: Settings) -> None:
        """The settings are those asked for; where they do not fit the grid some are lowered, and that is told."""
        size, now = self.held.x.size, self.lab.settings
        if model.is_legal(model.layer_of(asked, size), size):
            assert now == asked
        else:
            for name, value in asdict(asked).items():
                same = getattr(now, name) == value
                lowered = name in LOWERED and all(a <= b for a, b in zip(getattr(now, name), value, strict=True))
                assert same or lowered, name
            assert now != asked
            assert self.visit.at.warning or self.visit.file == MATHEMATICS
        self.held.follow(now)

    def choose_operator(self) -> None:
        before, operator = self.lab.settings, self.chance.choice(list(OPERATORS))
        self.visit.run(self.visit.at.button_group(key="set_operator").set_value(LABELS[operator]))
        self.settings_are(replace(before, operator=operator))

    def slide(self) -> None:
        sliders = [one for one in self.visit.at.select_slider if not one.disabled]
        if not sliders or self.chance.random() < 0.2:
            self.turn_lock()
            return
        slider = self.chance.choice(sliders)
        value, (name, axes) = int(self.chance.choice(slider.options)), slider.key.removeprefix("set_").rsplit("_", 1)
        pair = list(getattr(self.lab.settings, name))
        for axis in axes:
            pair[int(axis)] = value
        asked = replace(self.lab.settings, **{name: tuple(pair)})
        assert model.is_legal(model.layer_of(asked, self.held.x.size), self.held.x.size)
        self.visit.run(slider.set_value(value))
        self.settings_are(asked)

    def turn_lock(self) -> None:
        locks = [button for button in self.visit.at.button if (button.key or "").startswith("lock_")]
        if not locks:
            return
        button = self.chance.choice(locks)
        name, before = button.key.removeprefix("lock_"), self.lab
        self.visit.run(button.click())
        pair = getattr(self.lab.settings, name)
        assert replace(self.lab.settings, **{name: getattr(before.settings, name)}) == before.settings
        assert pair == getattr(before.settings, name) or pair[0] == pair[1]
        self.held.follow(self.lab.settings)

    def switch(self) -> None:
        names = ("whole_plane", "ceil_mode", "count_include_pad")
        toggles = [one for one in self.visit.at.toggle if one.key in {f"set_{name}" for name in names}]
        others = [
            one for one in self.visit.at.toggle if one.key in ("check", "ways", "code", "present", "give_divisor")
        ]
        toggle = self.chance.choice([one for one in (*toggles, *others) if not one.disabled])
        on, before = not toggle.value, self.lab.settings
        self.visit.run(toggle.set_value(on))
        change: dict[str, Any] = {toggle.key.removeprefix("set_"): on} if toggle in toggles else {}
        if toggle.key == "give_divisor":
            change = {"divisor_override": 1 if on else None}
        self.settings_are(replace(before, **change))

    def resize(self) -> None:
        axis = self.chance.randrange(2)
        side = self.chance.choice((1, 2, 3, 4, 5, 6, 7, 9, self.chance.randint(1, 16)))
        before = self.lab.settings
        is_fill = EXAMPLES[self.lab.example].size is None and not is_own(self.lab)
        self.visit.run(self.visit.at.slider(key=f"set_{('height', 'width')[axis]}").set_value(side))
        size = list(self.held.x.size)
        size[axis] = side
        self.held.x.size = (size[0], size[1])
        if is_fill:
            self.filled_anew()
        self.settings_are(before)

    def filled_anew(self) -> None:
        """A fill that nobody edited is that of the new size."""
        name, seed, size, waiting = self.lab.example, self.lab.seed, self.held.x.size, self.held.x.drafts
        self.held.fill(self.held.x, EXAMPLES[name].x(*size, seed), beyond=around(name, size, seed))
        self.held.x.drafts = waiting

    def fill(self) -> None:
        at, before = self.visit.at, self.lab
        if self.chance.random() < 0.3:
            name = before.example
            self.visit.run(next(button for button in at.button if button.label == "Fill again").click())
        else:
            name = self.chance.choice([one for one in EXAMPLES if is_own(before) or one != before.example])
            self.visit.run(at.selectbox(key="set_example").set_value(name))
        self.filled(name, before)

    def filled(self, name: str, before: Any) -> None:
        """The example's numbers are in the corner of the grid, and its layer is there, if it has one."""
        example = EXAMPLES[name]
        x = example.x(*before.x.shape, self.lab.seed)
        self.held.fill(self.held.x, x, x.shape, around(name, x.shape, self.lab.seed))
        self.settings_are(Settings.of(example.spec) if example.spec else before.settings)
        if example.spec:
            ones = np.ones(self.held.grad.size)
            self.held.fill(self.held.grad, ones if example.grad_output is None else example.grad_output, beyond=1.0)

    def fill_gradient(self) -> None:
        name, before = self.chance.choice(list(GRADIENTS)), self.lab
        self.visit.run(self.visit.at.selectbox(key="set_gradient").set_value(name))
        fill = GRADIENTS[name][1]
        beyond = 0.0 if name == "one_hot" else fill(17, 17, before.seed)
        self.held.fill(self.held.grad, fill(*self.held.grad.size, before.seed), beyond=beyond)
        self.settings_are(before.settings)

    def type_a_number(self) -> None:
        fields = [one for one in self.visit.at.number_input if one.key in ("set_seed", "set_divisor", "set_norm_type")]
        field, before = self.chance.choice(fields), self.lab
        if field.key == "set_seed":
            seed = self.chance.randint(0, 9999)
            self.visit.run(field.set_value(seed))
            assert self.lab.seed == seed
            if EXAMPLES[before.example].seeded and seed != before.seed and not is_own(before):
                self.filled(before.example, before)
        elif field.key == "set_divisor":
            value, had = self.chance.choice((0, 1, -1, 3, 10**9, None)), before.settings.divisor_override
            self.visit.run(field.set_value(value))
            stepped = had if value is None else value or (-1 if had > 0 else 1)
            self.settings_are(replace(before.settings, divisor_override=stepped))
        else:
            value = self.chance.choice((1.0, 2.0, 3.0, 2.5, 10.0, round(self.chance.uniform(1, 10), 2), None))
            self.visit.run(field.set_value(value))
            self.settings_are(replace(before.settings, norm_type=value or before.settings.norm_type))

    def go(self) -> None:
        before = self.lab
        self.visit.go(self.chance.choice((EXPLORE, EXPLORE, STEP, FRAMEWORKS, MATHEMATICS)))
        assert asdict(self.lab.settings) == asdict(before.settings)

    def reload(self) -> None:
        """A new session has what was on screen: numbers, drafts, layer, selection, place, locks, fills."""
        before, address = self.lab, self.visit.said()
        self.visit.reload()
        start = fresh()
        if EXAMPLES[before.example].size is None:
            start.canvas[:] = around(before.example, before.x.shape, before.seed)
        self.held.begin_again(start, ones="s" in address)
        now = self.lab
        for name in ("settings", "selection", "example", "seed"):
            assert getattr(now, name) == getattr(before, name), name
        assert (now.stepping.way, now.stepping.by) == (before.stepping.way, before.stepping.by)
        # A pass that has become shorter while another page was on screen is at its end.
        assert now.stepping.at == before.stepping.at or (
            self.visit.file != STEP and now.stepping.at < before.stepping.at
        )
        equal = {name for name in before.locks if len(set(getattr(before.settings, name))) == 1}
        assert now.locks == equal
        assert not self.visit.at.warning

    def step(self) -> None:
        """Another pass, another grain, another place, from the page or from its script, sound or not."""
        if self.visit.file != STEP:
            self.visit.go(STEP)
        at, before = self.visit.at, self.lab
        way = self.chance.randrange(4)
        if way == 0:
            choice = self.chance.choice(("both", "forward", "backward", "gather"))
            self.visit.run(at.button_group(key="set_way").set_value(WAY_NAMES[choice]))
            assert self.lab.stepping.way == choice
            assert self.lab.stepping.at == 0 or choice == before.stepping.way
        elif way == 1:
            choice = self.chance.choice(("window", "tap") if max(self.held.x.size) < 8 else ("window",))
            self.visit.run(at.button_group(key="set_by").set_value(GRAIN_NAMES[choice]))
            assert self.lab.stepping.by == choice
        elif way == 2:
            slider = at.slider(key="fallback_step")
            place = self.chance.choice((0, int(slider.max), int(slider.max), self.chance.randint(0, int(slider.max))))
            self.visit.run(slider.set_value(place))
            assert self.lab.stepping.at == place
        else:
            sent: Any = {"version": before.stepping.version, "at": self.chance.randint(0, 5), "rev": 3}
            if self.chance.random() < 0.5:
                sent = words.value(self.chance)
            self.visit.send("player", place=sent)
        self.settings_are(before.settings)

    def select(self) -> None:
        """A click on a cell, or a message of no form."""
        if self.visit.file != EXPLORE:
            self.visit.go(EXPLORE)
        before, kind = self.lab, self.chance.choice(("window", "cell"))
        inside = self.held.grad.size if kind == "window" else self.held.x.size
        sent: Any = {"kind": kind, "row": self.chance.randint(0, 16), "column": self.chance.randint(0, 16)}
        sent["rev"] = before.selection_seen + 1
        wanted = Selection(kind, *(min(sent[n], most - 1) for n, most in zip(("row", "column"), inside, strict=True)))
        if self.chance.random() < 0.3:
            sent, wanted = words.value(self.chance), before.selection
        self.visit.send("scene_overlay", selection=sent)
        assert self.lab.selection == wanted
        self.settings_are(before.settings)


@portions(700, 60)
def test_a_visit_of_the_pages_that_share_a_grid(seed, many):
    visitor = Visitor(Random(f"shared {seed}"))
    for case, _ in cases("shared", seed, many):
        try:
            visitor.act()
        except Exception as error:
            raise AssertionError(f"{case} {visitor.done}: {error}") from error


@portions(200, 25)
def test_a_visit_of_lessons(seed, many):
    """Entries, controls, steps and reloads: each lesson keeps its grids, its size and its controls as they were set."""
    chance, visit, held = Random(f"lessons {seed}"), Visit(LESSON), {}
    slug, done = "", []
    for case, _ in cases("lessons", seed, many):
        try:
            if not slug or chance.random() < 0.15:
                slug, held_now = open_lesson(visit, chance, held)
            action = chance.choice((edit_lesson, edit_lesson, turn, walk, walk, predict, begin_anew))
            done.append(f"{slug} {action.__name__}")
            action(visit, chance, slug, held_now)
            lab = visit.lab(slug)
            held_now.follow(lab.settings)
            held_now.is_in(lab)
            shows(visit, slug)
            is_plain(visit)
        except Exception as error:
            raise AssertionError(f"{case} {done}: {error}") from error


def open_lesson(visit: Visit, chance: Random, held: dict[str, Held]) -> tuple[str, Held]:
    slug = chance.choice(list(LESSONS))
    if any(button.key == "all_lessons" for button in visit.at.button):
        visit.run(visit.at.button(key="all_lessons").click())
    knew = f"lab:{slug}" in visit.at.session_state
    visit.run(visit.at.button(key=f"open_{slug}").click())
    if slug not in held:
        held[slug] = Held(visit.lab(slug), may_grow=False)
    elif not knew:  # a session since then has begun again: what the tab keeps is what was on screen
        held[slug].begin_again(first(LESSONS[slug]), ones=bool(visit.tab[f"lab:{slug}"]))
    return slug, held[slug]


def edit_lesson(visit: Visit, chance: Random, slug: str, held: Held) -> None:
    both = {f"edit_input_{slug}": (held.x, "input_editing"), f"edit_grad_output_{slug}": (held.grad, "grad_editing")}
    keys = [key for key in both if key in visit.components()]
    if not keys:
        return
    grid, name = both[key := chance.choice(keys)]
    editing = getattr(visit.lab(slug), name)
    sent = grid_message(chance, editing)
    seen, tells = expected(sent, grid, editing)
    visit.send(key, edit=sent)
    now = getattr(visit.lab(slug), name)
    assert (now.seen, bool(now.message)) == (seen, tells)


def turn(visit: Visit, chance: Random, slug: str, held: Held) -> None:
    """Set one of the lesson's controls; the layer is the one that the lesson gives for them."""
    start = f"knob_{slug}_"
    sliders = [one for one in visit.at.slider if one.key.startswith(start)]
    if not sliders:
        return
    slider, before = chance.choice(sliders), dict(visit.lab(slug).knobs)
    steps = round((slider.max - slider.min) / slider.step)
    value = slider.min + slider.step * chance.randint(0, steps)
    visit.run(slider.set_value(value))
    name = slider.key.removeprefix(start)
    assert dict(visit.lab(slug).knobs) == {**before, name: value}
    assert visit.lab(slug).settings == LESSONS[slug].layer({**before, name: value})


def walk(visit: Visit, chance: Random, slug: str, held: Held) -> None:
    key = chance.choice(("next_step", "previous_step"))
    # A lesson's question stands before its first step, and an address that leads there names no step.
    button, before = visit.at.button(key=key), int(visit.said().get("step", "0"))
    if not button.disabled:
        visit.run(button.click())
        assert int(visit.said().get("step", "0")) == before + (1 if key == "next_step" else -1)


def predict(visit: Visit, chance: Random, slug: str, held: Held) -> None:
    """Answer a lesson's question, or have the answer told; a number alone is a try."""
    fields, buttons = visit.at.text_input, {button.label: button for button in visit.at.button}
    if "step" in visit.said() or "Show me" not in buttons:
        return
    if not fields or chance.random() < 0.3:
        visit.run(buttons["Show me"].click())
        assert "Show me" not in {button.label for button in visit.at.button}
        return
    text, before = chance.choice(("1", "-2.5", "0", "abc", "", "1e99", "−4")), visit.said().get("p")
    fields[0].set_value(text)
    visit.run(buttons["Check"].click())
    assert (visit.said().get("p") != before) == (model.number_of(text) is not None)


def begin_anew(visit: Visit, chance: Random, slug: str, held: Held) -> None:
    """Load the page again: the lesson is as it was, at the same step."""
    before, address = visit.lab(slug), visit.said()
    visit.reload()
    now = visit.lab(slug)
    assert (now.settings, dict(now.knobs)) == (before.settings, dict(before.knobs))
    assert visit.said() == address
    assert not visit.at.warning
    held.begin_again(first(LESSONS[slug]), ones="s" in address)


@portions(100, 15)
def test_a_visit_of_the_quiz(seed, many):
    """Answers typed and clicked, sound and not: none is lost, a check marks what is right, a reload changes nothing."""
    chance = Random(f"quiz {seed}")
    visit = Visit((QUIZ, STEP, LESSON)[seed % 3], quiz=f"{chance.randint(0, 99)}-medium-any-0")
    held: dict[str, model.Grid] = {}
    for case, _ in cases("quiz", seed, many):
        name = visit.said()["quiz"]
        if name.endswith("-end"):
            visit.run(visit.at.button(key="previous_step").click())
            name = visit.said()["quiz"]
        try:
            act = chance.choice((answer, answer, answer, check, ask_another, load_again))
            act(visit, chance, name, held)
            answers_are(visit, held)
        except Exception as error:
            raise AssertionError(f"{case} {name}: {error}") from error


def sheet(name: str, held: dict[str, model.Grid]) -> model.Grid:
    shape = named(name).answer.shape
    return held.setdefault(name, model.Grid(shape, dict.fromkeys(np.ndindex(shape), np.nan)))


def answer(visit: Visit, chance: Random, name: str, held: dict[str, model.Grid]) -> None:
    task = named(name)
    if task.kind == "route":
        at = {"row": chance.randint(0, 4), "column": chance.randint(0, 4)}
        sent: Any = at if chance.random() < 0.7 else words.value(chance)
        visit.send(f"pick_{name}", pick=sent)
        if sent is at and all(n < most for n, most in zip(at.values(), task.x.shape, strict=True)):
            sheet(name, held).drafts = {(at["row"], at["column"]): "clicked"}
        return
    grid, data = sheet(name, held), visit.components()[key := f"fill_{name}"]
    at = (chance.randrange(grid.size[0]), chance.randrange(grid.size[1]))
    text = chance.choice(("", " ", f"{task.answer[at]:g}", short_entry(chance)))
    visit.send(key, edit={"rev": data["seen"] + 1, "version": data["version"], "events": [["cell", *at, text]]})
    grid.type(at, text)
    if not text.strip():
        grid.numbers[at] = np.nan
        del grid.drafts[at]


def check(visit: Visit, chance: Random, name: str, held: dict[str, model.Grid]) -> None:
    visit.run(visit.at.button(key=f"check_{name}").click())
    task, grid = named(name), sheet(name, held)
    if task.kind == "route":
        right = [at for at in grid.drafts if task.answer[at]]
    else:
        filled = np.array([[grid.numbers[r, c] for c in range(grid.size[1])] for r in range(grid.size[0])])
        counted = np.nan_to_num(filled) if task.kind == "grad_input" else filled
        right = (np.abs(counted - task.answer) <= TOLERANCE).all()
    assert bool(visit.at.success) == bool(right)


def ask_another(visit: Visit, chance: Random, name: str, held: dict[str, model.Grid]) -> None:
    button = visit.at.button(key=chance.choice(("next_step", "previous_step")))
    if not button.disabled:
        visit.run(button.click())
        assert visit.said()["quiz"] != name


def load_again(visit: Visit, chance: Random, name: str, held: dict[str, model.Grid]) -> None:
    before = dict(visit.at.session_state["scores"])
    visit.reload()
    assert visit.at.session_state["scores"] == before


def answers_are(visit: Visit, held: dict[str, model.Grid]) -> None:
    """The visit has every answer that was given."""
    given = visit.at.session_state.get("answers", {})
    for name, grid in held.items():
        if not grid.drafts and all(np.isnan(number) for number in grid.numbers.values()):
            continue
        one = given[name]
        if named(name).kind == "route":
            assert [one.clicked] == list(grid.drafts)
            continue
        assert list(one.editing.drafts.items()) == list(grid.drafts.items())
        np.testing.assert_array_equal(one.cells.ravel(), [grid.numbers[at] for at in np.ndindex(grid.size)])
