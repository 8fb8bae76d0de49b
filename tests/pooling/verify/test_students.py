"""Five typical student solutions: right ones pass on every hard case they can be asked, and each bug is named."""

import pytest

from pooling import verify
from tests.pooling.verify import students

BACKWARD = [
    (
        students.loops,
        "max",
        ["assign", "zeros", "min_for_max", "upstream_forgotten", "not_cropped", "cropped_at_the_start"],
    ),
    (students.mask_equality, "max", ["overwrite", "every_tie", "split", "last_tie"]),
    (students.im2col, "max", ["assign", "transposed"]),
    (students.stride_tricks, "avg", ["not_divided", "by_output"]),
]


@pytest.mark.parametrize(("student", "operator"), [row[:2] for row in BACKWARD])
def test_a_right_solution_passes(student, operator):
    report = verify.backward(student(), operator)
    assert report.ok
    assert len(report.tried) >= 4


@pytest.mark.parametrize(("student", "operator", "bug"), [(s, o, bug) for s, o, bugs in BACKWARD for bug in bugs])
def test_a_bug_is_named(student, operator, bug):
    report = verify.backward(student([bug]), operator)
    assert bug in [mistake.name for mistake in report.mistakes]


@pytest.mark.parametrize(
    "bugs", [("assign", "zeros"), ("assign", "upstream_forgotten"), ("zeros", "cropped_at_the_start")]
)
def test_two_bugs_are_named_as_a_pair_in_some_case(bugs):
    report = verify.backward(students.loops(bugs), "max")
    named = {mistake.name for each in report.failed for mistake in each.verdict.mistakes}
    assert " + ".join(sorted(bugs, key=list(verify.MISTAKES).index)) in named
    assert all(each.verdict.mistakes for each in report.failed)


def test_a_right_forward_pass_passes_with_its_indices():
    report = verify.forward(students.sliding(), "max")
    assert report.ok
    assert {each.verdict.what for each in report.tried} == {"output", "indices"}


@pytest.mark.parametrize("bug", ["channels", "stride_and_kernel", "index_in_window"])
def test_a_bug_of_a_forward_pass_is_named(bug):
    report = verify.forward(students.sliding([bug]), "max")
    assert not report.ok
    assert all(bug in [mistake.name for mistake in each.verdict.mistakes] for each in report.failed if each.verdict)
