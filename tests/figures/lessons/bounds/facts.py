"""What is true of a case of the lesson on the range of windows that hold a cell: from the definition, exactly."""

import math
from itertools import product

from figures.numbers import typed
from tests.figures.lessons.bounds.stated import ALL, claimed, err
from tests.figures.lessons.claims import Total, depends_on
from tests.pooling.loops import Layer, divisor, output_cells, output_length, real_cells, taps

N, K = 6, 3
PADDED = range(N + 2)


@depends_on("knobs")
def layer(at):
    return Layer("avg", (K, K), (at.case.knobs["stride"],) * 2, (1, 1))


def stride(at):
    return layer(at).stride[0]


def cell(at):
    """The cell whose windows are looked for."""
    return at.case.knobs["row"], 1


@depends_on("knobs")
def windows(at):
    return list(output_cells(N, N, layer(at)))


@depends_on("knobs")
def holders(at):
    """The windows that hold the cell."""
    return {one for one in windows(at) if cell(at) in real_cells(*one, N, N, layer(at))}


@depends_on("knobs")
def outputs(at):
    """Windows along one axis."""
    return output_length(N, layer(at), 0)


@depends_on("knobs")
def divisors(at):
    return [[divisor(i, j, N, N, layer(at)) for j in range(outputs(at))] for i in range(outputs(at))]


@depends_on("knobs", "g")
def received(at):
    """The input gradient: what each window sends to its cells."""
    grad = [[typed(0)] * N for _ in range(N)]
    for i, j in windows(at):
        for r, c in real_cells(i, j, N, N, layer(at)):
            grad[r][c] += typed(at.g[i][j]) / divisors(at)[i][j]
    return grad


@depends_on("knobs", "g")
def misled(at):
    """The input gradient with the windows from the floored bound on."""
    along = [[i for i in claimed(a + 1, K, stride(at), math.floor) if i < outputs(at)] for a in range(N)]
    shares = [[typed(g) / d for g, d in zip(*rows, strict=True)] for rows in zip(at.g, divisors(at), strict=True)]
    return [[sum((shares[i][j] for i, j in product(rows, columns)), typed(0)) for columns in along] for rows in along]


@depends_on("knobs", "g")
def off(at):
    return {(r, c) for r, c in product(range(N), range(N)) if misled(at)[r][c] != received(at)[r][c]}


@depends_on("g")
def size(at):
    return sum(abs(typed(v)) for row in at.g for v in row)


def total(at, plane):
    return Total(sum(value for row in plane for value in row), size(at))


@depends_on("knobs")
def floor_errs(at):
    return [m for m in PADDED if err(m, K, stride(at))]


def first_window(at, m):
    return claimed(m, K, stride(at), math.ceil).start


def floored_window(at, m):
    return claimed(m, K, stride(at), math.floor).start


def added_by_floor(m, k, s):
    """The windows that the floor names beside those from the ceiling on."""
    return set(claimed(m, k, s, math.floor)) - set(claimed(m, k, s, math.ceil))


#: Whether all windows that the floor adds, and there are some, end before row m.
END_BEFORE = {i * s + k - 1 < m for k, s, m in ALL for i in added_by_floor(m, k, s)} == {True}
ERR_IN_ALL = sum(err(m, k, s) for k, s, m in ALL)
#: Whether the two agree wherever the stride is 1.
AGREE_AT_ONE = not any(err(m, k, s) for k, s, m in ALL if s == 1)
ROWS_OF_ALL = range(20)


@depends_on("knobs")
def holding(at, m):
    """The windows that hold the padded row m."""
    own = layer(at)
    return [i for i in range(outputs(at)) if m - 1 in {row for row, _ in taps(i, 0, own)}]


@depends_on("knobs")
def ceiling_is_first(at):
    """Whether the ceiling names the first window that holds each row that one holds."""
    return all(first_window(at, m) == holding(at, m)[0] for m in PADDED if holding(at, m))


@depends_on("knobs")
def windows_cover_rows(at):
    """Whether window i covers the K padded rows from i·s on."""
    return all((m in range(i * stride(at), i * stride(at) + K)) == (i in holding(at, m))
               for i in range(outputs(at)) for m in PADDED)  # fmt: skip


@depends_on("knobs")
def names_what_does_not_hold(at):
    """Whether the floor adds windows of the layer to some rows, none of which hold the row."""
    added = [(m, i) for m in PADDED for i in added_by_floor(m, K, stride(at)) if i < outputs(at)]
    return bool(added) and not any(i in holding(at, m) for m, i in added)


def span(found):
    return "–".join(map(str, sorted({found[0], found[-1]}))) if found else "none"


@depends_on("knobs")
def table(at):
    """For each padded row the windows that hold it, and those from the floor on: ✗ where these begin wrongly."""
    rows, errs = [], floor_errs(at)
    for m in PADDED:
        floored = span([i for i in claimed(m, K, stride(at), math.floor) if i < outputs(at)])
        strong = "▸ " if [m] == errs[:1] else ""
        rows.append({"m": f"{strong}{m}", "right": span(holding(at, m)), "floored": floored + " ✗" * (m in errs)})
    return rows


def asked_row(at):
    """The first padded row that a window holds and the floor errs for; row 3 where there is none."""
    return next((m for m in floor_errs(at) if holding(at, m)), 3)
