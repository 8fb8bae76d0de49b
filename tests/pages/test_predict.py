"""The question that opens a lesson, by its links, without a browser; who clicks a cell is in tests/browser."""

from dataclasses import replace

import pytest

from figures.lessons import LESSONS
from figures.theme import LIGHT
from lab.predicted import Predicted, decode, encode
from lab.share import encode as encode_lab
from tests.pages.screen import run, visited
from ui.demos.open_lesson import first

OVERLAP = LESSONS["overlap"]
QUESTION = OVERLAP.predict(OVERLAP.case(LIGHT))
ASKED = QUESTION.name


def opened(**words):
    return visited("pages/2_Lessons.py", lesson="overlap", **words)


def typed(at, text):
    """The page after an answer was typed and checked."""
    at.text_input[0].set_value(text)
    return run(next(button for button in at.button if button.label == "Check").click())


def tables(at):
    return "".join(html.proto.body for html in at.get("html"))


def result_is_shown(at):
    return 'aria-label="Input gradient"' in tables(at)


def test_the_result_is_not_on_the_page_before_the_answer_is():
    at = opened()
    assert QUESTION.title in tables(at)
    assert not result_is_shown(at)
    assert not at.success


def test_a_right_answer_shows_the_result_and_the_reason():
    at = typed(opened(), "12")
    assert at.success[0].value == f"Right: 12. {QUESTION.why}"
    assert result_is_shown(at)
    assert not at.text_input


def test_a_wrong_answer_gets_the_hint_of_its_mistake_and_another_try():
    at = typed(opened(), "5")
    assert at.error[0].value.startswith("Not 5. That is what one window sends. Assigning (=) keeps one")
    assert not result_is_shown(at)
    assert "one more try" in tables(at)
    at = typed(at, "12")
    assert at.success[0].value.startswith("Right: 12.")


def test_a_mistake_that_is_not_known_gets_the_general_hint():
    assert typed(opened(), "100").error[0].value == f"Not 100. {QUESTION.hint}"


def test_after_two_wrong_answers_it_is_told():
    at = typed(typed(opened(), "5"), "100")
    assert at.error[0].value == "Not 100. It is 12."
    assert QUESTION.why in [words.value for words in at.markdown]
    assert result_is_shown(at)


def test_it_is_told_to_whoever_asks():
    at = run(opened().button(key="tell_answer").click())
    assert at.info[0].value == f"It is 12. {QUESTION.why}"
    assert result_is_shown(at)


@pytest.mark.parametrize("text", ["", "abc", "1e99", "nan"])
def test_what_is_no_number_is_no_try(text):
    at = typed(opened(), text)
    assert "answer must be a finite number" in at.error[0].value.replace("\\", "")
    assert "two tries" in tables(at)


def test_the_same_answer_again_is_no_other_try():
    at = typed(typed(opened(), "5"), "5")
    assert "one more try" in tables(at)


def test_the_address_has_the_answers_and_whoever_opens_it_finds_them():
    at = typed(opened(), "5")
    text = at.query_params["p"]
    assert decode(text) == Predicted(ASKED, (5.0,))
    again = opened(p=text)
    assert again.error[0].value == at.error[0].value


def test_other_numbers_are_another_question():
    canvas = first(OVERLAP).canvas.copy()
    canvas[0, 0] = 77
    lab = replace(first(OVERLAP), canvas=canvas)
    at = opened(p=encode(Predicted(ASKED, (5.0, 12.0))), s=encode_lab(lab))
    assert not at.success
    assert "two tries" in tables(at)


@pytest.mark.parametrize("tries", [((2, 2),), ((15, 15), (0, 0))])
def test_answers_to_a_question_of_another_kind_are_none(tries):
    at = opened(p=encode(Predicted(ASKED, tries)))
    assert not at.error
    assert "two tries" in tables(at)


def test_what_follows_a_right_answer_in_a_link_is_left_out():
    at = opened(p=encode(Predicted(ASKED, (12.0, 5.0))))
    assert at.success[0].value.startswith("Right: 12.")


def test_start_again_asks_anew():
    at = typed(opened(), "12")
    run(at.button(key="again").click())
    assert "two tries" in tables(at)
    assert "p" not in at.query_params


def test_the_steps_have_the_links_that_they_had_and_the_question_comes_before_the_first():
    at = run(opened().button(key="next_step").click())
    assert OVERLAP.steps[0].title in tables(at)
    assert at.query_params["step"] == "1"
    run(at.button(key="previous_step").click())
    assert QUESTION.title in tables(at)
    assert "step" not in at.query_params
    assert at.button(key="previous_step").disabled
