"""Pooling code as students write it, right and with each of their bugs; a bug is a word in `bugs`."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def loops(bugs=()):
    """Four loops over windows, padded first; (N, C, H, W)."""

    def backward(x, grad_output, kernel_size, stride, padding=0):
        k, s, p = kernel_size, stride, padding
        height, width = x.shape[2:]
        lowest = np.inf if "min_for_max" in bugs else -np.inf
        padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], constant_values=0 if "zeros" in bugs else lowest)
        grad = np.zeros_like(padded)
        for a, b, i, j in np.ndindex(grad_output.shape):
            window = padded[a, b, i * s : i * s + k, j * s : j * s + k]
            r, q = np.unravel_index((window.argmin if "min_for_max" in bugs else window.argmax)(), window.shape)
            g = 1 if "upstream_forgotten" in bugs else grad_output[a, b, i, j]
            if "assign" in bugs:
                grad[a, b, i * s + r, j * s + q] = g
            else:
                grad[a, b, i * s + r, j * s + q] += g
        if "not_cropped" in bugs:
            return grad
        if "cropped_at_the_start" in bugs:
            return grad[:, :, :height, :width]
        return grad[:, :, p : p + height, p : p + width]

    return backward


def mask_equality(bugs=()):
    """`window == window.max()` as the mask, of which the right one keeps the first cell; one plane (H, W)."""

    def backward(X, dout, f, s):
        grad = np.zeros_like(X)
        for i in range(dout.shape[0]):
            for j in range(dout.shape[1]):
                window = X[i * s : i * s + f, j * s : j * s + f]
                mask = window == window.max()
                if "last_tie" in bugs:
                    mask &= mask.ravel()[::-1].cumsum()[::-1].reshape(mask.shape) == 1
                elif "split" in bugs:
                    mask = mask / mask.sum()
                elif "every_tie" not in bugs:
                    mask &= mask.ravel().cumsum().reshape(mask.shape) == 1
                if "overwrite" in bugs:
                    grad[i * s : i * s + f, j * s : j * s + f] = mask * dout[i, j]
                else:
                    grad[i * s : i * s + f, j * s : j * s + f] += mask * dout[i, j]
        return grad

    return backward


def im2col(bugs=()):
    """Columns of windows by fancy indexing, argmax down each, np.add.at back; (N, C, H, W)."""

    def backward(inputs, grad, pool_size, strides):
        n, c, height, width = inputs.shape
        rows, columns = grad.shape[2:]
        r = np.repeat(np.arange(rows), columns) * strides
        q = np.tile(np.arange(columns), rows) * strides
        down, along = np.divmod(np.arange(pool_size**2), pool_size)
        places = (down[:, None] + r) * width + along[:, None] + q
        planes = inputs.reshape(n * c, height * width)
        winners = np.take_along_axis(places[None], planes[:, places].argmax(1)[:, None], 1)[:, 0]
        out = np.zeros_like(planes)
        upstream = grad.reshape(n * c, -1)
        if "assign" in bugs:
            np.put_along_axis(out, winners, upstream, 1)
        else:
            np.add.at(out, (np.arange(n * c)[:, None], winners), upstream)
        out = out.reshape(inputs.shape)
        return out.swapaxes(2, 3) if "transposed" in bugs else out

    return backward


def stride_tricks(bugs=()):
    """An average by as_strided views, and its gradient added window by window; (N, C, H, W)."""

    def backward(x, dy, kernel, stride, pad):
        n, c, height, width = x.shape
        padded = np.zeros((n, c, height + 2 * pad, width + 2 * pad))
        rows, columns = dy.shape[2:]
        a, b, down, along = padded.strides
        shape = (n, c, rows, columns, kernel, kernel)
        windows = as_strided(padded, shape, (a, b, down * stride, along * stride, down, along))
        share = dy if "not_divided" in bugs else dy / (rows * columns if "by_output" in bugs else kernel**2)
        for i, j in np.ndindex(kernel, kernel):
            if "assign_shares" in bugs:
                windows[..., i, j] = share
            else:
                windows[..., i, j] += share
        return padded[:, :, pad : pad + height, pad : pad + width]

    return backward


def sliding(bugs=()):
    """A max by sliding_window_view, with its indices; (N, C, H, W)."""

    def forward(x, k, s):
        if "channels" in bugs:
            x = x.reshape(x.shape[0], *x.shape[2:], x.shape[1]).transpose(0, 3, 1, 2)
        if "stride_and_kernel" in bugs:
            k, s = s, k
        windows = sliding_window_view(x, (k, k), (2, 3))[:, :, ::s, ::s]
        flat = windows.reshape(*windows.shape[:4], -1)
        at = flat.argmax(-1)
        row, column = np.divmod(at, k)
        row, column = row + np.arange(at.shape[2])[:, None] * s, column + np.arange(at.shape[3]) * s
        indices = at if "index_in_window" in bugs else row * x.shape[3] + column
        output = flat.max(-1)
        if "channels" in bugs:
            output, indices = (a.transpose(0, 2, 3, 1).reshape(a.shape) for a in (output, indices))
        return output, indices

    return forward
