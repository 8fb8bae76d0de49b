"""Every page by links of every kind: it is drawn to its end, shows what is true, names what it dropped, works on."""

from __future__ import annotations

from random import Random
from typing import Any

from figures.lessons import LESSONS
from lab.fields import LARGEST_STEP
from lab.link import unpack
from lab.quiz.task import LEVELS, topics
from lab.share import decode, encode
from lab.state import fresh
from pooling import OPERATORS
from pooling.frameworks import CONVENTIONS
from pooling.frameworks import FRAMEWORKS as EVERY
from tests.hostile import words
from tests.hostile.amount import cases, portions
from tests.hostile.test_links import link_of, photo_said, quiz_name, some_answers, some_fields
from tests.hostile.visit import EXPLORE, FRAMEWORKS, IMAGE, LESSON, MATHEMATICS, QUIZ, STEP, Visit, is_plain, shows
from tests.lab.test_share import link
from tests.pages.screen import LABELS
from ui.demos.open_lesson import first

#: The frameworks that the table can show.
COMPARED = [name for name, framework in EVERY.items() if framework.conventions]


def some_state(chance: Random, lesson: str = "") -> str:
    """A state as an address holds it, more or less."""
    way = chance.randrange(6)
    if way == 0:
        return "~" + chance.choice(("0" * 24, "", "x" * 7000, words.text(chance)))
    if way == 1:
        return words.damaged(encode(fresh()), chance)
    if lesson in LESSONS and way < 5:
        return link_of(words.changed(unpack(encode(first(LESSONS[lesson]))), chance))
    return link_of(some_fields(chance))


def query(chance: Random, file: str) -> dict[str, str]:
    """An address of a page: its own words and those of others, sound and not."""
    lesson = chance.choice([*LESSONS, words.text(chance)])
    sound: dict[str, Any] = {
        "s": lambda: some_state(chance, lesson if file == LESSON else ""),
        "a": lambda: link_of(some_answers(chance)),
        "quiz": lambda: quiz_name(chance),
        "lesson": lambda: lesson,
        "step": lambda: chance.choice(("1", "2", "3", "0", "99", "٢", "-1", "1.0", "1e1")),
        "left": lambda: chance.choice(list(CONVENTIONS)),
        "right": lambda: chance.choice(list(CONVENTIONS)),
        "columns": lambda: ",".join(chance.choices(list(COMPARED), k=chance.randint(1, 4))),
        "present": lambda: chance.choice(("true", "false", "1")),
    }
    own = {EXPLORE: ["s"], STEP: ["s", "quiz", "a"], LESSON: ["lesson", "step", "s"], QUIZ: ["quiz", "a"]}
    own |= {FRAMEWORKS: ["s", "left", "right", "columns"], MATHEMATICS: ["s"], IMAGE: []}
    likely = own[file] if chance.random() < 0.9 else ["quiz", "a", "lesson"]
    said = {name: make() for name, make in sound.items() if chance.random() < (0.8 if name in likely else 0.1)}
    said |= photo_said(chance) if file == IMAGE else {}
    for name in list(said):
        if chance.random() < 0.15:
            said[name] = words.text(chance)
    if chance.random() < 0.1:
        said[words.text(chance, 300) or "x"] = words.text(chance)
    return said


def dropped(said: dict[str, str], file: str) -> bool:
    """Whether an address says something of the page's own that is none, by the rules alone."""
    whole = said.get("step", "1").isdecimal()
    if file == LESSON and "lesson" in said and said["lesson"] not in LESSONS:
        return True
    if file == LESSON and said.get("lesson") in LESSONS and said.get("step", "1") and not whole:
        return True
    if file == FRAMEWORKS and any(said.get(side) and said[side] not in CONVENTIONS for side in ("left", "right")):
        return True
    if file == FRAMEWORKS and said.get("columns") and not set(said["columns"].split(",")) <= set(COMPARED):
        return True
    if file in (STEP, LESSON, QUIZ) and "quiz" in said:
        seed, level, topic, number = parts if len(parts := said["quiz"].split("-")) == 4 else ("",) * 4
        ascii_ = all(n.isascii() and n.isdecimal() and len(n) <= 5 for n in (seed, number))
        if not (ascii_ and int(seed) <= 9999 and int(number) <= 9 and level in LEVELS and topic in topics()):
            return True
    if file in (EXPLORE, STEP, FRAMEWORKS, MATHEMATICS) and said.get("s") is not None:
        # Step through shows a question in place of the grid, and the warning waits for the grid.
        return not (file == STEP and "quiz" in said) and not said["s"].startswith("~") and bool(decode(said["s"])[1])
    return False


def works(visit: Visit, chance: Random) -> None:
    """Another click does what it says, on whatever the page shows now."""
    at, file = visit.at, visit.file
    keys = {button.key for button in at.button}
    if "leave_quiz" in keys:
        way = "previous_step" if at.button(key="next_step").disabled else "next_step"
        before = visit.said()["quiz"]
        visit.run(at.button(key=way).click())
        assert visit.said()["quiz"] != before
        visit.run(visit.at.button(key="leave_quiz").click())
        assert "quiz" not in visit.said()
    elif file == IMAGE:
        op = chance.choice([name for name in ("max", "avg", "min") if name != at.session_state["photo"].op])
        visit.run(at.button_group(key="photo_op").set_value(op))
        assert visit.at.session_state["photo"].op == op
        assert visit.said().get("op", "max") == op
    elif file == LESSON and "next_step" in keys:
        way = "previous_step" if at.button(key="next_step").disabled else "next_step"
        before = visit.said().get("step", "1")
        visit.run(at.button(key=way).click())
        assert visit.said()["step"] != before
    elif file == QUIZ:
        visit.run(at.button(key="begin_quiz").click())
        assert visit.said()["quiz"].endswith("-easy-any-0")
    elif file == LESSON:
        visit.run(at.button(key="open_ties").click())
        assert visit.said()["lesson"] == "ties"
    else:
        operator = chance.choice([name for name in OPERATORS if name != visit.lab().settings.operator])
        visit.run(at.button_group(key="set_operator").set_value(LABELS[operator]))
        assert visit.lab().settings.operator == operator
        assert decode(visit.said()["s"])[0].settings.operator == operator or visit.said()["s"].startswith("~")


def holds(visit: Visit) -> None:
    """What is on screen is true, and plain."""
    is_plain(visit)
    at, said = visit.at, visit.said()
    if any(button.key == "leave_quiz" for button in at.button):
        return
    if visit.file == LESSON and said.get("lesson") in LESSONS:
        shows(visit, said["lesson"])
    elif visit.file == IMAGE:
        photo(at.session_state["photo"])
    elif visit.file not in (LESSON, QUIZ):
        shows(visit)


def photo(lab: Any) -> None:
    """The Image page asks for no more than the picture has."""
    rows, columns = lab.output_size
    assert rows * columns <= 4 * lab.photo.pixels[..., 0].size
    assert 1 <= lab.kernel_size <= 64


@portions(320, 24)
def test_a_page_by_any_link(seed, many):
    for case, chance in cases("page", seed, many):
        file = chance.choice((EXPLORE, STEP, STEP, LESSON, LESSON, LESSON, QUIZ, FRAMEWORKS, MATHEMATICS, IMAGE))
        said = query(chance, file)
        try:
            visit = Visit(file, **said)
            holds(visit)
            assert not dropped(said, file) or visit.at.warning, "nothing is told"
            works(visit, chance)
            holds(visit)
            visit.reload()
            holds(visit)
        except Exception as error:
            shown = {name[:40]: text[:200] for name, text in said.items()}
            raise AssertionError(f"{case} {file} {shown}: {error}") from error


def test_the_longest_pass_by_link_is_bounded():
    """16×16 cells, windows of 16×16 with padding, tap by tap: what is made of it is counted in thousands."""
    cells, sends = [[0.0] * 16] * 16, [[1.0] * 17] * 17
    layer = {"kernel_size": 16, "stride": 1, "padding": 8}
    text = link(height=16, width=16, x=cells, grad_output=sends, stepping=["both", "tap", 0], **layer)
    visit = Visit(STEP, s=text)
    shows(visit)
    assert visit.at.slider(key="fallback_step").max <= 20_000 < LARGEST_STEP
