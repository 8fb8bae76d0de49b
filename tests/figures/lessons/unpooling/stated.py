"""The numbers that the lesson on unpooling states, computed from the definition."""

from figures.lessons.unpooling import VALUES, X
from tests.pooling.loops import Layer, forward

LAYER = Layer("max", (3, 3), (2, 2))
V = VALUES.tolist()
OUTPUT, INDICES = forward(X.tolist(), LAYER)
FLAT = [index for row in INDICES for index in row]
BUSIEST = max(sorted(set(FLAT)), key=FLAT.count)
AT = divmod(BUSIEST, 5)
CHOSE = [divmod(n, 2) for n, index in enumerate(FLAT) if index == BUSIEST]
SENT = [V[i][j] for i, j in CHOSE]
FIRST = divmod(FLAT[0], 5)
FILLED = len(set(FLAT))
PEAK = X[AT]
#: What stands at the place of window (0, 0) after V was unpooled, and what the input has there.
LEFT = [V[n // 2][n % 2] for n, index in enumerate(FLAT) if index == FLAT[0]][-1]
OVERWRITTEN = sum(index in FLAT[n + 1 :] for n, index in enumerate(FLAT))

STATED = {
    "card": [],
    "step 1": [
        *(5, 0, 25, FILLED, 25 - FILLED, 0),
        *(0, 0, 5, *FIRST, FLAT[0], *FIRST, 0, 0, OUTPUT[0][0]),
        *(5, 5, 2, 2, 2, 2, 5, 5),
    ],
    "step 2": [
        *(*AT, len(CHOSE), SENT[-1], *CHOSE[-1], sum(SENT)),
        *(*AT, *CHOSE[-1], SENT[-1], *AT, *SENT, sum(SENT)),
        *(2, 2, 5, 5, 5, 5),
    ],
    "step 3": [
        *(*AT, len(CHOSE), len(CHOSE) * PEAK, 1, *AT, PEAK, *AT, len(CHOSE), PEAK, len(CHOSE) * PEAK),
        *(5, 5, 2, 2, 5, 5, 5, 5),
    ],
    "step 4": [
        *(OVERWRITTEN, 0, 0, 0, *FIRST, *FIRST, *FIRST, LEFT, X[FIRST], LEFT - X[FIRST]),
        *(2, 2, 5, 5, 2, 2, 2, 2),
    ],
    "question 1": [*(n for at in CHOSE for n in at), *AT, SENT[-1], sum(SENT), SENT[0], 0],
    "question 2": [25, FILLED, 4, 25 - FILLED, 25, 4, FILLED],
    "question 3": [],
}
