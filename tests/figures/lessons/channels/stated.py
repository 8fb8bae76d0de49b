"""The numbers that the lesson on batches states, computed from the definition: plane (1, 2) at the start."""

from itertools import product

from figures.lessons.channels import X

N, C, H, W = SHAPE = 2, 3, 4, 2
PLANE = 1, 2
OWN = [[int(X[PLANE[0] * H + h, PLANE[1] * W + w]) for w in range(W)] for h in range(H)]
WINNERS = [max(product((r, r + 1), range(W)), key=lambda cell: OWN[cell[0]][cell[1]]) for r in (0, 2)]
FIRST = [OWN[0][0], OWN[0][1], OWN[1][0], OWN[1][1]]
ROW, COLUMN = WINNERS[0]
NCHW = [(n, c, h, w) for n, c, h, w in product(*map(range, SHAPE))]
NHWC = [(n, c, h, w) for n, h, w, c in product(*map(range, (N, H, W, C)))]


def named(cell):
    """What PyTorch, ONNX and TensorFlow, without and with the batch, call a winner."""
    example = [(0, PLANE[1], h, w) for h, w in (cell,)]
    return (
        list(product(range(H), range(W))).index(cell),
        NCHW.index((*PLANE, *cell)),
        NHWC.index(example[0]),
        NHWC.index((*PLANE, *cell)),
    )


TORCH, ONNX, LAST, BATCHED = named(WINNERS[0])
OTHER = named(WINNERS[1])
TOPS = [[[int(X[r, c * W + w]) for c in range(C)] for w in range(W)] for r in range(N * H)]
WINS = sum(values.index(max(values)) == PLANE[1] for line in TOPS for values in line)
SUM = [*PLANE, 3, 4, ROW, 2, COLUMN]

STATED = {
    "card": [],
    "step 1": [
        *(*SHAPE, 2, 3, 6, 4, 2, *PLANE, *PLANE),
        *(0, 1, *PLANE, 0, 0, *FIRST, max(FIRST)),
        *(8, 6, 4, 3, *PLANE, 4, 2, 2, 1),
    ],
    "step 2": [
        *(0, 0, *PLANE, ROW, COLUMN, ONNX, BATCHED, 1, 3),
        *(PLANE[0], 3, PLANE[1], 4, ROW, 2, COLUMN, ONNX),
        *(PLANE[0], 4, ROW, 2, COLUMN, 3, PLANE[1], BATCHED),
        *(8, 6),
    ],
    "step 3": [
        *(0, 0, 0, *PLANE, TORCH, ONNX, LAST, BATCHED),
        *(ROW, 2, COLUMN, TORCH, PLANE[0], 3, PLANE[1], 8, TORCH, ONNX, TORCH, 3, PLANE[1], LAST),
        *(8, 6, *PLANE, 4, 2, *PLANE, 0, 0, *WINNERS[0], 1, 0, *WINNERS[1]),
        *(n for pair in zip(named(WINNERS[0]), OTHER, strict=True) for n in pair),
    ],
    "step 4": [
        *(*SHAPE, 2, 1, 4, 2, PLANE[1], WINS, 16),
        *(PLANE[0], 0, 0, *TOPS[4][0], max(TOPS[4][0])),
        *(8, 6, 3, 8, 2, 8, 2),
    ],
    "question 1": [2, 2, 2, 8, 16, 32, 48, 8, 16, 16, 24, 8, 1, 16, 24, 8, 8, 16, 24, 4, 8, 16, 24],
    "question 2": [
        *(*SHAPE, PLANE[1], PLANE[0], ROW, COLUMN, BATCHED, ONNX, TORCH, LAST),
        *(PLANE[0], 4, ROW, 2, COLUMN, 3, PLANE[1], BATCHED),
    ],
    "question 3": [*PLANE, 5, 2, 1],
}
