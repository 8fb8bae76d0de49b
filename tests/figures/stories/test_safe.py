"""A stranger's Markdown: what is allowed is shown as meant, all else as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.plain import plain
from figures.stories.safe import COMMANDS, is_formula, safe

ALLOWED = {
    "*a*": "*a*",
    "**a b**": "**a b**",
    "`x[0] = *y*`": "`x[0] = *y*`",
    "$x_1^2$": "$x_1^2$",
    r"$\frac{\partial E}{\partial x}$": r"$\frac{\partial E}{\partial x}$",
    "- a\n- b": "- a\n- b",
    "1. a\n2) b": "1. a\n2. b",
    "a\n- b\nc": "a\n\n- b\n\nc",
    "a\n\nb": "a\n\nb",
}


@pytest.mark.parametrize(("text", "shown"), ALLOWED.items())
def test_what_is_allowed_is_shown(text, shown):
    assert safe(text) == shown


REFUSED = [
    *("[a](http://b.c)", "![a](http://b.c)", "<b>a</b>", "<script>", "# a", "> a", "| a | b |", "---", "http://a.b"),
    *("www.a.b", ":streamlit:", ":red[a]", "a@b.c", "[a]: http://b.c", "&lt;", "~~a~~", "_a_"),
    *(r"$\href{http://a.b}{c}$", r"$\includegraphics{a}$", r"$\rule{9em}{9em}$", r"$\def\a{b}$", "$#1$"),
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_allowed_is_text(text):
    assert safe(text) == plain(text)


@pytest.mark.parametrize("text", [r"\color{red}", r"\htmlClass{a}{b}", r"\url{a}", "{" * 9 + "}" * 9, "}{", "x%y", " "])
def test_a_formula_that_can_do_more_than_be_read_is_none(text):
    assert not is_formula(text)


@given(st.text(st.sampled_from("ab <>[]()!#*`$_\\:/.-\n1\u202e" + "www"), max_size=40))
def test_no_mark_is_left_but_those_that_are_made(text):
    shown = safe(text)
    rest = re.sub(r"(?<!\\)`[^`\n]+`", "", shown)
    rest = re.sub(r"(?<!\\)\$[^$\n]*(?<!\\)\$", "", rest)
    bare = re.sub(r"\\.", "", rest)
    assert not set(bare) & set("<>[]()!#_`:/\u202e")


def test_no_command_loads_or_colours():
    assert not COMMANDS & {"href", "url", "includegraphics", "color", "htmlData", "def", "newcommand", "rule", "kern"}
