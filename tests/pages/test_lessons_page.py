"""The gallery, the visitor's turn, the quiz and the frameworks by their links, without a browser."""

import json
import math
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest

from figures.citations import footnote
from figures.lessons import LESSONS
from figures.stories.quiz import question
from figures.theme import LIGHT
from lab.quiz.answer import Answer
from lab.quiz.answer import encode as encode_answers
from lab.quiz.rounds import Round
from lab.quiz.task import task
from lab.share import encode
from lab.state import Editing, fresh
from pooling import PoolingError
from tests.pages.screen import choose, run, told, visited
from ui.demos.open_lesson import first, fitting, length

ROOT = Path(__file__).resolve().parents[2]


def opened(file="pages/2_Lessons.py", **query):
    """A page by its link."""
    return visited(file, **query)


def written(at):
    """All the mark-up that is on the page."""
    return "".join(html.proto.body for html in at.get("html"))


def opening(slug):
    """What stands above what a lesson opens with."""
    lesson = LESSONS[slug]
    return lesson.predict(lesson.case(LIGHT)).title if lesson.predict else lesson.steps[0].title


def turn(slug):
    """The last step of a lesson."""
    return opened(lesson=slug, step=str(len(LESSONS[slug].steps) + 1))


def test_the_gallery_has_a_card_for_every_lesson():
    at = opened()
    text = written(at)
    assert all(lesson.teaches in text for lesson in LESSONS.values())
    cards = [button.label for button in at.button if (button.key or "").startswith("open_")]
    assert cards == [f"{n}. {lesson.title}" for n, lesson in enumerate(LESSONS.values(), 1)]


@pytest.mark.parametrize("slug", LESSONS)
def test_a_card_opens_its_lesson(slug):
    at = run(opened(step="3").button(key=f"open_{slug}").click())
    assert at.query_params == {"lesson": slug}
    assert opening(slug) in written(at)


@pytest.mark.parametrize("slug", ["nothing", "", "<script>", "x" * 1000], ids=["unknown", "empty", "markup", "long"])
def test_a_lesson_that_is_none_is_named_and_the_gallery_shown(slug):
    at = opened(lesson=slug)
    assert told(at)[0].startswith("lesson must be one of forward, routing, overlap")
    assert len(told(at)[0]) < 300
    assert LESSONS["forward"].teaches in written(at)


@pytest.mark.parametrize("step", ["0", "99", "-1", "two", "1.5", "²", "9" * 5000])
def test_a_step_that_is_none_is_named_and_the_first_shown(step):
    at = opened(lesson="overlap", step=step)
    assert told(at)[0].startswith("step must be an int from 1 to 5, but got")
    assert "step 1 of 5" in written(at)


@pytest.mark.parametrize(
    "text", ["", "7", "7-easy-any", "7-easy-any-10", "70000-easy-any-0", "7-easy-any-0-0", "x" * 9999]
)
def test_a_question_that_is_none_is_named_and_the_lesson_shown(text):
    at = opened(lesson="overlap", step="1", quiz=text)
    assert told(at)[0].startswith("No question of the quiz is called ")
    assert len(told(at)[0]) < 200
    assert "step 1 of 5" in written(at)


@pytest.mark.parametrize("slug", LESSONS)
def test_every_lesson_ends_with_questions_the_code_and_a_check_of_one_s_own(slug):
    at = turn(slug)
    assert len(at.radio) == len(LESSONS[slug].questions)
    assert 2 <= len(at.radio) <= 4
    assert at.button(key="to_check").label == "Check your code"
    assert [tab.label for tab in at.tabs] == ["NumPy", "NumPy alone", "Loops", "PyTorch", "Keras", "ONNX"]
    assert len(at.code) == 6


def test_the_code_is_that_of_the_grid_on_screen():
    at = turn("overlap")
    found = {}
    exec(at.code[0].value, found)
    lab = at.session_state["lab:overlap"]
    np.testing.assert_array_equal(found["grad_input"], lab.pooled().backward(lab.grad_output))


@pytest.mark.parametrize("slug", LESSONS)
def test_a_question_says_what_is_right_and_why(slug):
    lesson = LESSONS[slug]
    at = turn(slug)
    for n, pose in enumerate(lesson.questions):
        posed = pose(lesson.case(LIGHT))
        assert at.radio[n].label == posed.ask
        run(at.radio[n].set_value(posed.right))
        check = [button for button in at.button if button.label == "Check"][n]
        run(check.click())
        assert at.success[0].value == f"Right: {posed.right}. {posed.why}"
        run(at.radio[n].set_value(posed.others[0]))
        run([button for button in at.button if button.label == "Check"][n].click())
        assert at.error[0].value == f"Not {posed.others[0]}: the answer is {posed.right}. {posed.why}"


def test_the_lesson_on_overlap_measures_how_often_it_matters():
    at = opened(lesson="overlap", step="4")
    run(at.number_input(key="many_overlap").set_value(200))
    run(at.button(key="measure_overlap").click())
    first = at.success[0].value
    assert "of 200 grids" in first
    run(at.button(key="measure_overlap").click())
    assert at.success[0].value != first  # another two hundred


def test_a_lesson_leaves_the_lab_of_the_other_pages_alone():
    at = opened("app.py")
    before = at.session_state["lab"]
    at.query_params["lesson"] = "ties"
    run(at.switch_page("pages/2_Lessons.py"))
    run(at.switch_page("app.py"))
    assert at.session_state["lab"] is before


def test_open_in_explore_takes_grid_and_layer_along():
    at = opened(lesson="overlap")
    run(at.button(key="to_explore").click())
    lab = at.session_state["lab"]
    np.testing.assert_array_equal(lab.x, LESSONS["overlap"].x)
    assert lab.settings == LESSONS["overlap"].settings
    assert lab.knobs == {}


@pytest.mark.parametrize(("slug", "filled"), [("padding", "negative"), ("forward", "worked"), ("overlap", "own")])
def test_explore_calls_a_lesson_s_grid_by_its_name_if_it_has_one(slug, filled):
    at = opened(lesson=slug)
    run(at.button(key="to_explore").click())
    assert run(at.switch_page("app.py")).selectbox(key="set_example").value == filled


def test_an_entry_with_a_decimal_comma_is_named_and_no_score():
    name = "7-easy-any-1"
    blank = np.full(task(7, 1, "easy").answer.shape, np.nan)
    answer = Answer(blank, editing=Editing(drafts={(0, 1): "1,5"}))
    at = opened("pages/6_Quiz.py", quiz=name, a=encode_answers({name: answer}, {}))
    run(at.button(key=f"check_{name}").click())
    assert at.error[0].value == "“1,5” at (0, 1) is no number. Write 1.5, with a point."
    assert "0 of 0 right" in written(at)


def test_start_again_brings_the_lesson_s_controls_back():
    at = opened(lesson="sizes", step="1")
    run(at.slider(key="knob_sizes_kernel").set_value(4))
    assert at.session_state["lab:sizes"].settings.kernel_size == (4, 4)
    run(at.button(key="again").click())
    assert at.slider(key="knob_sizes_kernel").value == LESSONS["sizes"].start()["kernel"]


@pytest.mark.parametrize(
    "file", ["pages/6_Quiz.py", "pages/2_Lessons.py", "pages/2_Demos.py", "pages/1_Step_through.py"]
)
def test_a_link_for_a_class_asks_everybody_the_same(file):
    at = opened(file, lesson="overlap", quiz="42-medium-overlap-3")
    assert question(task(42, 3, "medium", "overlap")) in written(at)
    assert "question 4 of 10" in written(at)
    run(at.button(key="next_step").click())
    assert question(task(42, 4, "medium", "overlap")) in written(at)
    run(at.button(key="leave_quiz").click())
    assert "question" not in written(at)


def test_an_answer_that_was_not_given_is_no_score():
    at = opened(lesson="overlap", quiz="42-easy-any-0")
    run(at.button(key="check_42-easy-any-0").click())
    assert at.error[0].value == "No cell is chosen yet."
    assert "0 of 0 right" in written(at)


def test_a_check_without_a_click_marks_no_cell():
    at = opened(lesson="overlap", quiz="42-easy-any-0")
    run(at.button(key="check_42-easy-any-0").click())
    assert at.error[0].value == "No cell is chosen yet."
    picker = next(data for c in at.get("bidi_component") if "chosen" in (data := json.loads(c.proto.json)))
    assert picker["marks"] == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_check_of_an_empty_sheet_marks_no_cell(number):
    name = f"42-easy-any-{number}"
    at = opened(lesson="overlap", quiz=name)
    run(at.button(key=f"check_{name}").click())
    assert at.error[0].value == "Nothing is filled in yet."
    editor = next(data for c in at.get("bidi_component") if "drafts" in (data := json.loads(c.proto.json)))
    assert editor["marks"] == []


def test_another_level_begins_another_round():
    at = opened(lesson="overlap", quiz="42-easy-any-5")
    run(at.button_group(key="quiz_level").set_value("hard"))
    assert question(task(42, 0, "hard", "any")) in written(at)
    run(at.number_input(key="quiz_seed").set_value(43))
    assert question(task(43, 0, "hard", "any")) in written(at)


def test_frameworks_compare_the_grid_of_the_lab():
    at = opened("pages/4_Frameworks.py", right="zero_padding")
    assert "PyTorch and Textbook zero padding give the same on this grid" in written(at)
    run(at.selectbox(key="set_example").set_value("negative"))
    assert "They differ in" in written(at)
    assert "padding value" in written(at)
    run(at.selectbox(key="choose_right").set_value("onnx"))
    assert "PyTorch and ONNX with its defaults give the same on this grid" in written(at)


def test_frameworks_say_what_they_call_an_operator_and_which_they_have_not():
    at = choose(opened("pages/4_Frameworks.py"), "range")
    assert "PyTorch has no range pooling: this is max_pool2d(x) + max_pool2d(−x)." in written(at)
    assert "Keras has no range pooling: this is MaxPooling2D(x) + MaxPooling2D(−x)." in written(at)
    choose(at, "lp")
    assert "Keras SAME has no such layer." in written(at)
    assert "operator must be one of max, avg, min, range in Keras, which has no Lp pooling, but got lp" in written(at)


def test_a_framework_that_is_none_is_named():
    at = opened("pages/4_Frameworks.py", left="theano")
    assert told(at)[0].startswith("left must be one of pytorch, onnx_exported, onnx, keras_valid")
    assert "PyTorch and Keras SAME" in written(at)


def test_the_grids_of_the_quiz_do_not_hold_the_answer():
    at = opened(lesson="overlap", quiz="7-medium-any-1")
    fills = [json.loads(c.proto.json) for c in at.get("bidi_component")]
    blank = next(data for data in fills if data.get("name") == "output")
    assert all(value is None for row in blank["values"] for value in row)
    assert all(text == "" for row in blank["labels"] for text in row)


def test_an_empty_sheet_is_no_score_and_shows_no_solution():
    at = opened(lesson="overlap", quiz="7-easy-any-1")
    run(at.button(key="check_7-easy-any-1").click())
    assert at.error[0].value == "Nothing is filled in yet."
    assert "0 of 0 right" in written(at)
    assert [toggle.label for toggle in at.toggle] == ["Present"]


@pytest.mark.parametrize("key", ["next_lesson", "previous_lesson", "all_lessons"])
def test_a_presentation_goes_on_from_lesson_to_lesson(key):
    at = opened(lesson="overlap", present="true")
    run(at.button(key=key).click())
    assert at.toggle(key="present").value
    assert at.query_params["present"] == "true"
    run(at.toggle(key="present").set_value(False))
    assert "present" not in at.query_params
    assert not at.toggle(key="present").value


@pytest.mark.parametrize("words", [{}, {"lesson": "ties", "step": "2"}, {"quiz": "42-easy-any-0"}], ids=str)
def test_the_address_of_before_shows_what_that_of_now_shows(words):
    before, now = opened("pages/2_Demos.py", **words), opened(**words)
    assert written(before) == written(now)
    assert before.query_params == now.query_params


def test_a_question_stands_under_the_name_of_the_quiz():
    assert "<h1>Quiz</h1>" in written(opened("pages/6_Quiz.py", quiz="42-easy-any-0"))
    assert "<h1>Quiz</h1>" in written(opened(quiz="42-easy-any-0"))
    assert "<h1>Quiz</h1>" in written(opened("pages/1_Step_through.py", quiz="42-easy-any-0"))


def test_a_round_is_chosen_left_and_gone_on_with():
    at = opened("pages/6_Quiz.py", quiz="1")
    assert told(at) == ["No question of the quiz is called '1'. Begin a new round instead."]
    at.button_group(key="round_topics").set_value(["ties"])
    run(at.button(key="begin_quiz").click())
    assert "question 1 of 10" in written(at)
    assert at.query_params["quiz"].endswith("-easy-ties-0")
    run(at.button(key="next_step").click())
    run(at.button(key="leave_quiz").click())
    assert "quiz" not in at.query_params
    run(at.button(key="go_on").click())
    assert "question 2 of 10" in written(at)


def test_a_round_of_one_s_own_is_chosen_and_says_what_it_is():
    at = opened("pages/6_Quiz.py")
    at.button_group(key="round_topics").set_value(["ties", "padding"])
    at.number_input(key="round_count").set_value(3)
    at.button_group(key="round_operators").set_value(["avg"])
    run(at.button(key="begin_quiz").click())
    assert at.error[0].value.startswith(r"There is no such round\: operators for “Equal cells” must be among max")
    at.button_group(key="round_operators").set_value(["min"])
    run(at.button(key="begin_quiz").click())
    assert "question 1 of 3" in written(at)
    assert at.query_params["quiz"].endswith("-easy-ties.padding-0-of3-min")
    assert "3 questions, easy, about equal cells and padding, of min" in at.caption[0].value


def test_a_junk_try_is_no_score_and_opens_nothing():
    name = "7-easy-any-1"
    junk = np.full(task(7, 1, "easy").answer.shape, np.nan)
    junk[0, 0] = 0
    at = opened("pages/6_Quiz.py", quiz=name, a=encode_answers({name: Answer(junk)}, {}))
    run(at.button(key=f"check_{name}").click())
    assert at.error[0].value.startswith("That is no try yet, and does not count: fill in at least 2 of the 4 cells")
    assert "0 of 0 right" in written(at)
    assert [toggle.label for toggle in at.toggle] == ["Present"]
    editor = next(data for c in at.get("bidi_component") if "drafts" in (data := json.loads(c.proto.json)))
    assert editor["marks"] == []


def test_a_teacher_s_link_opens_the_solution_and_no_try_counts():
    one = task(7, 1, "easy")
    name = "7-easy-any-1"
    answers = encode_answers({name: Answer(one.answer)}, {})
    at = opened("pages/6_Quiz.py", quiz=name, a=answers, solutions="open")
    assert "Show the whole solution" in [toggle.label for toggle in at.toggle]
    run(at.button(key=f"check_{name}").click())
    assert at.success[0].value == "Right: all 4 cells."
    assert "0 of 0 right" in written(at)


def test_after_the_last_question_comes_the_summary_with_a_code_that_the_page_reads_again():
    asked = Round(7, "easy", ("ties", "padding"), 3)
    scores = dict(zip(asked.names(), (True, False, None), strict=True))
    scores = {name: right for name, right in scores.items() if right is not None}
    at = opened("pages/6_Quiz.py", quiz=asked.name(2), a=encode_answers({}, scores))
    run(at.button(key="next_step").click())
    assert at.query_params["quiz"] == asked.name(3) == "7-easy-ties.padding-end-of3"
    assert "1 of 3 right at the first try, 1 not tried yet." in written(at)
    run(at.text_input(key="quiz_who").set_value("=Ada <b>*x*</b>"))
    text = at.code[0].value
    assert "no proof" in at.caption[0].value
    run(at.button(key="leave_quiz").click())
    run(at.text_area(key="quiz_codes").set_value(f"{text}\nnoise"))
    table = next(html for html in map(str, [written(at)]) if "Results" in html)
    assert "=Ada &lt;b&gt;*x*&lt;/b&gt;" in table
    assert "Equal cells 1 of 2; Padding 0 of 1, 1 not tried" in table
    assert "code must begin with PL1" in table


def led_to(at, label):
    """The words of the address that a link of the page leads to."""
    link = next(link.proto for link in at.main.get("page_link") if link.proto.label == label)
    return dict(parse_qsl(link.query_string))


def test_quiz_me_asks_about_the_lesson_and_knows_the_way_back():
    words = led_to(opened(lesson="ties", step="2"), "Quiz me")
    assert (words["lesson"], words["step"]) == ("ties", "2")
    assert words["quiz"].endswith("-easy-ties-0")
    at = opened("pages/6_Quiz.py", **words)
    assert led_to(at, "Back to the lesson") == {"lesson": "ties", "step": "2"}
    run(at.button(key="leave_quiz").click())
    assert led_to(opened(), "Quiz me")["quiz"].endswith("-easy-any-0")


def test_a_quiz_needs_no_lesson():
    at = opened(quiz="42-easy-any-0")
    assert question(task(42, 0, "easy", "any")) in written(at)
    run(at.button(key="leave_quiz").click())
    assert LESSONS["forward"].teaches in written(at)


def test_a_link_of_explore_on_a_lesson_keeps_the_grid_and_names_the_layer():
    at = opened(lesson="average", s=encode(fresh()))
    assert "layer must be the lesson's own, but got another" in told(at)[0]
    assert at.session_state["lab:average"].settings == LESSONS["average"].layer(LESSONS["average"].start())
    run(at.button(key="next_step").click())
    assert not at.warning


def test_a_link_of_a_lesson_on_explore_leaves_the_lesson_s_controls_behind():
    at = opened("app.py", s=encode(first(LESSONS["sizes"])))
    np.testing.assert_array_equal(at.session_state["lab"].x, LESSONS["sizes"].x)
    assert at.session_state["lab"].knobs == {}


def test_a_case_that_differs_is_one_click_away():
    at = opened("pages/4_Frameworks.py")
    run(next(button for button in at.button if button.label == "Show a case that differs").click())
    assert "padding value" in written(at)


def test_the_sidebar_s_layer_does_not_stand_beside_a_question_that_it_cannot_change():
    at = opened("pages/1_Step_through.py", quiz="42-easy-any-0")
    assert [widget.key for widget in at.slider] == []


def without(lesson, names):
    """A lesson's state as a link brings it that says nothing of some controls."""
    start = first(lesson)
    return replace(start, knobs={name: value for name, value in start.knobs.items() if name not in names})


@pytest.mark.parametrize("slug", LESSONS)
def test_controls_that_a_link_leaves_out_stand_as_at_first(slug):
    lesson = LESSONS[slug]
    for many in range(len(lesson.knobs) + 1):
        for names in combinations(lesson.start(), many):
            fixed = fitting(lesson, without(lesson, names))
            assert (fixed.knobs, fixed.notice) == (lesson.start(), "")
            assert fitting(lesson, fixed) is fixed


@pytest.mark.parametrize("slug", LESSONS)
def refusal(knob, value):
    """Why a control does not take a value; empty where it does."""
    try:
        knob.check(value)
    except PoolingError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("slug", LESSONS)
@pytest.mark.parametrize("value", [True, "no such", 1e300, -1, 2.25, 10**400, math.inf, "", "on"], ids=str)
def test_a_control_that_a_link_sets_wrongly_stands_as_at_first_and_is_named(slug, value):
    lesson = LESSONS[slug]
    for knob in lesson.knobs:
        fixed = fitting(lesson, replace(first(lesson), knobs={knob.name: value}))
        assert refusal(knob, value) in fixed.notice
        assert type(fixed.knobs[knob.name]) is type(knob.start)
        if refusal(knob, value):
            assert fixed.knobs == lesson.start()


def test_a_whole_number_for_a_slider_of_fractions_is_taken_as_one():
    fixed = fitting(LESSONS["operators"], replace(first(LESSONS["operators"]), knobs={"p": 2}))
    assert type(fixed.knobs["p"]) is float
    assert fixed.notice == ""


@pytest.mark.parametrize("slug", LESSONS)
def test_a_link_without_controls_opens_its_lesson_without_a_word(slug):
    at = opened(lesson=slug, s=encode(without(LESSONS[slug], LESSONS[slug].start())))
    assert not at.warning
    assert opening(slug) in written(at)
    assert at.session_state[f"lab:{slug}"].knobs == LESSONS[slug].start()


@pytest.mark.parametrize(("before", "now"), [("5", "3"), ("6", "4")])
def test_a_step_that_moved_to_a_lesson_of_its_own_is_found_there(before, now):
    at = opened(lesson="average", step=before)
    assert f"step {now} of {length(LESSONS['bounds'])}" in written(at)
    assert (at.query_params["lesson"], at.query_params["step"]) == ("bounds", now)
    assert not at.warning


def test_a_mistake_has_a_footnote_and_other_steps_have_none():
    assert footnotes_of(lesson="overlap", step="3") == [footnote(anchor) for anchor in ("E3", "E7", "E9")]
    assert footnotes_of(lesson="bounds", step="2") == [footnote("E1")]
    assert footnotes_of(lesson="overlap", step="1") == []


def footnotes_of(**words):
    return [text.value for text in opened(**words).markdown if re.match(r"E\d+(:| is a known mistake)", text.value)]


def test_a_grid_on_explore_becomes_a_question_of_a_quiz_of_one_s_own():
    at = opened("app.py")
    at.session_state["for_a_class"] = True
    run(at)
    assert at.radio(key="own_kind").options[0] == "Where does the gradient go?"
    run(at.button(key="add_to_quiz").click())
    run(at.radio(key="own_kind").set_value("output"))
    run(at.button(key="add_to_quiz").click())
    assert [case.kind for case in at.session_state["own_cases"]] == ["route", "output"]
    at = run(at.switch_page("pages/6_Quiz.py"))
    run(at.button(key="own_begin").click())
    assert "question 1 of 2" in written(at)
    assert "Max pooling, kernel 2, stride 2. The output cell (1, 0) receives the gradient 0.959" in written(at)
    words = dict(at.query_params.items())
    again = opened(
        "pages/6_Quiz.py", **{name: value if isinstance(value, str) else value[0] for name, value in words.items()}
    )
    assert "question 1 of 2" in written(again)
    run(again.button(key="leave_quiz").click())
    run(again.button(key="own_remove_0").click())
    assert [case.kind for case in again.session_state["own_cases"]] == ["output"]


def test_a_link_without_its_cases_says_so():
    at = opened("pages/6_Quiz.py", quiz="own-10afd229cc-0-of3")
    assert told(at)[0].startswith("quiz must come with its own cases")
    at = opened("pages/6_Quiz.py", quiz="own-10afd229cc-0-of3", cases="noise")
    assert told(at)[0].startswith("link must be one that this lab made")
