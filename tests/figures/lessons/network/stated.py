"""The numbers that the lesson on a network states, computed from the definition: a max pool, target 2."""

from figures.lessons.network import KERNEL, X

TARGET = 2
Z = [[int((KERNEL * X[i : i + 3, j : j + 3]).sum()) for j in range(4)] for i in range(4)]
SUMS = [(i, j) for i in range(4) for j in range(4)]
A = {(i, j): max(Z[i][j], 0) for i, j in SUMS}
WINDOWS = [(0, 0), (0, 1), (1, 0), (1, 1)]
CELLS = {(i, j): [(2 * i + r, 2 * j + c) for r, c in WINDOWS] for i, j in WINDOWS}
WINNERS = {window: max(cells, key=A.get) for window, cells in CELLS.items()}
P = {window: A[cell] for window, cell in WINNERS.items()}
SQUARES = [(p - TARGET) ** 2 for p in P.values()]
LOSS = sum(SQUARES) / 2
DZ = {WINNERS[window]: p - TARGET for window, p in P.items() if A[WINNERS[window]] > 0 and p != TARGET}
SHARES = [g * int(X[cell]) for cell, g in sorted(DZ.items()) if X[cell]]
DX = {}
for (i, j), g in DZ.items():
    for r in range(3):
        for c in range(3):
            DX[i + r, j + c] = DX.get((i + r, j + c), 0) + g * int(KERNEL[r][c])
PRODUCTS = [int(w * x) for w, x in zip(KERNEL.ravel(), X[:3, :3].ravel(), strict=True) if w and x]
STRONGEST = max(DZ, key=lambda cell: (abs(DZ[cell]), [-n for n in cell]))
FROM = (STRONGEST[0] // 2, STRONGEST[1] // 2)
G = DZ[STRONGEST]
MIXED = next(w for w in WINDOWS if min(Z[r][c] for r, c in CELLS[w]) < 0 < max(Z[r][c] for r, c in CELLS[w]))
HELD = [Z[r][c] for r, c in CELLS[MIXED]]
LEAST = min(SUMS, key=lambda cell: (Z[cell[0]][cell[1]], cell))

STATED = {
    "card": [],
    "step 1": [3, 3, 16, 0, 0, *PRODUCTS, sum(PRODUCTS), 6, 6, 3, 3, 4, 4],
    "step 2": [
        *(0, sum(z < 0 for row in Z for z in row), 16, 2, 2, 4, TARGET, LOSS),
        *(1, 2, 2, *SQUARES, sum(SQUARES), LOSS),
        *(4, 4, 4, 4, 2, 2),
    ],
    "step 3": [
        *(len(DZ), 16, 0),
        *(*FROM, *FROM, G, *STRONGEST, *FROM, G, *STRONGEST, G, *STRONGEST, 0),
        *(2, 2, 4, 4, 4, 4, 4, 4),
    ],
    "step 4": [16, 9, 36, sum(g != 0 for g in DX.values()), 0, 0, 0, *SHARES, sum(SHARES), *(4, 4, 6, 6, 6, 6, 3, 3)],
    "step 5": [0, 0, 4, 16, 0, 0, *(4, 4, 2, 2, 2, 2, 4, 4, 4, 4)],
    "question 1": [*MIXED, P[MIXED], sum(HELD) / 4, sum(max(z, 0) for z in HELD) / 4, sum(HELD), 0],
    "question 2": [],
    "question 3": [Z[LEAST[0]][LEAST[1]], *LEAST, 0, 0],
}
