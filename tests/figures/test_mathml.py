"""Formulas as MathML: every one of the lessons can be read, and is markup that is whole."""

from xml.etree import ElementTree

import pytest

from figures.lessons import LESSONS
from figures.mathml import inline, mathml
from figures.stories.safe import COMMANDS
from figures.theme import LIGHT

#: What a stranger's command takes, where it takes something.
TAKES = {
    "frac": "{1}{2}", "tfrac": "{1}{2}", "dfrac": "{1}{2}", "sqrt": "2", "left": r"(x\right)", "right": "",
    "text": "{a}", "mathrm": "{a}", "mathbf": "{a}", "hat": "x", "bar": "x",
}  # fmt: skip


def within(latex):
    """The elements of a formula, without those around it all."""
    return inline(latex).removeprefix("<math><mrow>").removesuffix("</mrow></math>")


@pytest.mark.parametrize("slug", LESSONS)
def test_every_formula_of_a_lesson_is_read(slug):
    lesson = LESSONS[slug]
    case = lesson.case(LIGHT)
    for step in lesson.steps:
        if step.formula:
            ElementTree.fromstring(mathml(step.formula(case)))


@pytest.mark.parametrize("name", sorted(COMMANDS - {"right"}))
def test_every_command_that_a_stranger_may_use_is_read(name):
    ElementTree.fromstring(inline(rf"a \{name} {TAKES.get(name, '')} b"))


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        ("x_{12}^2", "<msubsup><mi>x</mi><mrow><mn>12</mn></mrow><mn>2</mn></msubsup>"),
        (r"\tfrac14", '<mfrac displaystyle="false"><mn>1</mn><mn>4</mn></mfrac>'),
        (r"\max_k x", "<munder><mi>max</mi><mi>k</mi></munder><mi>x</mi>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\text{a & <b}", "<mtext>a\N{NO-BREAK SPACE}&amp;\N{NO-BREAK SPACE}&lt;b</mtext>"),
        ("a - 1", "<mi>a</mi><mo>−</mo><mn>1</mn>"),
        ("(-1)", '<mo stretchy="false">(</mo><mo form="prefix">−</mo><mn>1</mn><mo stretchy="false">)</mo>'),
        ("= -1", '<mo>=</mo><mo form="prefix">−</mo><mn>1</mn>'),
    ],
)
def test_a_formula_is_written_so(latex, said):
    assert within(latex) == said


def test_lines_end_and_begin_where_they_are_told():
    cells = ElementTree.fromstring(mathml(r"\begin{aligned}a &= b\\ &= c\end{aligned}")).iter("mtd")
    assert [cell.get("columnalign") for cell in cells] == ["right", "left", "right", "left"]


@pytest.mark.parametrize("latex", [r"\href{a}{b}", r"\begin{matrix}1\end{matrix}", r"\left(x", r"\frac{1}", r"\text{a"])
def test_what_cannot_be_read_is_an_error(latex):
    with pytest.raises(LookupError):
        mathml(latex)
