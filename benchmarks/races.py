"""What is raced: the layers, who they are raced against, what the ratios must be at least, and what they aim at."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """An array (N, C, …) of lines, planes or volumes, and a layer on it that is the same along every axis."""

    shape: tuple[int, ...]
    kernel: int
    stride: int
    padding: int = 0

    @property
    def axes(self) -> int:
        """How many axes are pooled."""
        return len(self.shape) - 2

    def __str__(self) -> str:
        shape = "×".join(map(str, self.shape))
        return f"{shape}, k {self.kernel}, s {self.stride}" + (f", p {self.padding}" if self.padding else "")


SHARED = Case((16, 64, 112, 112), 3, 2, 1)
CASES = (
    Case((32, 64, 56, 56), 2, 2),
    SHARED,
    Case((8, 64, 56, 56), 3, 1, 1),
    Case((1, 1, 1024, 1024), 7, 1, 3),
    Case((1, 1, 1024, 1024), 15, 1, 7),
    Case((1, 3, 2160, 3840), 8, 8),
    Case((1, 1, 1024, 1024), 3, 1, 1),
    Case((32, 256, 14, 14), 2, 2),
    Case((4, 128, 28, 28), 5, 2, 2),
)
SMALL = (Case((1, 16, 28, 28), 2, 2),)
LINES_AND_VOLUMES = (
    Case((32, 64, 4096), 2, 2),
    Case((8, 16, 16384), 9, 1, 4),
    Case((16, 128, 1024), 3, 2, 1),
    Case((4, 16, 32, 56, 56), 2, 2),
    Case((1, 8, 32, 112, 112), 3, 2, 1),
    Case((1, 4, 32, 64, 64), 5, 1, 2),
)


class Race(NamedTuple):
    """The method of `Rivals` that has both, the rival's name, the least ratio and the one aimed at, and the layers."""

    method: str
    rival: str
    least: float | None = None
    aim: float | None = None
    cases: tuple[Case, ...] = CASES


RACES = {
    "forward with indices": Race("forward", "PyTorch", 5.5, 8),
    "forward and backward": Race("both", "PyTorch", 4, 6),
    "forward alone": Race("values", "ONNX Runtime", 0.9, 1.3),
    "forward alone, compiled": Race("compiled", "JAX"),
    "forward alone, side by side": Race("blocks", "scikit-image"),
    "forward alone, stride 1": Race("filters", "SciPy"),
    "average": Race("average", "PyTorch", 4, 7),
    "a call on 16×28×28": Race("forward", "PyTorch", None, 1, SMALL),
    "lines and volumes": Race("forward", "PyTorch", 3, 6, LINES_AND_VOLUMES),
    "backward alone": Race("backward", "PyTorch"),
    "backward of average": Race("average_backward", "PyTorch"),
}
#: One worker's time over two workers', forward with indices on `SHARED`: at least, and aimed at.
TWO_WORKERS = (1.3, 1.7)
