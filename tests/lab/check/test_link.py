"""What is on the Check page comes back from its address: as it was pasted, or by the name of the file."""

from dataclasses import replace

import numpy as np
import pytest

from lab.check.examples import EXAMPLES, opened
from lab.check.link import decode, encode
from lab.check.state import Check, as_text
from lab.link import MOST_CHARACTERS, pack
from lab.settings import Settings
from tests.pooling.checks import same

PASTED = {"x": "1 2\n3 4", "grad_output": "", "mine": "[[0, 0], [0, 1]]"}


def back(check):
    found, dropped = decode(encode(check))
    assert dropped == []
    return found


def test_what_was_pasted_comes_back_letter_by_letter():
    check = Check(Settings("avg", (2, 1), (1, 1)), "output", "NHWC", PASTED, plane=(0, 0), cell=(1, 0), task="cells")
    found = back(check)
    for name in ("settings", "what", "data_format", "plane", "cell", "task"):
        assert getattr(found, name) == getattr(check, name)
    assert found.texts == {role: text for role, text in PASTED.items() if text}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_back_with_its_arrays(name):
    check = opened(name)
    found = back(replace(check, plane=(0, 0)))
    assert (found.example, found.plane) == (name, (0, 0))
    same(found.given("mine"), check.given("mine"))


def test_a_file_is_named_for_it_is_in_no_link():
    check = Check(texts={"x": "1 2"}, arrays={"mine": np.ones((1, 2))}, files={"mine": "mine.npy"})
    found = back(check)
    assert not found.has("mine")
    assert found.notice == "Files and long texts are in no link: bring mine.npy again."


def test_a_text_too_long_for_a_link_is_named_and_the_others_come_back():
    long = as_text(np.random.default_rng(0).normal(size=(60, 60)))
    text = encode(Check(texts={"x": long, "mine": "1 2"}))
    assert len(text) <= MOST_CHARACTERS
    found, _ = decode(text)
    assert found.texts == {"mine": "1 2"}
    assert "the long text for X" in found.notice


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", "loss"), ("what", 3), ("data_format", "CHW"), ("texts", {"x": 3}), ("texts", {"z": "1"}),
        ("texts", []),
        ("texts", {"x": "1" * 190_000}), ("files", {"x": "a" * 101}), ("example", "none"), ("plane", [0]),
        ("plane", [0, -1]), ("plane", [0, 1.5]), ("cell", "ab"), ("cell", [True, 0]), ("task", "all"), ("task", None),
    ],
)  # fmt: skip
def test_what_is_no_state_is_dropped_and_named(field, value):
    good = {"settings": {}, "what": "output", "data_format": "NCHW"}
    _, dropped = decode(pack(good | {field: value}))
    assert any(field in said for said in dropped)


@pytest.mark.parametrize("text", ["", "~", "a" * 30_000, pack({}), pack({"x": 1})])
def test_anything_else_gives_a_beginning(text):
    found, dropped = decode(text)
    assert dropped
    assert found.settings == Settings()
