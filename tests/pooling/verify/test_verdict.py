"""What a verdict says: right, the mistake, a factor, an offset, a shape, or the first wrong cell."""

import numpy as np
import pytest

from pooling import PoolingError, PoolSpec, verify
from pooling.verify import Case, judge
from pooling.verify.search import given

X = np.array([[1.0, 5.0, 3.0, 9.0, 2.0]])
CASE = Case(X, PoolSpec("max", (1, 3), 1), np.array([[4.0, 2.0, 1.0]]))
RNG = np.random.default_rng(0)
BATCH = Case(RNG.normal(size=(2, 3, 6, 5)), PoolSpec("avg", 2, 2), RNG.normal(size=(2, 3, 3, 2)))


def test_right_is_said_to_be_right():
    verdict = judge([[0, 4, 0, 3, 0]], CASE)
    assert (verdict.ok, verdict.text) == (True, "Your gradient is right in all 5 cells.")


def test_assigning_is_named_with_the_windows_of_the_first_wrong_cell():
    assert judge([[0, 4, 0, 1, 0]], CASE).text == (
        "Your gradient is, in all 5 cells, what assigning (=) gives instead of adding (+=). 1 of them differs from the "
        "right one. First wrong cell: (0, 3): yours is 1, right is 3 = 2 + 1, sent by windows (0, 1), (0, 2)."
    )


def test_the_two_lines_of_code_are_side_by_side():
    mistake = judge([[0, 4, 0, 1, 0]], CASE).mistakes[0]
    assert (mistake.right, mistake.wrong) == (
        "grad_input[r, c] += grad_output[i, j]",
        "grad_input[r, c] = grad_output[i, j]",
    )


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        ([[0, 16, 0, 12, 0]], "Yours is 4 times the right one. 2 of 5 cells differ."),
        ([[0, -4, 0, -3, 0]], "Yours is −1 times the right one. 2 of 5 cells differ."),
        ([[0.5, 4.5, 0.5, 3.5, 0.5]], "Yours is the right one plus 0.5 in every cell. 5 of 5 cells differ."),
        ([[0, 4, 0, 7, 0]], "No known mistake gives this. 1 of 5 cells differs."),
    ],
)
def test_a_factor_and_an_offset_are_recognised(mine, said):
    assert judge(mine, CASE).text.startswith(said)


@pytest.mark.parametrize(
    ("side", "kernel", "said"),
    [
        (520, 2, "No known mistake gives this alone; pairs were not tried."),
        (600, 100, "Its windows have too many cells for the mistake to be looked for."),
    ],
)
def test_how_far_was_looked_is_said(side, kernel, said):
    case = Case(np.random.default_rng(0).normal(size=(side, side)), PoolSpec("max", kernel, 1))
    mine = case.right("grad_input").copy()
    mine[0, 0] += 1
    assert judge(mine, case).text.startswith(said)


def test_where_several_mistakes_fit_a_case_tells_them_apart():
    verdict = judge([[0, 1, 0]], Case(np.array([[1.0, 5.0, 3.0]]), PoolSpec("max", (1, 2), 1)))
    assert [mistake.name for mistake in verdict.mistakes] == ["assign", "overwrite"]
    results = [given(verdict.tell_apart, "grad_input", (verify.MISTAKES[m.name],)) for m in verdict.mistakes]
    assert not np.array_equal(*results)


@pytest.mark.parametrize(
    ("grad", "said"),
    [
        ([[-2.0, 4.0]], "right is 0.5 = 0.25·(−2) + 0.25·4, sent by windows (0, 0), (0, 1)."),
        ([[1 / 3, 4.0]], "right is 1.08333 ≈ 0.25·0.333333 + 0.25·4, sent by windows (0, 0), (0, 1)."),
    ],
)
def test_an_equation_says_equals_of_whole_numbers_alone_and_brackets_what_is_negative(grad, said):
    case = Case(np.ones((2, 3)), PoolSpec("avg", 2, 1), np.array(grad))
    mine = case.right("grad_input").copy()
    mine[0, 1] += 40
    assert said in judge(mine, case).text


def test_numbers_that_differ_late_are_written_until_they_do():
    case = Case(np.array([[1 / 3]]), PoolSpec("max", 1))
    assert "yours is 0.3333334, right is 0.3333333:" in judge([[0.33333336]], case, "output").text


def test_one_cell_is_not_called_all():
    case = Case(np.array([[3.0]]), PoolSpec("max", 1), np.array([[2.0]]))
    assert judge([[2.0]], case).text == "Your gradient is right in its one cell."
    assert judge([[1.0]], case).text.startswith("Your gradient is, in its one cell, what forgetting")


def test_another_convention_is_said_to_be_one():
    case = Case(np.array([[3.0, 3.0]]), PoolSpec("max", (1, 2)), np.array([[4.0]]))
    verdict = judge([[2.0, 2.0]], case)
    assert [(mistake.name, mistake.allowed) for mistake in verdict.mistakes] == [("split", True)]
    assert "That is a convention rather than a mistake, but not that of PyTorch." in verdict.text


def test_a_shape_that_no_mistake_gives_is_told():
    verdict = judge(np.zeros((4, 4)), CASE)
    assert verdict.text == "Your gradient is of shape 4 × 4, but must have shape 1 × 5."
    assert verdict.wrong.all()


def test_channels_in_the_other_place_are_recognised():
    verdict = judge(np.moveaxis(BATCH.right("grad_input"), 1, -1), BATCH)
    assert verdict.text.endswith("Its numbers are right: only the channels are last.")


def test_a_transposed_gradient_is_named_by_its_shape():
    verdict = judge(BATCH.right("grad_input").swapaxes(2, 3), BATCH)
    assert [mistake.name for mistake in verdict.mistakes] == ["transposed"]
    assert "It has shape 2 × 3 × 5 × 6, but must have shape 2 × 3 × 6 × 5." in verdict.text


@pytest.mark.parametrize("data_format", ["NCHW", "NHWC"])
def test_wrong_cells_are_counted_by_plane(data_format):
    last = data_format == "NHWC"
    x, grad = (np.moveaxis(a, 1, -1) if last else a for a in (BATCH.x4, BATCH.grad4))
    case = Case(x, BATCH.spec, grad, data_format)
    mine = case.right("grad_input").copy()
    mine[(1, 0, 0, 2) if last else (1, 2, 0, 0)] += 1
    assert judge(mine, case).planes().tolist() == [[0, 0, 0], [0, 0, 1]]


def test_progress_goes_from_0_to_1():
    told = []
    judge(np.ones((1, 5)), CASE, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_html_marks_a_wrong_cell_by_a_sign_and_has_no_script():
    html = judge([[0, 4, 0, 1, 0]], CASE)._repr_html_()
    assert "1 ✗" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Case(np.ones(3), PoolSpec()), "x must have 2 to 4 axes, but got 1"),
        (
            lambda: Case(np.ones((2, 2)), PoolSpec(), None, "CHW"),
            "data_format must be one of NCHW, NHWC, but got 'CHW'",
        ),
        (lambda: Case(np.ones((2, 2)), PoolSpec(), [[1, 2]]), "grad_output must have shape (1, 1), but got (1, 2)"),
        (lambda: Case(np.ones((2, 2)), "max"), "spec must be a PoolSpec, but got 'max'"),
        (lambda: Case(np.ones((2, 2)), PoolSpec(axes=1)), "spec must pool two axes, but got 1"),
        (
            lambda: judge([[1]], Case(np.ones((2, 2)), PoolSpec("avg")), "indices"),
            "what must be output or grad_input (avg pooling chooses no one cell, so it has no indices), "
            "but got 'indices'",
        ),
        (lambda: judge([[1]], CASE, "mask"), "what must be one of output, indices, grad_input, but got 'mask'"),
        (lambda: judge([[1], [1, 2]], CASE), "mine must be a rectangular array of numbers, but got [[1], [1, 2]]"),
        (lambda: judge(X, CASE, rtol=-1.0), "rtol must be at least 0, but got -1.0"),
        (lambda: judge(X, CASE, atol=np.nan), "atol must be at least 0, but got nan"),
        (lambda: judge([["a"]], CASE), "mine must hold integers or floats, but got dtype <U1"),
        (lambda: verify.grad_input([[1]], [[1]], kernel=1), "a parameter must be one of PoolSpec's, but got 'kernel'"),
        (
            lambda: verify.backward(lambda x: x, "mode"),
            "operator must be one of max, avg, min, lp, range, but got 'mode'",
        ),
        (
            lambda: verify.backward(lambda x, foo: x),
            "the function must have parameters of known names (x, grad_output, kernel_size, stride, padding, …), "
            "but got 'foo'",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused(make, message):
    with pytest.raises(PoolingError) as error:
        make()
    assert str(error.value) == message
