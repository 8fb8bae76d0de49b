"""The table of rules: complete, and nothing in it without a witness."""

import re
from dataclasses import fields

import pytest

from pooling.frameworks import CONVENTIONS, FRAMEWORKS
from pooling.frameworks.choices import Choices
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.rules import RULES, columns
from tests.pooling.checks import message_of

SITES = (
    "docs.pytorch.org", "onnx.ai", "www.tensorflow.org", "keras.io", "flax-linen.readthedocs.io",
    "www.paddlepaddle.org.cn", "docs.openvino.ai", "github.com/BVLC/caffe", "github.com/Tencent/ncnn",
    "docs.chainer.org", "mxnet.apache.org", "ai.google.dev", "apple.github.io/coremltools", "scikit-image.org",
)  # fmt: skip
OFFICIAL = f"https://({'|'.join(map(re.escape, SITES))})/\\S+"


def test_every_choice_has_its_row():
    assert [name for name in RULES if name in {f.name for f in fields(Choices)}] == [f.name for f in fields(Choices)]


def test_a_point_stands_once():
    assert len({rule.point for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_row_tells_of_every_convention(rule):
    texts = [framework.said(rule.name).text for framework in columns() for _ in framework.conventions]
    assert [rule.text(key) for key in CONVENTIONS] == texts
    assert all(texts)


@pytest.mark.parametrize("framework", columns(), ids=lambda framework: framework.label)
def test_a_framework_has_words_for_the_rows_alone(framework):
    assert list(framework.words) == list(RULES)


def test_a_row_that_a_framework_does_not_tell_of_raises(monkeypatch):
    silent = Framework("Abacus", "Abacus", {"abacus": CONVENTIONS["pytorch"]}, {"nan": Said("slips off")})
    monkeypatch.setitem(FRAMEWORKS, "abacus", silent)
    assert RULES["nan"].text("abacus") == "slips off"
    for ask in (lambda: RULES["tie"].text("abacus"), lambda: list(RULES["tie"].said)):
        assert message_of(ask) == "words of Abacus must tell of every rule, but got nothing for tie"


def test_a_row_collects_versions_and_pages_by_the_order_of_its_columns(monkeypatch):
    more = Framework(
        "Abacus", "Abacus", {"abacus": CONVENTIONS["pytorch"]}, {"nan": Said("slips off", ("Abacus 1.0",), ("a page",))}
    )
    before = RULES["nan"].checked, RULES["nan"].sources
    monkeypatch.setitem(FRAMEWORKS, "abacus", more)
    assert (RULES["nan"].checked, RULES["nan"].sources) == (before[0] + ("Abacus 1.0",), before[1] + ("a page",))
    assert columns()[-1] is more


def test_a_framework_that_only_writes_code_has_no_column():
    assert [framework.label for framework in FRAMEWORKS.values() if framework not in columns()] == [
        "NumPy", "NumPy alone", "Loops"
    ]  # fmt: skip


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_row_names_versions_and_official_pages(rule):
    assert all(re.search(r" \d+\.\d+", version) for version in rule.checked)
    assert rule.checked
    assert all(re.fullmatch(OFFICIAL, source) for source in rule.sources)
    assert rule.sources


def test_conventions_that_choose_otherwise_read_otherwise():
    for name in (f.name for f in fields(Choices)):
        for a in CONVENTIONS:
            for b in CONVENTIONS:
                if getattr(CONVENTIONS[a].choices, name) != getattr(CONVENTIONS[b].choices, name):
                    of_one = any({a, b} <= framework.conventions.keys() for framework in columns())
                    assert of_one or RULES[name].text(a) != RULES[name].text(b), (name, a, b)
