"""Markdown as HTML: the few marks that lessons use; all else is text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.marked import marked
from figures.stories.safe import safe

#: What Markdown or LaTeX may make of it: no script, no address, nothing that is loaded.
HARMLESS = {"p", "ul", "ol", "li", "strong", "em", "code", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac",
            "msub", "msup", "msubsup", "munder", "mover", "munderover", "msqrt"}  # fmt: skip


class Tags(HTMLParser):
    """The names of all elements, and of all attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("a **b *c* `d`**", "<p>a <strong>b <em>c</em> <code>d</code></strong></p>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        (r"a\*b\*", "<p>a*b*</p>"),
        ("`a*b*`", "<p><code>a*b*</code></p>"),
        ("$x$", "<p><math><mrow><mi>x</mi></mrow></math></p>"),
        (r"$\href{x}{y}$", r"<p><code>\href{x}{y}</code></p>"),
        ("<b> [a](b)", "<p>&lt;b&gt; [a](b)</p>"),
    ],
)
def test_markdown_is_written_so(text, said):
    assert marked(text) == said


@given(st.text("ab1<>\"'&*`$\\_^{}[]()!#:/.-\n ", max_size=40))
def test_whatever_a_stranger_writes_no_other_element_comes_of_it(text):
    for written in (text, safe(text)):
        read = Tags(marked(written))
        assert read.tags <= HARMLESS
        assert read.attributes <= {"width", "stretchy", "form", "displaystyle", "style"}


def test_a_list_goes_on_with_its_numbers():
    assert marked("1. a\n\nb\n\n2. c").endswith('<ol start="2"><li>c</li></ol>')


def test_what_is_nested_too_deeply_is_shown_as_it_is():
    formula = "\\bar" * 400 + "x"
    assert marked(f"${formula}$") == f"<p><code>{formula}</code></p>"
