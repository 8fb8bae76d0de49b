"""The numbers that the lesson on the Jacobian states, computed from the definition."""

from tests.pooling.loops import Layer, backward, derivative, forward, output_cells, real_cells

LAYER = Layer("max", (2, 2), (1, 1))
X = [[1.0, 3.0, 2.0], [4.0, 0.0, 6.0], [2.0, 5.0, 1.0]]
G = [[1.0, 2.0], [3.0, 4.0]]
ROW, COLUMN = 1, 5
CELLS = list(output_cells(3, 3, LAYER))


def jacobian(plane, layer):
    """∂y/∂x, a row for each output cell, from the windows one by one."""
    height, width = len(plane), len(plane[0])
    rows = []
    for i, j in output_cells(height, width, layer):
        local = derivative(i, j, plane, layer)
        rows.append([local.get((r, c), 0.0) for r in range(height) for c in range(width)])
    return rows


def pieces(n):
    """A whole number with a comma at every thousand, as the numbers between the commas."""
    return [int(piece) for piece in f"{n:,}".split(",")]


J = jacobian(X, LAYER)
WINNER = J[ROW].index(1.0)
SENDERS = [o for o in range(4) if J[o][COLUMN]]
SENT = [G[o // 2][o % 2] for o in SENDERS]
HELD = sum(divmod(COLUMN, 3) in real_cells(i, j, 3, 3, LAYER) for i, j in CELLS)
#: The smallest cell, raised above all others.
LOW = min(range(9), key=lambda n: X[n // 3][n % 3])
TOP = max(map(max, X)) + 1
RAISED = jacobian([[TOP if 3 * r + c == LOW else X[r][c] for c in range(3)] for r in range(3)], LAYER)
CHANGED = sum(a != b for before, after in zip(J, RAISED, strict=True) for a, b in zip(before, after, strict=True))
SIDES = [3, 32, 224]
SIZES = [((n - 1) ** 2, n * n, (n - 1) ** 2 * n * n) for n in SIDES]
FILLED = sum(v != 0 for row in J for v in row)
SHAPES = [3, 3, 4, 9]

STATED = {
    "card": [],
    "step 1": [
        3, 9, 4, ROW, ROW, 1, WINNER, *divmod(WINNER, 3), 36, FILLED, 0,
        ROW, ROW, J[ROW][WINNER], X[WINNER // 3][WINNER % 3], forward(X, LAYER)[0][ROW // 2][ROW % 2],
        *SHAPES, 9, 1, 4, 1,
    ],
    "step 2": [
        COLUMN, COLUMN, COLUMN, HELD, len(SENDERS), len(SENDERS), COLUMN, COLUMN,
        *(n for g in SENT for n in (1, g)), backward(X, LAYER, G)[COLUMN // 3][COLUMN % 3], 2, 2, 9, 4, 4, 1, 9, 1,
    ],
    "step 3": [LOW, TOP, CHANGED, 3, 3, LOW, 3, 3, 4, 9, LOW, 4, 9],
    "step 4": [
        224, 224, *pieces(SIZES[2][2]), round(SIZES[2][2] * 8 / 1e9, 1), 0, 0,
        *(
            n for side, (outputs, inputs, entries) in zip(SIDES, SIZES, strict=True)
            for n in (side, side, *pieces(outputs), *pieces(inputs), *pieces(entries), *pieces(outputs))
        ),
    ],
    # The right answer, then those that differ from it: the windows that hold the cell, 1, all outputs, none.
    "question 1": [COLUMN, 0, len(SENDERS), *dict.fromkeys(n for n in (HELD, 1, 4, 0) if n != len(SENDERS))],
    "question 2": [COLUMN, sum(SENT), SENT[0], sum(map(sum, G)), 0, COLUMN, len(SENDERS), 4],
}  # fmt: skip
