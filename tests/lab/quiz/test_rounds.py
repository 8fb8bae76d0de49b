"""Rounds of one's own: what a name says, that old names mean what they meant, and what is refused."""

import numpy as np
import pytest

from lab.quiz.answer import named
from lab.quiz.rounds import MOST_QUESTIONS, Asked, Round, read
from lab.quiz.task import LEVELS, task, topics
from lab.quiz.topics import kinds_of
from pooling import OPERATORS, PoolingError
from tests.pooling.checks import message_of, same


def alike(one, other):
    same(one.x, other.x)
    same(one.grad_output, other.grad_output)
    assert (one.kind, one.spec, one.asked) == (other.kind, other.spec, other.asked)


@pytest.mark.parametrize("topic", topics())
def test_an_old_name_asks_what_it_asked(topic):
    for number in range(10):
        found, at = read(f"7-medium-{topic}-{number}")
        assert found.is_plain
        assert (at, found.name(at)) == (number, f"7-medium-{topic}-{number}")
        alike(found.task(at), task(7, number, "medium", topic))


def test_topics_take_turns_and_each_keeps_its_own_questions():
    found = Round(7, "easy", ("overlap", "padding", "any"), 12)
    for number in range(12):
        alike(found.task(number), task(7, number // 3, "easy", ("overlap", "padding", "any")[number % 3]))
    assert {found.task(number).kind for number in range(0, 12, 3)} == set(topics()["overlap"].kinds)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", topics())
def test_every_operator_of_a_topic_can_be_asked_about_alone(topic, level):
    for operator in dict.fromkeys(topics()[topic].operators):
        for number in range(3):
            one = Round(3, level, (topic,), operators=(operator,)).task(number)
            assert one.spec.operator == operator
            assert one.kind in kinds_of(OPERATORS[operator])


@pytest.mark.parametrize(
    "one",
    [
        Round(7, "easy"),
        Round(0, "hard", ("ties", "padding"), 3),
        Round(9999, "medium", ("any",), MOST_QUESTIONS, ("max", "avg")),
        Round(1, "easy", ("backward",), operators=("min",)),
    ],
    ids=str,
)
def test_a_name_there_and_back(one):
    for number in range(one.count + 1):
        assert read(one.name(number)) == (one, number)
    assert Asked(one, one.count).is_end


@pytest.mark.parametrize(
    "name",
    [
        *("7-easy-any-10", "7-easy-any-3-of3", "7-easy-any-0-of0", "7-easy-any-0-of31", "7-easy-any-0-of"),
        *("7-easy-any.any-0", "7-easy-any.nothing-0", "7-easy-.-0", "7-easy-any-0-max.max", "7-easy-any-0-sum"),
        *("7-easy-ties-0-avg", "7-easy-average-0-of3-max", "7-easy-any-0-of3-max-x", "7-easy-any-0-max-of3"),
        *("7-easy-any-1-3", "7-easy-any-End", "x" * 9999, "7-easy-any-0-of3-" + "max." * 60, "7-easy-any-²-of3"),
    ],
)  # fmt: skip
def test_another_name_names_no_round(name):
    with pytest.raises(PoolingError) as refused:
        read(name)
    assert len(str(refused.value)) < 400


def test_a_summary_is_no_question():
    assert read("7-easy-any-end") == (Round(7, "easy"), 10)
    with pytest.raises(PoolingError, match="quiz must name a question"):
        named("7-easy-any-end")


def test_an_operator_that_a_topic_does_not_ask_about_is_named():
    assert message_of(read, "7-easy-ties-0-avg") == "operators for “Equal cells” must be among max, min, but got avg"


def test_questions_about_several_operators_are_about_all_of_them():
    asked = Round(5, "easy", ("forward",), 20, ("avg", "min"))
    assert {one.spec.operator for one in map(asked.task, range(20))} == {"avg", "min"}
    assert not any(np.isnan(asked.task(n).answer).any() for n in range(20))
