"""Where mistakes are found in public code, as it was read there: whose, which line, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """A place that anybody can open: what stands there, and what should, in words or as code in Markdown."""

    whose: str
    where: str
    link: str
    stands: str
    right: str

    @property
    def told(self) -> str:
        """The citation as a sentence or two of Markdown."""
        return f"{self.whose}, [{self.where}]({self.link}): {self.stands}. It should be {self.right}."


_GITHUB = "https://github.com"
#: By the name of the mistake (§5 of the reference). A mistake that is not here has no source that can be opened.
CITED = {
    "E2": (
        Citation(
            "A relative of it, mended in 2025: PaddlePaddle/Paddle",
            "pull request 74077",
            f"{_GITHUB}/PaddlePaddle/Paddle/pull/74077",
            "the gradient of every bin was divided by one size, input / output rounded up",
            "divided by the cells of each bin, which need not be as many",
        ),
    ),
    "E3": (
        Citation(
            "hanbt/learn_dl, “deep learning algorithms source code for beginners”",
            "cnn.py, lines 314 to 317",
            f"{_GITHUB}/hanbt/learn_dl/blob/c2ec5f1399818a39c2140bef7e2edd46e6c6815a/cnn.py#L314-L317",
            "`self.delta_array[d, i * self.stride + k, j * self.stride + l] = sensitivity_array[d,i,j]`",
            "`+=` in place of `=`: the class takes strides that are smaller than its window",
        ),
        Citation(
            "FluxML/NNlib.jl, a library, mended in 2020",
            "issue 205",
            f"{_GITHUB}/FluxML/NNlib.jl/issues/205",
            "line 179 of `src/impl/pooling_direct.jl` had `=`",
            "`+=`, as the issue found by comparing with PyTorch",
        ),
    ),
    "E5": (
        Citation(
            "deeplearning.ai, Convolutional Neural Networks, week 1, exercise `create_mask_from_window`",
            "a copy in amanchadha/coursera-deep-learning-specialization",
            f"{_GITHUB}/amanchadha/coursera-deep-learning-specialization/blob/master/C4%20-%20Convolutional%20Neural"
            "%20Networks/Week%201/Convolution_model_Step_by_Step_v2a.ipynb",
            "`A = (X == x)`",
            "one of the largest cells alone; the exercise says itself that it leaves several maxima out",
        ),
    ),
    "E7": (
        Citation(
            "Solutions of an exercise of the course CS231n, among them Clarence-G/learngit",
            "cs231n/assignment2/max-pool.py",
            f"{_GITHUB}/Clarence-G/learngit/blob/be3e03b32cb105dd3c455651bc19cc9a62238de7/cs231n/assignment2/max-pool.py",
            "`dx[i, j, k*s:HH+k*s, l*s:WW+l*s] = (window == m) * dout[i, j, k, l]`",
            "`+=` in place of `=`, and one cell where several equal `m` (E5)",
        ),
    ),
    "E8": (
        Citation(
            "oreilly-japan/deep-learning-from-scratch, whose `Pooling` takes the maximum of what `im2col` has padded",
            "common/util.py, line 58",
            f"{_GITHUB}/oreilly-japan/deep-learning-from-scratch/blob/07b11618cdb5d5f78ad45464de0730efc07b0a4a/common/util.py#L58",
            "`img = np.pad(input_data, [(0,0), (0,0), (pad, pad), (pad, pad)], 'constant')`",
            "padded with −∞ for a maximum; the zeros are right for its convolution",
        ),
    ),
}


def footnote(anchor: str) -> str:
    """What can be shown of where a mistake is found, in Markdown.

    >>> footnote("E1")
    'E1 is a known mistake. We know of no public source that can be opened, so none is named.'
    """
    if anchor not in CITED:
        return f"{anchor} is a known mistake. We know of no public source that can be opened, so none is named."
    return "\n\n".join(f"{anchor}: {citation.told}" for citation in CITED[anchor])
