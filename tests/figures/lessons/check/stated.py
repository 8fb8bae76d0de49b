"""The numbers that the lesson on finite differences states, computed from the definition."""

from tests.pooling.loops import Layer, backward, forward, output_cells, real_cells

LAYER = Layer("max", (2, 2), (2, 2))
X = [[1.0, 3.5, 2.0, 0.0], [3.0, 2.0, 7.0, 7.0], [5.0, 1.0, 0.0, 3.0], [2.0, 6.0, 8.0, 4.0]]
G = [[1.0, 2.0], [3.0, -1.0]]
H = 0.001
CELLS = [(r, c) for r in range(4) for c in range(4)]
GRADIENT = backward(X, LAYER, G)


def loss(layer=LAYER, at=None, by=0.0, plane=X, upstream=G):
    """E, after the cell `at` was moved."""
    moved = [[v + by if (r, c) == at else v for c, v in enumerate(row)] for r, row in enumerate(plane)]
    output = forward(moved, layer)[0]
    return sum(g * y for gs, ys in zip(upstream, output, strict=True) for g, y in zip(gs, ys, strict=True))


def window(at):
    """The number of each cell in the window that holds `at`; windows do not overlap here."""
    held = next(cells for i, j in output_cells(4, 4, LAYER) if at in (cells := real_cells(i, j, 4, 4, LAYER)))
    return [X[r][c] for r, c in held]


def tied(at):
    value, numbers = X[at[0]][at[1]], window(at)
    return value == max(numbers) and numbers.count(value) > 1


def room(at):
    """How far a cell is from the best of the others in its window."""
    others = window(at)
    others.remove(X[at[0]][at[1]])
    return abs(X[at[0]][at[1]] - max(others))


KINKS = [at for at in CELLS if tied(at)]
SMOOTH = [at for at in CELLS if not tied(at)]
AT = max(SMOOTH, key=lambda at: abs(GRADIENT[at[0]][at[1]]))
RISE = loss(at=AT, by=H) - loss(at=AT, by=-H)
WORST = max(abs((loss(at=at, by=H) - loss(at=at, by=-H)) / (2 * H) - GRADIENT[at[0]][at[1]]) for at in SMOOTH)
TIE = KINKS[0]
LEFT = round((loss() - loss(at=TIE, by=-H)) / H, 9)
RIGHT = round((loss(at=TIE, by=H) - loss()) / H, 9)
SENT = G[TIE[0] // 2][TIE[1] // 2]
#: The answers offered, in their order, without those that are there already: the left slope, the right one, the mean …
OFFERED = list(dict.fromkeys([LEFT, RIGHT, (LEFT + RIGHT) / 2, SENT, -SENT]))[:4]

STATED = {
    "card": [],
    "step 1": [
        loss(), *AT, H, GRADIENT[AT[0]][AT[1]],
        *AT, *AT, *AT, RISE, 2 * H, round(RISE / (2 * H), 9), 4, 4, 2, 2, 2, 2,
    ],
    "step 2": [2 * 16, 16, len(SMOOTH), WORST, len(KINKS), 4, 4],
    "step 3": [*TIE, RIGHT, LEFT, GRADIENT[TIE[0]][TIE[1]], 4, 4],
    "step 4": [min(map(room, SMOOTH)), 1, 25, 0, 4, 4],  # 1: of "1/h"; 25 steps, two a decade; "above 0"
    "question 1": [*TIE, *OFFERED, LEFT, RIGHT],
    "question 2": [16, 32, 16, 17, 2],
}  # fmt: skip
