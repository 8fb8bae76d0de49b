"""Links of every kind, by the functions that read them: what is legal is kept, all else is named, nothing fails."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from figures.lessons import LESSONS
from figures.lessons.kit.own import lesson_of
from figures.theme import LIGHT
from lab import own_lesson, predicted
from lab.entry import LARGEST_SIDE
from lab.examples import EXAMPLES
from lab.fields import LARGEST_STEP
from lab.legal import fitted
from lab.link import unpack
from lab.photo.address import NAMES as PHOTO_NAMES
from lab.photo.address import query, read
from lab.photo.state import Photo, PhotoLab, offered
from lab.quiz import answer as quiz
from lab.quiz import own
from lab.quiz.rounds import read as read_round
from lab.quiz.task import KINDS, LEVELS, topics
from lab.settings import LEAST, Settings
from lab.share import NAMES, OPTIONAL, decode, encode
from lab.state import Editing, Selection, fresh, settled
from pooling import OPERATORS, PoolingError
from tests.hostile import model, words
from tests.hostile.amount import cases, portions
from tests.pooling import loops
from ui.demos.open_lesson import first, fitting

#: What a message calls a field of a link, where it is not the field's name.
CALLED = {"x": ["input"], "grad_output": ["upstream gradient"], "whole_plane": ["global"], "stepping": ["step"]}
CALLED |= {name: ["kernel_size", "padding", "dilation", "window"] for name in ("kernel_size", "padding", "dilation")}


def some_lab(chance: Random):
    """A state that a visitor can have."""
    rng, base = np.random.default_rng(chance.randrange(2**32)), fresh()
    height, width = (chance.randint(1, 7) if chance.random() < 0.9 else 16 for _ in range(2))
    settings = Settings(
        chance.choice(list(OPERATORS)), (chance.randint(1, 4), chance.randint(1, 4)), (chance.randint(1, 3),) * 2,
        (chance.randint(0, 1), 0), (1, chance.randint(1, 2)), chance.random() < 0.5, chance.random() < 0.5,
        chance.choice((None, None, 3, -2)), chance.choice((1.0, 2.0, 3.0)), chance.random() < 0.1,
    )  # fmt: skip
    lab = replace(
        base,
        height=height,
        width=width,
        canvas=rng.integers(-4, 5, base.canvas.shape).astype(float),
        grad_canvas=rng.integers(-4, 5, base.grad_canvas.shape) / 4,
        settings=fitted(settings, height, width),
        selection=Selection(chance.choice(("window", "cell")), chance.randint(0, 16), chance.randint(0, 16)),
        input_editing=Editing(drafts={(0, 0): words.text(chance, 500)[:401]} if chance.random() < 0.5 else {}),
        example=chance.choice(list(EXAMPLES)),
        seed=chance.randint(0, 9999),
    )
    return settled(lab)


def some_fields(chance: Random) -> dict[str, Any]:
    """A link's fields, of which some are not as Share makes them."""
    return words.changed(unpack(encode(some_lab(chance))), chance)


def link_of(fields: Any) -> str:
    """Fields as a link; the text 1e400 stands for the number, that Python would not write."""
    return words.packed(json.dumps(fields).replace('"1e400"', "1e400"))


def holds(lab) -> None:
    """A state within its limits, whose two passes are those of the definition."""
    size = (lab.height, lab.width)
    layer = model.layer_of(lab.settings, size)
    assert max(size) <= LARGEST_SIDE
    assert model.is_legal(layer, size)
    assert np.isfinite(lab.canvas).all()
    assert np.isfinite(lab.grad_canvas).all()
    model.check(layer, lab.x.tolist(), lab.grad_output.tolist(), lab.pooled().output, lab.grad_input)
    inside = lab.grad_output.shape if lab.selection.kind == "window" else size
    assert 0 <= lab.selection.row < inside[0]
    assert 0 <= lab.selection.column < inside[1]
    assert 0 <= lab.stepping.at <= LARGEST_STEP


def grid_said(given: Any) -> Any:
    """A grid of a link as numbers; None where it holds one that is none."""
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        return None
    numbers = [[model.number_of(v) if isinstance(v, str) else v for v in row] for row in given]
    sound = all(isinstance(v, (int, float)) and not isinstance(v, bool) for row in numbers for v in row)
    return numbers if sound else None


def drafts_said(given: Any) -> Any:
    """The drafts of a link that are drafts, the last of a cell, as far as they are kept."""
    try:
        return {
            (name, r, c): text[:401]
            for name, entries in given.items()
            for (r, c), text in {(r, c): text for r, c, text in entries}.items()
            if model.number_of(text) is None
        }
    except (AttributeError, TypeError, ValueError):
        return None


def said_alike(name: str, given: Any, kept: Any, settings: dict[str, Any]) -> bool:
    """Whether a link's field says what was kept of it."""
    if name in LEAST and isinstance(given, int):
        given = [given, given]
    if name in ("x", "grad_output"):
        given = grid_said(given)
    if name == "locks" and isinstance(given, list) and all(isinstance(v, str) and v in LEAST for v in given):
        given = sorted({v for v in given if len(set(settings[v])) == 1})
    if name == "drafts":
        return drafts_said(given) == drafts_said(kept)
    return given == kept


def told(name: str, dropped: list[str]) -> bool:
    called = [f"{name} must be part of the link", *CALLED.get(name, [name])]
    return any(word in message for word in called for message in dropped)


def kept_or_named(fields: dict[str, Any], lab, dropped: list[str], case: str) -> None:
    """Of every field either all is in the state, or a message names it."""
    kept = {"drafts": {}} | unpack(encode(lab))
    for name in NAMES[1:]:
        if name in OPTIONAL and name not in fields:
            continue
        same = name in fields and said_alike(name, fields[name], kept[name], kept["settings"])
        assert same or told(name, dropped), f"{case} {name}"
    settings = fields.get("settings")
    if isinstance(settings, dict):
        for name, value in kept["settings"].items():
            same = name in settings and said_alike(name, settings[name], value, kept["settings"])
            assert same or told(name, dropped), f"{case} {name}"
    assert not set(fields) - set(NAMES) or any(m.startswith("link must hold no fields") for m in dropped)


def is_short(messages: list[str]) -> bool:
    return len(messages) < 30 and all(len(message) < 400 for message in messages)


@portions(1400, 75)
def test_a_link_with_odd_fields(seed, many):
    for case, chance in cases("fields", seed, many):
        fields = some_fields(chance)
        lab, dropped = decode(link_of(fields))
        read_ = unpack(link_of(fields)) if not dropped or not dropped[0].startswith("link must be") else {}
        if read_:
            kept_or_named(read_, lab, dropped, case)
        assert is_short(dropped), case
        holds(lab)
        assert decode(encode(lab))[1] == [], case


@portions(300, 25)
def test_a_link_that_is_damaged(seed, many):
    for case, chance in cases("damaged", seed, many):
        good = encode(some_lab(chance))
        text = words.damaged(good, chance)
        lab, dropped = decode(text)
        assert dropped or encode(lab) == good or text == good, case
        assert is_short(dropped), case
        holds(lab)


@portions(300, 25)
def test_a_link_of_any_kind_on_a_lesson(seed, many):
    """The lesson's size, layer and controls hold; grids that fit are kept; every step can be told and shown."""
    for case, chance in cases("lesson", seed, many):
        lesson = LESSONS[chance.choice(list(LESSONS))]
        fields = unpack(encode(first(lesson)))
        fields["knobs"] = chance.choice((
            {},
            {name: words.value(chance) for name in fields["knobs"]},
            {name: value for name, value in fields["knobs"].items() if chance.random() < 0.5},
            fields["knobs"] | {words.text(chance, 300): words.value(chance)},
            words.value(chance),
        ))  # fmt: skip
        if chance.random() < 0.3:
            fields = words.changed(fields, chance)
        lab, dropped = decode(link_of(fields), lambda lesson=lesson: first(lesson))
        fixed = fitting(lesson, lab)
        assert fixed.x.shape == lesson.x.shape, case
        assert set(fixed.knobs) == set(lesson.start()), case
        assert fixed.settings == lesson.layer(fixed.knobs), case
        assert all(knob.check(fixed.knobs[knob.name]) == fixed.knobs[knob.name] for knob in lesson.knobs), case
        changed = {name for name, value in lab.knobs.items() if fixed.knobs.get(name, None) != value}
        assert not changed or fixed.notice, case
        holds(fixed)
        shown = lessons_case(fixed)
        step = chance.choice(lesson.steps)
        assert step.tell(shown), case
        assert step.show(shown), case
        assert lesson.predict is None or lesson.predict(shown).name, case
        assert is_short(dropped), case


def lessons_case(lab):
    from figures.lessons.kit.lesson import Case

    return Case(lab.x, lab.grad_output, lab.settings, lab.knobs, LIGHT)


def photo_said(chance: Random) -> dict[str, str]:
    """An address of the Image page, of which some is sound."""

    def whole() -> str:
        return str(chance.choice((0, 1, 2, 3, 7, 8, 16, 63, 64, 65, -1, 99999)))

    sound = {
        "op": lambda: chance.choice([*offered(), "lp"]),
        "kernel_size": whole,
        "stride": whole,
        "padding": lambda: str(chance.randint(0, 5)),
        "ceil_mode": lambda: chance.choice(("true", "false", "True")),
        "close_up": lambda: chance.choice(("true", "false")),
        "rows": lambda: f"{chance.randint(0, 9)}-{chance.randint(0, 12)}",
        "columns": lambda: f"{chance.randint(0, 9)}-{chance.randint(0, 12)}",
    }
    names = [name for name in PHOTO_NAMES if chance.random() < 0.5]
    return {n: sound[n]() if n in sound and chance.random() < 0.6 else words.text(chance) for n in names}


@portions(400, 25)
def test_an_address_of_the_image_page(seed, many):
    for case, chance in cases("photo", seed, many):
        size = chance.choice(((1024, 1024), (1, 1), (3, 70), (64, 65)))
        before, said = PhotoLab(Photo(np.zeros((*size, 3), np.uint8))), photo_said(chance)
        if before.largest_kernel < before.kernel_size:
            before = replace(before, kernel_size=before.largest_kernel)
        lab, dropped = read(said, before)
        kernel, stride, padding = lab.kernel_size, lab.stride or lab.kernel_size, lab.padding
        assert 1 <= kernel <= min(64, *size), case
        assert 1 <= stride <= 64, case
        assert 0 <= padding <= kernel // 2, case
        layer = loops.Layer("max", (kernel,) * 2, (stride,) * 2, (padding,) * 2, ceil_mode=lab.ceil_mode)
        out = tuple(loops.output_length(n, layer, axis) for axis, n in enumerate(size))
        assert lab.output_size == out, case
        spans = (lab.region.rows, lab.region.columns)
        assert all(0 <= low < high <= n for (low, high), n in zip(spans, out, strict=True)), case
        again = {"op": lab.op, "kernel_size": str(kernel), "padding": str(padding), "stride": str(lab.stride)}
        again |= {name: str(getattr(lab, name)).lower() for name in ("ceil_mode", "close_up")}
        again |= {n: f"{low}-{high - 1}" for n, (low, high) in zip(("rows", "columns"), spans, strict=True)}
        for name, text in said.items():
            numbers = "-".join(part.lstrip("0") or "0" for part in text.split("-"))
            named = lab.notice if name == "picture" else [m for m in dropped if m.startswith(name)]
            assert named or again.get(name, "") in (text, numbers), f"{case} {name}"
        assert is_short([*dropped, lab.notice]), case
        assert all(len(text) < 100 for text in query(lab).values()), case


def quiz_name(chance: Random) -> str:
    """The name of a question, or nearly."""
    parts = [chance.choice(("7", "0", "9999", "10000", "-1", "007", "٧", "7.0", "")), chance.choice([*LEVELS, "EASY"])]
    parts += [chance.choice([*topics(), "sum"]), chance.choice(("0", "9", "10", "00", "²", "1e1"))]
    if chance.random() < 0.3:
        parts[chance.randrange(4)] = words.text(chance, 3000)
    return "-".join(parts if chance.random() < 0.9 else parts[:-1])


def round_name(chance: Random) -> str:
    """The name of a question of a round of one's own, or nearly."""
    parts = [chance.choice(("7", "9999", "10000")), chance.choice([*LEVELS, "EASY"])]
    parts.append(".".join(chance.choice([*topics(), "sum"]) for _ in range(chance.randint(1, 7))))
    parts.append(chance.choice(("0", "9", "12", "29", "30", "end", "²")))
    parts += chance.choice(([], ["of12"], ["of30"], ["of31"], ["of"], ["of99999999"]))
    parts += chance.choice(([], [".".join(chance.choice([*OPERATORS, "x"]) for _ in range(chance.randint(1, 3)))]))
    parts += [words.text(chance, 300)] if chance.random() < 0.1 else []
    return "-".join(parts)


@portions(300, 25)
def test_the_name_of_a_round(seed, many):
    for case, chance in cases("round", seed, many):
        try:
            found, number = read_round(round_name(chance))
        except PoolingError as error:
            refused = str(error)
        else:
            refused = ""
            assert read_round(found.name(number)) == (found, number), case
            if number < found.count:
                holds_question(found.task(number))
        assert len(refused) < 400, case


def is_question(name: str) -> bool:
    """Whether a name names a question, by the rule alone."""
    seed, level, topic, number = parts if len(parts := name.split("-")) == 4 else ("", "", "", "")
    whole = all(part.isascii() and part.isdecimal() and len(part) <= 5 for part in (seed, number))
    return whole and int(seed) <= 9999 and level in LEVELS and topic in topics() and int(number) <= 9


@portions(300, 25)
def test_the_name_of_a_question(seed, many):
    for case, chance in cases("name", seed, many):
        name = quiz_name(chance)
        try:
            task = quiz.named(name)
        except PoolingError as error:
            refused = str(error)
        else:
            refused = ""
            holds_question(task)
        assert bool(refused) != is_question(name), case
        assert len(refused) < 400, case


def holds_question(task) -> None:
    """A question's two passes are those of the definition."""
    layer = loops.Layer(**{name: getattr(task.spec, name) for name in loops.Layer._fields})
    back = task.pooled.backward(task.grad_output)
    model.check(layer, task.x.tolist(), task.grad_output.tolist(), task.pooled.output, back)


def some_answers(chance: Random) -> dict[str, Any]:
    """Answers and scores as an address holds them, some of them sound."""
    answers: dict[str, Any] = {}
    for _ in range(chance.choice((0, 1, 3, 30))):
        name = quiz_name(chance)
        shape = quiz.named(name).answer.shape if is_question(name) else (2, 2)
        cells: Any = [[chance.choice((None, 1, 2.5, "3")) for _ in range(shape[1])] for _ in range(shape[0])]
        value: Any = [chance.choice((None, [0, 0], [99, 0], [True, 0])), cells, [[0, 0, "ab"]], chance.random() < 0.5]
        if chance.random() < 0.5:
            value[chance.randrange(4)] = words.value(chance)
        answers[name] = value if chance.random() < 0.9 else words.value(chance)
    scores = {quiz_name(chance): chance.choice((True, False, True, 1, None)) for _ in range(chance.choice((0, 2, 300)))}
    return {"answers": answers, "scores": scores}


@portions(300, 25)
def test_what_was_predicted(seed, many):
    """A link brings at most two tries, each a cell that a grid can have or a number that a visitor can type."""
    for case, chance in cases("predicted", seed, many):
        sound = {"of": "ab12", "tries": [chance.choice(([0, 15], 2.5, -1e9))], "told": chance.random() < 0.5}
        fields = words.changed(sound, chance) if chance.random() < 0.8 else sound
        found = predicted.decode(words.packed(json.dumps(fields)))
        assert len(found.tries) <= predicted.TRIES, case
        for answer in found.tries:
            cell = isinstance(answer, tuple) and all(0 <= at < LARGEST_SIDE for at in answer)
            assert cell or abs(answer) <= 1e9, case
        assert predicted.decode(predicted.encode(found)) == found or not (found.tries or found.told), case
        assert found != predicted.Predicted() or fields != sound, case


@portions(300, 25)
def test_answers_and_scores(seed, many):
    for case, chance in cases("answers", seed, many):
        fields = some_answers(chance)
        if chance.random() < 0.3:
            fields = words.changed(fields, chance)
        text = link_of(fields) if chance.random() < 0.8 else words.damaged(link_of(fields), chance)
        answers, scores = quiz.decode(text)
        assert len(answers) <= quiz.MOST_ANSWERS, case
        assert len(scores) <= quiz.MOST_SCORES, case
        assert all(is_question(name) and isinstance(right, bool) for name, right in scores.items()), case
        for name, one in answers.items():
            shape = quiz.named(name).answer.shape
            assert one.cells.shape == shape, case
            assert (np.isnan(one.cells) | (np.abs(one.cells) <= model.LARGEST)).all(), case
            assert one.clicked is None or all(0 <= n < most for n, most in zip(one.clicked, shape, strict=True)), case
            assert all(r < shape[0] and c < shape[1] for r, c in one.editing.drafts), case
        again = quiz.decode(quiz.encode(answers, scores))
        assert list(again[0]) == [name for name, one in answers.items() if not one.is_empty], case
        assert again[1] == scores, case


def some_lesson(chance: Random) -> own_lesson.OwnLesson:
    """A lesson of somebody's own about a state that a visitor can have."""
    lab = some_lab(chance)
    steps = tuple(
        own_lesson.OwnStep(words.text(chance, 80)[:80], words.text(chance, 900)[:900], ("input", "grad_input"))
        for _ in range(chance.randint(1, 5))
    )
    return replace(own_lesson.begun(lab.x, lab.grad_output, lab.settings), title="Mine", steps=steps)


@portions(300, 25)
def test_a_lesson_and_a_quiz_of_somebody_s_own(seed, many):
    for case, chance in cases("own", seed, many):
        lab = some_lab(chance)
        asked = own.OwnCase(chance.choice(list(KINDS)), lab.settings, lab.x, lab.grad_output)
        made = [(own_lesson.decode, own_lesson.encode(some_lesson(chance))), (own.decode, own.encode([asked]))]
        for take, whole in made:
            text = link_of(words.changed(unpack(whole), chance)) if chance.random() < 0.7 else whole
            try:
                found = take(text)
            except PoolingError as error:
                found, refused = None, str(error)
            else:
                refused = ""
            assert len(refused) < 1000, case
            if isinstance(found, own_lesson.OwnLesson):
                assert max(found.x.shape) <= LARGEST_SIDE, case
                assert lesson_of(found).case(LIGHT).grad_input.shape == found.x.shape, case
            else:
                assert all(np.isfinite(one.task(0).answer).all() for one in found or ()), case
