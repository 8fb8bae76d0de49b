"""What `make bench` prints of what it measured: a geometric mean for each race, beside what it must be and aims at."""

import pytest

from benchmarks.races import CASES, LINES_AND_VOLUMES, RACES, SHARED, SMALL
from benchmarks.report import END, START, summary, table, text, write


def measured(*without):
    """Figures in which every rival takes four times as long, in the mean; and some rivals are not installed."""

    def races(times):
        return {
            name: {}
            if race.rival in without
            else {str(case): {"Pooling Lab": 1.0, race.rival: times[n % 2]} for n, case in enumerate(race.cases)}
            for name, race in RACES.items()
        }

    return {
        "machine": {"processor": "abacus"},
        "races": {"1": races((2.0, 8.0)), "2": races((4.0, 4.0))},
        "workers": {"1 worker": 3.0, "2 workers": 2.0},
        "memory": {str(case): {"peak": 1.0, "most": 2.0} for case in CASES},
        "by kernel": {k: {"Pooling Lab, with indices": float(k)} for k in ("3", "31")},
    }


def row(lines, start):
    """The cells of the one row that begins so."""
    (line,) = [line for line in lines if line.startswith(f"| {start}")]
    return [cell.strip() for cell in line.strip("| ").split("|")]


@pytest.mark.parametrize(
    ("start", "goals"),
    {
        "forward with indices / PyTorch": ["5.5×", "8×"],
        "forward and backward / PyTorch": ["4×", "6×"],
        "forward alone / ONNX Runtime": ["0.9×", "1.3×"],
        "average / PyTorch": ["4×", "7×"],
        "lines and volumes / PyTorch": ["3×", "6×"],
    }.items(),
)
def test_every_aim_has_its_geometric_mean(start, goals):
    found = row(summary(measured()), start)
    cases = RACES[start.split(" / ")[0]].cases
    mean = 4 if len(cases) % 2 == 0 else 4 * 2 ** (-1 / len(cases))
    assert found[1:] == [f"{mean:.2f}×", "2.00×", "4.00×", *goals]


def test_a_small_call_aims_at_being_faster():
    assert row(summary(measured()), "a call on 16×28×28 / PyTorch")[-1] == "1×"
    assert [case.shape for case in SMALL] == [(1, 16, 28, 28)]


def test_two_workers_are_measured_in_turn_on_the_layer_that_is_aimed_at():
    assert row(summary(measured()), f"our time with 1 worker / with 2, {SHARED}")[3:] == ["1.50×", "1.3×", "1.7×"]
    assert str(SHARED) == "16×64×112×112, k 3, s 2, p 1"


def test_a_rival_that_is_not_installed_has_no_row():
    lines = text(measured("JAX"))
    assert not [line for line in lines if "JAX" in line]
    assert row(text(measured()), "forward alone, compiled / JAX")


def test_lines_and_volumes_are_both_raced():
    assert {case.axes for case in LINES_AND_VOLUMES} == {1, 3}


def test_what_takes_less_than_a_millisecond_has_more_digits():
    times = {"a": {"Pooling Lab": 1.0, "PyTorch": 0.0251}, "b": {"Pooling Lab": 12.345, "PyTorch": 1.0}}
    assert row(table(times, "PyTorch"), "a |")[1:] == ["1.00", "0.025", "0.03×"]
    assert row(table(times, "PyTorch"), "b |")[1:] == ["12.35", "1.00", "0.08×"]


def test_the_figures_stand_between_the_marks_of_the_readme(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n{START}old\n{END}After.\n", encoding="utf-8")
    write(measured(), tmp_path)
    told = readme.read_text(encoding="utf-8")
    assert told.startswith(f"Before.\n{START}")
    assert told.endswith(f"{END}After.\n")
    assert "old" not in told
    assert (tmp_path / "results" / "measured.json").exists()
