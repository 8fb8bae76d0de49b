"""Every word of art above a grid has its meaning, for every operator."""

import pytest

from figures.glossary import TERMS, meanings, words_in
from figures.lessons import LESSONS
from figures.pictures import GRIDS, titles
from figures.theme import LIGHT
from figures.voices import VOICES
from pooling import OPERATORS, PoolSpec, pool
from tests.pooling.worked import X


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_title_of_each_grid_that_is_a_word_of_art_is_told(operator):
    pooled = pool(X, PoolSpec(operator, 2))
    heads = titles(pooled)
    for grid in ("argmax", "grad_output", "grad_input"):
        assert next(iter(meanings(grid, pooled))) == heads[grid].title
    assert all(("E" in meanings(grid, pooled)) == ("∂E" in heads[grid].symbol) for grid in GRIDS)
    assert meanings("input", pooled) == {}


def test_a_mask_is_told_in_the_words_of_its_operator():
    assert "argmax of a window is the place of its largest cell" in VOICES["max"].mask_means
    assert "argmin of a window is the place of its smallest cell" in VOICES["min"].mask_means


@pytest.mark.parametrize("text", [*TERMS.values(), *(VOICES[name].mask_means for name in OPERATORS)])
def test_a_meaning_is_short_and_ends(text):
    assert len(text) < 220
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("slug", "step", "term", "means"),
    [
        ("network", 0, "Kernel", "of a convolution also the small grid of weights"),
        ("network", 3, "Kernel", "of a convolution also the small grid of weights"),
        ("row", 0, "Window", "The cells that one output is made of"),
        ("channels", 3, "Tie", "Several of the cells that are compared"),
    ],
)
def test_a_meaning_is_true_of_the_step_that_has_the_word(slug, step, term, means):
    """A kernel of weights is no window's size, and channels tie without a window."""
    case = LESSONS[slug].case(LIGHT)
    assert means in words_in(LESSONS[slug].steps[step].tell(case), case.pooled)[term]


def test_the_words_of_art_in_a_sentence_are_told_in_its_order():
    pooled = pool(X, PoolSpec("max", 2))
    told = words_in("Ties: where windows of stride 1 overlap, the argmax mask counts. Entries of Jacobians.", pooled)
    assert list(told) == ["Tie", "Window", "Stride", "Argmax mask", "Jacobian"]
    assert list(words_in("Right: input gradient", pooled)) == ["Input gradient", "E"]
    assert words_in("Each enters a cabin.", pooled) == {}
