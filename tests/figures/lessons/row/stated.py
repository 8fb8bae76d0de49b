"""The numbers that the lesson on one row states, computed from the definition: max, kernel 3, stride 2."""

from figures.lessons.row import GRAD_OUTPUT, X

ROW, G = X[0].tolist(), GRAD_OUTPUT[0].tolist()
N, K, S = len(ROW), 3, 2
WINDOWS = [range(first, first + K) for first in range(0, N - K + 1, S)]
WINNERS = [max(window, key=ROW.__getitem__) for window in WINDOWS]
ARRIVED = [sum(g for g, winner in zip(G, WINNERS, strict=True) if winner == n) for n in range(N)]
BUSIEST = ARRIVED.index(max(ARRIVED))
SENDERS = [n for n, winner in enumerate(WINNERS) if winner == BUSIEST]
COUNT = len(WINDOWS)
UNREAD = N - len({n for window in WINDOWS for n in window})
TOP = max(ROW)
HOLD = [n for n, window in enumerate(WINDOWS) if 5 in window]

STATED = {
    "card": [],
    "step 1": [
        *(K, S, COUNT, N, UNREAD),
        *(0, 0, *ROW[:K], ROW[WINNERS[0]], 0, WINNERS[0]),
        *(1, N, 1, COUNT),
    ],
    "step 2": [
        *(sum(G), sum(ARRIVED), sum(g != 0 for g in ARRIVED)),
        *(0, BUSIEST, *(place for n in SENDERS for place in (0, n)), ARRIVED[BUSIEST]),
        *(1, COUNT, 1, N),
    ],
    "step 3": [TOP, 0, 0, *ROW, TOP, 0, ROW.index(TOP), 1, N, 1, N, 1, 1],
    "question 1": [K, S, N, COUNT, 5, 8, N, N - K, N - K, S, 1, COUNT],
    "question 2": [5, len(HOLD), 0, 2, 3, *HOLD, 0],
    "question 3": [],
}
