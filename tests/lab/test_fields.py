"""The fields of a link: what is legal is taken as it is, whatever else is refused with its rule."""

import pytest

from lab.examples import EXAMPLES
from lab.fields import example, locks, name_unknown, quiz, seed, selection, settings, stepping, take
from lab.quiz.topics import topics
from lab.settings import LEAST, Settings
from tests.pooling.checks import message_of

NESTED = [[[[]]]]


def test_a_legal_field_is_taken_without_a_word():
    dropped = []
    assert take({"seed": 7}, "seed", seed, 0, dropped) == 7
    assert dropped == []


def test_a_missing_field_is_told():
    dropped = []
    assert take({}, "seed", seed, 3, dropped) == 3
    assert dropped == ["seed must be part of the link, but got nothing"]


def test_a_missing_field_that_is_optional_is_not_told():
    dropped = []
    assert take({}, "seed", seed, 3, dropped, optional=True) == 3
    assert dropped == []


def test_unknown_fields_are_named_in_order():
    dropped = []
    name_unknown({"d": 1, "a": 1, "c": 1}, ["a", "b"], "link", dropped)
    assert dropped == ["link must hold no fields but a, b, but got ['c', 'd']"]


def test_known_fields_are_taken_without_a_word():
    dropped = []
    name_unknown({"a": 1}, ["a", "b"], "link", dropped)
    assert dropped == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example(name):
    assert example(name) == name


@pytest.mark.parametrize("value", ["", "Worked", None, 3, NESTED], ids=repr)
def test_what_is_no_example_is_refused(value):
    assert message_of(example, value) == f"example must be one of {', '.join(EXAMPLES)}, but got {value!r}"


@pytest.mark.parametrize("value", [0, 9999])
def test_a_seed(value):
    assert seed(value) == value


@pytest.mark.parametrize("value", [-1, 10000, 1.0, True, "1", None, NESTED], ids=repr)
def test_what_is_no_seed_is_refused(value):
    assert message_of(seed, value) == f"seed must be an int from 0 to 9999, but got {value!r}"


@pytest.mark.parametrize("value", [[], ["stride"], list(LEAST), ["stride", "stride"]], ids=str)
def test_locks(value):
    assert locks(value) == frozenset(value)


@pytest.mark.parametrize("value", ["stride", None, ["norm_type"], [1], NESTED, {"stride": 1}], ids=repr)
def test_what_are_no_locks_is_refused(value):
    message = f"locks must be a list of names among kernel_size, stride, padding, dilation, but got {value!r}"
    assert message_of(locks, value) == message


@pytest.mark.parametrize("value", [["window", 2, 3], ["cell", 4, 5], ["cell", 0, 0]], ids=str)
def test_a_selection(value):
    assert selection(value, (5, 6), (3, 4)) == tuple(value)


@pytest.mark.parametrize(
    "value",
    [None, "cell", ["cell", 1], ["row", 1, 1], [["cell"], 1, 1], ["cell", -1, 0], ["cell", 0.0, 0], ["cell", True, 0]],
    ids=repr,
)
def test_what_is_no_selection_is_refused(value):
    message = f'selection must be ["window" or "cell", row, column], but got {value!r}'
    assert message_of(selection, value, (5, 6), (3, 4)) == message


@pytest.mark.parametrize(
    ("value", "grid"),
    [
        (["window", 3, 0], "3×4 output"),
        (["window", 0, 4], "3×4 output"),
        (["cell", 5, 0], "5×6 input"),
        (["cell", 0, 6], "5×6 input"),
    ],
    ids=str,
)
def test_a_selection_outside_its_grid_is_refused(value, grid):
    assert message_of(selection, value, (5, 6), (3, 4)) == f"selection must lie in the {grid}, but got {value!r}"


def test_settings_are_no_list():
    assert message_of(settings, [1], []) == "settings must be an object, but got list"


def test_a_bad_setting_leaves_the_others():
    dropped = []
    given = {name: getattr(Settings("min"), name) for name in Settings.__dataclass_fields__} | {"stride": 0}
    assert settings(given, dropped) == Settings("min")
    assert dropped == ["stride must be an int or a pair of ints, each at least 1, but got 0"]


@pytest.mark.parametrize("value", [["forward", "window", 0], ["gather", "tap", 200_000]], ids=repr)
def test_a_place_in_a_pass_is_taken(value):
    assert stepping(value) == tuple(value)


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], ["forward", "window"], ["sideways", "tap", 0], [[], "tap", 0], ["both", "cell", 0]),
        *(["both", "tap", at] for at in (-1, 1.0, True, 200_001)),
    ],
    ids=repr,
)
def test_what_is_no_place_in_a_pass_is_named(value):
    rule = "stepping must be [one of forward, backward, gather, both, one of window, tap, an int from 0 to 200000]"
    assert message_of(stepping, value) == f"{rule}, but got {value!r}"


@pytest.mark.parametrize("value", [[0, "easy", "any", 0], [9999, "hard", "padding", 9]], ids=repr)
def test_a_question_is_taken(value):
    assert quiz(value) == tuple(value)


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], [7, "easy", "any"], [7, "easy", "any", 0, 0], "easy", {"seed": 7}),
        *([seed, "easy", "any", 0] for seed in (-1, 10_000, 1.0, True, "1", None)),
        *([7, level, "any", 0] for level in ("Easy", "any", 0, None, [])),
        *([7, "easy", topic, 0] for topic in ("all", "easy", 0, None, {})),
        *([7, "easy", "any", number] for number in (-1, 10, 1.0, False, "1", None)),
    ],
    ids=repr,
)
def test_what_is_no_question_is_named(value):
    known = ", ".join(topics())
    names = f"one of easy, medium, hard, one of {known}"
    rule = f"quiz must be [an int from 0 to 9999, {names}, an int from 0 to 9]"
    assert message_of(quiz, value) == f"{rule}, but got {value!r}"
