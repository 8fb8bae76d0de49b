"""The table of rules: complete, and nothing in it without a witness."""

import re
from dataclasses import fields

import pytest

from pooling.frameworks.choices import Choices
from pooling.frameworks.conventions import CONVENTIONS
from pooling.frameworks.rules import RULES

OFFICIAL = r"https://(docs\.pytorch\.org|onnx\.ai|www\.tensorflow\.org|keras\.io)/\S+"


def test_every_choice_has_its_row():
    assert [name for name in RULES if name in {f.name for f in fields(Choices)}] == [f.name for f in fields(Choices)]


def test_a_point_stands_once():
    assert len({rule.point for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_row_tells_of_every_convention(rule):
    texts = [rule.text(key) for key in CONVENTIONS]
    assert texts == [rule.pytorch, rule.onnx, rule.keras, rule.keras, rule.zero_padding]
    assert all(texts)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_row_names_versions_and_official_pages(rule):
    assert all(re.search(r" \d+\.\d+\.\d+", version) for version in rule.checked)
    assert rule.checked
    assert all(re.fullmatch(OFFICIAL, source) for source in rule.sources)
    assert rule.sources


def test_conventions_that_choose_otherwise_read_otherwise():
    for name in (f.name for f in fields(Choices)):
        for a in CONVENTIONS:
            for b in CONVENTIONS:
                if getattr(CONVENTIONS[a].choices, name) != getattr(CONVENTIONS[b].choices, name):
                    same_words = RULES[name].text(a) == RULES[name].text(b)
                    assert not same_words or (a.startswith("keras") and b.startswith("keras")), (name, a, b)
