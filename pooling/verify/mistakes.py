"""Mistakes that published code makes (errata E1–E10), each beside the right lines: lessons run them and show them.

All work on one plane (H, W) with square windows, without dilation, as the code that they stand for does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def accumulate(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Right: every window adds what it sends (B2)."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        r, c = np.unravel_index(window.argmax(), window.shape)
        grad_input[top + r, left + c] += grad_output[i, j]
    return grad_input


def assign(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Wrong (E3, E9): a cell that wins two windows keeps the gradient of the last one only."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        r, c = np.unravel_index(window.argmax(), window.shape)
        grad_input[top + r, left + c] = grad_output[i, j]
    return grad_input


def overwrite(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Wrong (E7): each window writes all of its cells, and zeros where it lost erase what stood there."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        r, c = np.unravel_index(window.argmax(), window.shape)
        grad_input[top : top + kernel, left : left + kernel] = 0
        grad_input[top + r, left + c] = grad_output[i, j]
    return grad_input


def every_tie(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Wrong (E5): every cell that equals the maximum is sent the whole gradient."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        mask = window == window.max()
        grad_input[top : top + kernel, left : left + kernel] += mask * grad_output[i, j]
    return grad_input


def split(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Right too: the cells that tie share the gradient equally, so that its sum stays."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        mask = window == window.max()
        grad_input[top : top + kernel, left : left + kernel] += mask * grad_output[i, j] / mask.sum()
    return grad_input


def last_tie(x: NDArray, grad_output: NDArray, kernel: int, stride: int) -> NDArray:
    """Right too, but no framework's choice: of the cells that tie the last one gets the gradient."""
    grad_input = np.zeros_like(x)
    for i, j in np.ndindex(grad_output.shape):
        top, left = i * stride, j * stride
        window = x[top : top + kernel, left : left + kernel]
        r, c = np.argwhere(window == window.max())[-1]
        grad_input[top + r, left + c] += grad_output[i, j]
    return grad_input


def pad_with_zeros(x: NDArray, kernel: int, stride: int, padding: int) -> NDArray:
    """Wrong (E8): a padded 0 wins over negative cells."""
    padded = np.pad(x, padding)
    rows, columns = ((n - kernel) // stride + 1 for n in padded.shape)
    output = np.zeros((rows, columns))
    for i, j in np.ndindex(output.shape):
        top, left = i * stride, j * stride
        output[i, j] = padded[top : top + kernel, left : left + kernel].max()
    return output


def pad_with_lowest(x: NDArray, kernel: int, stride: int, padding: int) -> NDArray:
    """Right: padding is lower than any number, so that it never wins (F3)."""
    padded = np.pad(x, padding, constant_values=-np.inf)
    rows, columns = ((n - kernel) // stride + 1 for n in padded.shape)
    output = np.zeros((rows, columns))
    for i, j in np.ndindex(output.shape):
        top, left = i * stride, j * stride
        output[i, j] = padded[top : top + kernel, left : left + kernel].max()
    return output


def send_into_zeros(x: NDArray, grad_output: NDArray, kernel: int, stride: int, padding: int) -> NDArray:
    """Wrong (E8): the gradient of a window that a padded 0 won is sent into the padding and cut off."""
    padded = np.pad(x, padding)
    padded_grad = accumulate(padded, grad_output, kernel, stride)
    height, width = x.shape
    return padded_grad[padding : padding + height, padding : padding + width]


def first_window(m: int, kernel: int, stride: int) -> int:
    """Right: the first window that holds the padded row m (B3)."""
    return max(0, -((kernel - 1 - m) // stride))


def first_window_floored(m: int, kernel: int, stride: int) -> int:
    """Wrong (E1): the floor of the same fraction may name a window that ends before row m."""
    return max(0, (m - kernel + 1) // stride)


def global_average_gradient(grad_output: float, height: int, width: int) -> NDArray:
    """Right (B6): each of the H·W cells receives its share."""
    return np.full((height, width), grad_output / (height * width))


def global_average_gradient_by_output(grad_output: float, height: int, width: int) -> NDArray:
    """Wrong (E2): divides by the height of the output, which is 1."""
    output_height = 1
    return np.full((height, width), grad_output / output_height)


def average_by_range(
    grad_output: NDArray,
    divisor: NDArray,
    size: tuple[int, int],
    kernel: int,
    stride: int,
    padding: int,
    first: Callable,
) -> NDArray:
    """The input gradient of an average, cell by cell (B4): `first` finds the first window of a padded row."""
    grad_input = np.zeros(size)
    rows, columns = grad_output.shape
    for a, b in np.ndindex(size):
        m, n = a + padding, b + padding
        for i in range(first(m, kernel, stride), min(m // stride, rows - 1) + 1):
            for j in range(first(n, kernel, stride), min(n // stride, columns - 1) + 1):
                grad_input[a, b] += grad_output[i, j] / divisor[i, j]
    return grad_input


def random_winners(windows: int, kernel: int, seed: int) -> NDArray:
    """Wrong (E10): random signs stand in for a forward pass, so that a window has no winner or several."""
    signs = np.random.default_rng(seed).choice([-1, 1], size=(windows, kernel * kernel))
    return signs > 0


def window_matrix(x: NDArray, kernel: int, stride: int) -> NDArray:
    """Right: a row for each window, kernel · kernel columns, and one winner in each row."""
    rows, columns = ((n - kernel) // stride + 1 for n in x.shape)
    matrix = np.zeros((rows * columns, kernel * kernel), dtype=bool)
    for n, (i, j) in enumerate(np.ndindex(rows, columns)):
        top, left = i * stride, j * stride
        matrix[n, x[top : top + kernel, left : left + kernel].argmax()] = True
    return matrix
