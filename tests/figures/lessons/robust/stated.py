"""The numbers that the lesson on shifts and noise states, computed from the definition: a shift to the right first."""

from lab.examples import PEAKS_X
from tests.pooling.loops import Layer, forward, output_cells, real_cells

MAX, AVERAGE = Layer("max", (2, 2), (2, 2)), Layer("avg", (2, 2), (2, 2))
X = PEAKS_X.tolist()
#: The control's value at the start.
NOISE = 0.25


def flat(plane):
    return [v for row in plane for v in row]


def moved(row, column):
    """X shifted: each cell takes the number that lies so many rows and columns back, at the border the nearest one."""
    return [[X[min(max(r - row, 0), 5)][min(max(c - column, 0), 5)] for c in range(6)] for r in range(6)]


def outputs(plane, layer):
    return flat(forward(plane, layer)[0])


def stay(plane, layer):
    """How many outputs of a shifted plane are as before."""
    return sum(a == b for a, b in zip(outputs(X, layer), outputs(plane, layer), strict=True))


def jump(plane, layer):
    return max(abs(a - b) for a, b in zip(outputs(X, layer), outputs(plane, layer), strict=True))


RIGHT, LEFT = moved(0, 1), moved(0, -1)
ORDERED = {at: sorted(X[r][c] for r, c in real_cells(*at, 6, 6, MAX)) for at in output_cells(6, 6, MAX)}
MARGINS = {at: values[-1] - values[-2] for at, values in ORDERED.items()}
AT = min(MARGINS, key=MARGINS.get)
LEAST = MARGINS[AT]
CHANGED = sum(a != b for a, b in zip(flat(X), flat(RIGHT), strict=True))
STAY = stay(RIGHT, MAX)

STATED = {
    "card": [],
    "step 1": [CHANGED, 36, 9 - STAY, 9, STAY, 6, 6, 3, 3, 6, 6],
    "step 2": [LEAST, *AT, *AT, ORDERED[AT][-1], ORDERED[AT][-2], LEAST, 6, 6, 3, 3, 3, 3],
    "step 3": [NOISE, NOISE, 2 * NOISE, NOISE, 2, 6, 6, 3, 3, 6, 6],
    "step 4": [STAY, 9, stay(RIGHT, AVERAGE), STAY, jump(RIGHT, MAX), stay(RIGHT, AVERAGE), jump(RIGHT, AVERAGE)],
    "question 1": [9, stay(LEFT, MAX), 9, 9 - stay(LEFT, MAX), 0],
    "question 2": [LEAST, LEAST / 2, LEAST, LEAST * 2],
}
