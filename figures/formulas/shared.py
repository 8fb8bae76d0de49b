"""The formulas that hold for every operator: sizes and windows, the gradient, both passes as a matrix."""

from __future__ import annotations

from figures.formulas.formula import Formula

FORWARD = (
    Formula(
        "F1",
        "Output size",
        (
            r"r = H + 2p - d(k - 1) - 1",
            r"H_{out} = \left\lfloor \frac{r}{s} \right\rfloor + 1",
            r"\text{or } \min \left( \left\lceil \frac{r}{s} \right\rceil + 1, "
            r"\left\lceil \frac{H + p}{s} \right\rceil \right)",
        ),
        "On each axis: how often a window of k cells, d apart, fits into the padded input when it moves by s. With "
        "ceil_mode the division is rounded up; a window that would start beyond the input is then left out.",
        ("pooling.spec.PoolSpec.output_size",),
        "r is the room that is left beside one window. The third line is the size with ceil_mode; its last number "
        "counts the windows that start before the padding at the far side.",
    ),
    Formula(
        "F2",
        "Window",
        (r"\text{rows } i \cdot s - p + r \cdot d, \quad r = 0 \dots k - 1",),
        "The input rows that output row i reads; columns likewise. A row before 0 or after the last lies outside.",
        ("pooling.windows.Windows.of",),
        "W(i, j) stands for the cells of this window that lie in the input: its real cells.",
    ),
    Formula(
        "F7",
        "Global max and average",
        (
            r"y = \max_{a,b} x_{a,b}",
            r"y = \frac{1}{H \cdot W} \sum_{a,b} x_{a,b}",
        ),
        "One window covers the whole plane, so that one number is left of it: its largest cell, or its mean.",
        ("pooling.global_max_pool2d", "pooling.global_avg_pool2d"),
    ),
    Formula(
        "F8",
        "Adaptive bins",
        (
            r"\left\lfloor \frac{i \cdot H}{o} \right\rfloor \le a \lt "
            r"\left\lceil \frac{(i + 1) \cdot H}{o} \right\rceil",
        ),
        "Here the number of windows is given, o on an axis, and where they lie follows: window i, called a bin, holds "
        "the input rows a from the first bound to just before the second; columns likewise.",
        ("pooling.windows.Windows.adaptive", "pooling.axis.bins"),
        "Where o does not divide H, some neighbouring bins share a cell, and bins may differ in length.",
    ),
)

BACKWARD = (
    Formula(
        "B0",
        "Every operator",
        (
            r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j) : (a,b) \in W(i,j)} "
            r"\frac{\partial E}{\partial y_{i,j}} \cdot \frac{\partial y_{i,j}}{\partial x_{a,b}}",
        ),
        "A cell adds up what all its windows send. Overlapping windows add; they never overwrite each other.",
        ("pooling.passes.Pooled.backward", "pooling.windows.Windows.scatter_add"),
        "A window sends its upstream gradient ∂E/∂y times the slope ∂y/∂x: how fast its output rises when the cell "
        "does. The slope is all that an operator adds.",
    ),
    Formula(
        "B3",
        "Which windows hold a cell",
        (
            r"\left\lceil \frac{m - k + 1}{s} \right\rceil \le i \le \left\lfloor \frac{m}{s} \right\rfloor, "
            r"\quad m = a + p",
        ),
        "The output rows i whose window reads input row a, which is row m of the padded input; columns likewise. "
        "The lower bound is rounded up: a window that ends before row m does not hold it.",
        ("pooling.windows.Windows.holding",),
        "For dilation 1, and clipped to the output: 0 ≤ i < H_out. The code finds them for any dilation.",
    ),
    Formula(
        "B5",
        "Global max",
        (
            r"\frac{\partial E}{\partial x_{a,b}} = \begin{cases} \frac{\partial E}{\partial y} & "
            r"(a,b) \text{ holds the maximum} \cr 0 & \text{else} \end{cases}",
        ),
        "There is one window and one winner: it receives the whole gradient, all other cells nothing.",
        ("pooling.max_pool2d_backward",),
        "Of equal cells the first in reading order is the winner, as everywhere here.",
    ),
    Formula(
        "B6",
        "Global average",
        (r"\frac{\partial E}{\partial x_{a,b}} = \frac{1}{H \cdot W} \cdot \frac{\partial E}{\partial y}",),
        "Every cell of the plane receives the same share of the gradient. H and W are those of the input.",
        ("pooling.avg_pool2d_backward",),
    ),
    Formula(
        "B7",
        "Both passes as one matrix",
        (
            r"y = J \cdot x",
            r"\frac{\partial E}{\partial x} = J^{T} \cdot \frac{\partial E}{\partial y}",
        ),
        "Write the cells of the input one below the other, and those of the output too. J, the Jacobian, has a row for "
        "each output cell and a column for each input cell, and holds the slopes ∂y/∂x. Forward multiplies by J, "
        "backward by J with rows and columns exchanged.",
        ("pooling.jacobian.jacobian",),
        "Of an average, J is fixed by the layer. Of max and min each row has a single 1, at the winner, among zeros, "
        "of range a 1 and a −1, unless one cell is both: an edit of x changes J where another cell wins. Of Lp, J "
        "depends on x, unless p is 1, and y = J·x holds where its slopes are finite.",
    ),
)
