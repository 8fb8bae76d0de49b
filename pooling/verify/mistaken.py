"""What every set of switches makes of some planes.

All is done on padded planes, as in code that pads first: windows are laid out, padding is filled, taps win, weights are
sent, windows write, the padding is cut off, and something may be done to the result.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Operator, Reduced
from pooling.parameters import Pair
from pooling.passes import equal_taps, shares
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.verify.switches import Switches, layer_of, uncut
from pooling.verify.table import padded_table, padding_on
from pooling.verify.ties import TIES, last
from pooling.verify.writing import AFTER, WRITE
from pooling.windows import Ints, Windows


class Mistaken:
    """Some planes of a case, and what every set of switches makes of them.

    Forward passes are kept; of gradients the last one, with its padding: `crop` and `after` only cut and move it, so
    that switches which differ in these alone are best asked one after the other.

    Parameters
    ----------
    x : array (P, H, W), float64
    grad_output : array (P, H_out, W_out), float64
    numbers : int64 array (P, 2)
        Which sample and channel each plane is.
    channels : int
        How many channels the case has.
    """

    def __init__(self, x: NDArray, grad_output: NDArray, spec: PoolSpec, numbers: Ints, channels: int) -> None:
        self.x, self.grad_output, self.spec, self.numbers, self.channels = x, grad_output, spec, numbers, channels
        self.forward = cache(self._forward)
        self.padded_gradient = lru_cache(1)(self._padded_gradient)

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.spec.operator]

    def result(self, what: str, switches: Switches) -> NDArray:
        """Planes (P, h, w) of "output", "indices" or "grad_input"; `PoolingError` where the layer is none.

        >>> x, spec = np.array([[[1.0, 5.0, 3.0]]]), PoolSpec("max", (1, 2), 1)
        >>> some = Mistaken(x, np.ones((1, 1, 2)), spec, np.zeros((1, 2), int), 1)
        >>> some.result("grad_input", Switches()), some.result("grad_input", Switches(write="assign"))
        (array([[[0., 2., 0.]]]), array([[[0., 1., 0.]]]))
        """
        with np.errstate(all="ignore"):  # as the right results: NaN and ∞ are what IEEE arithmetic says
            made = {"output": self._output, "indices": self._indices, "grad_input": self._grad_input}[what](switches)
        return AFTER[switches.after](made)

    def _pads(self, layer: PoolSpec) -> tuple[Pair, Pair]:
        return padding_on(layer, self.x.shape[-2:])

    def _forward(
        self, layer: PoolSpec, flipped: bool, zeros: bool, size: Pair | None
    ) -> tuple[Windows, NDArray, Reduced]:
        """The table on the padded plane, the taps (P, L, K), and what they are reduced to."""
        table = padded_table(layer, self.x.shape[-2:], size)
        table = replace(table, inside=table.counted if zeros else self.operator.counted(table, layer))
        signed = -self.x if flipped else self.x
        taps = table.gather(np.pad(signed, [(0, 0), *self._pads(layer)]))
        return table, taps, self.operator.reduce(taps, table, layer)

    def _passed(self, switches: Switches, size: Pair | None = None) -> tuple[PoolSpec, Windows, NDArray, Reduced]:
        layer = layer_of(self.spec, switches, self.x.shape[-2:])
        return (layer, *self.forward(layer, switches.flipped, switches.zeros, size))

    def _output(self, switches: Switches) -> NDArray:
        _, table, _, reduced = self._passed(switches)
        values = -reduced.values if switches.flipped else reduced.values
        return values.reshape(-1, *table.output_size)

    def _indices(self, switches: Switches) -> NDArray:
        layer, table, taps, reduced = self._passed(switches)
        assert reduced.winners is not None  # for the type checker: nobody asks where nothing is chosen
        winner = reduced.winners[..., 0]
        if switches.ties == "last":
            winner = last(equal_taps(taps, reduced.winners, table.inside)[..., 0, :]).argmax(axis=-1)
        if switches.base == "window":
            return winner.reshape(-1, *table.output_size)
        window = np.arange(winner.shape[-1])
        row = table.rows[window // table.output_size[1], winner // layer.kernel_size[1]]
        column = table.columns[window % table.output_size[1], winner % layer.kernel_size[1]]
        if switches.base == "padded":
            return (row * table.input_size[1] + column).reshape(-1, *table.output_size)
        height, width = self.x.shape[-2:]
        (top, _), (left, _) = self._pads(layer)
        plane = (row - top) * width + column - left
        sample, channel = self.numbers.T[..., None]
        counted = {
            "plane": lambda: plane,
            "batch": lambda: (sample * self.channels + channel) * height * width + plane,
            "channels": lambda: plane * self.channels + channel,
        }[switches.base]()
        return counted.reshape(-1, *table.output_size)

    def _padded_gradient(self, switches: Switches) -> tuple[PoolSpec, NDArray]:
        """The layer that is computed, and its gradient on the padded planes."""
        size = self.grad_output.shape[-2:]
        layer, table, taps, reduced = self._passed(switches, (size[0], size[1]))
        upstream = self.grad_output[:, : table.output_size[0], : table.output_size[1]].reshape(len(taps), -1, 1)
        weights = self.operator.derivative(taps, reduced, table, layer)
        if reduced.winners is not None and switches.ties != "first":
            weights = TIES[switches.ties](weights, reduced.winners, equal_taps(taps, reduced.winners, table.inside))
        sent = shares(weights, upstream) if switches.upstream else weights
        chosen = weights != 0 if reduced.winners is not None else np.broadcast_to(table.inside, sent.shape)
        return layer, WRITE[switches.write](sent, chosen, table)

    def _grad_input(self, switches: Switches) -> NDArray:
        layer, padded = self.padded_gradient(uncut(switches))
        ((top, bottom), (left, right)), (height, width) = self._pads(layer), self.x.shape[-2:]
        return {
            "right": padded[:, top : top + height, left : left + width],
            "none": padded,
            "start": padded[:, :height, :width],
            "end": padded[:, top + bottom :, left + right :],
        }[switches.crop]
