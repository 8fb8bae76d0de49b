"""Plain loops over windows and their cells, one cell at a time: line by line the walk of Step through.

Each line is named after what it does (`code/at_work.py`), so that the player finds the one at work.
"""

from __future__ import annotations

from pooling.frameworks.code import gathered
from pooling.frameworks.code.at_work import ADD, COMPARE, END, LEAD, RESULT, SEND
from pooling.frameworks.code.kinds import by_kind, combined, one_divisor, signed
from pooling.frameworks.code.line import Line, plain, within
from pooling.frameworks.code.walks import Body, forward, gather, spread
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, Reason, joined, number
from pooling.frameworks.framework import Framework
from pooling.frameworks.naming import Naming
from pooling.frameworks.numpy_alone import start
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing

NAMING = Naming("loops", "The code of loops")
BETTER = {"largest": (">", "-np.inf"), "smallest": ("<", "np.inf")}


def walk(case: Case, by_cell: bool = False) -> list[Line] | Reason:
    """Both passes as loops, for the arrays `x` and `grad_output`; the gradient by window, or by input cell."""
    body = _body(case)
    if isinstance(body, Reason):
        return body
    shown = PRINT_SELECTED if case.operator.selects else PRINT
    return [
        *plain(body.made),
        *forward(case, body),
        *plain(["", f"# Backward: {body.why}.", f"grad_input = np.zeros({case.windows.input_size})"]),
        *(gather(case, body) if by_cell else spread(case, body)),
        *(Line(text, END if text else "") for text in shown),
    ]


def write(case: Case) -> str:
    """Code that pools `case` forward and backward one cell at a time."""
    lines = walk(case)
    return lines if isinstance(lines, Reason) else joined(start(case), (line.text for line in lines))


def _choosing(operator: Choosing, case: Case) -> Body:
    out, columns = case.windows.output_size, case.windows.input_size[1]
    names = list(dict.fromkeys(name for name, _ in signed(operator)))
    places = {name: "indices" if operator.selects else f"{name}_at" for name in names}
    visit, send = [], []
    for name, at in places.items():
        better = f"if x[row, column] {BETTER[name][0]} {name}:  # of equal cells the first"
        lead = f"{name}, {at}[i, j] = x[row, column], row * {columns} + column"
        visit += within([Line(better, COMPARE)], [Line(lead, f"{LEAD} {name}")])
    for name, at in places.items():
        here = f"if {at}[i, j] == row * {columns} + column:  # its {name} cell"
        adds = [
            f"grad_input[row, column] {'+' if sign > 0 else '-'}= grad_output[i, j]"
            for other, sign in signed(operator)
            if other == name
        ]
        send += within([Line(here, SEND)], [Line(add, f"{SEND} {name}") for add in adds])
    return Body(
        made=[f"output = np.zeros({out})", *(f"{at} = np.zeros({out}, dtype=int)" for at in places.values())],
        first=[f"{name} = {BETTER[name][1]}" for name in names],
        visit=visit,
        last=[Line(f"output[i, j] = {combined(operator)}", RESULT)],
        why="a cell may win several windows, so add, never assign",
        slope=[],
        send=send,
    )


def _summing(operator: Summing, case: Case) -> Body:
    p, out, cell = operator.power(case.spec), case.windows.output_size, "x[row, column]"
    why, share = "each cell adds up what its windows send", gathered.share(operator, case)
    if p is None:
        by = "divisor" if one_divisor(operator, case) is not None else "divisor[i, j]"
        return Body(
            made=[*share, f"output = np.zeros({out})"],
            first=["total = 0.0"],
            visit=[Line(f"total += {cell}", ADD)],
            last=[Line(f"output[i, j] = total / {by}", RESULT)],
            why=why,
            slope=[],
            send=[Line(f"grad_input[row, column] += grad_output[i, j] / {by}", SEND)],
        )
    scale, power = gathered.scale(operator, case).replace("scale", "scale[i, j]"), number(p)
    spread = [f"scale = np.broadcast_to(scale, {out})"] if share else []
    return Body(
        made=[*share, *spread, f"output, totals = np.zeros({out}), np.zeros({out})"],
        first=["total = 0.0"],
        visit=[Line(f"total += {cell} ** {power}", ADD)],
        last=[
            Line("totals[i, j] = total", RESULT),
            Line(f"output[i, j] = ({scale}total) ** (1 / {power})", RESULT),
        ],
        why=why,
        slope=[
            "sent = 0.0  # the root has no slope at 0",
            "if totals[i, j] != 0:",
            f"    sent = grad_output[i, j] * {scale}({scale}totals[i, j]) ** (1 / {power} - 1)",
        ],
        send=[Line(f"grad_input[row, column] += sent * {cell} ** ({power} - 1)", SEND)],
    )


_body = by_kind(_choosing, _summing, NAMING.no_code)


FRAMEWORK = Framework("Loops", write=write)
