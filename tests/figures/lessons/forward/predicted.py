"""What the question says that opens the lesson on the forward pass: the picture is pooled with NumPy alone."""

from functools import cache

from lab.photo.landscape import landscape
from tests.figures.lessons.claims import always

WIDE, BEHIND = 8, 3


@cache
def pictures():
    """The picture, and the largest number of each block, colour by colour."""
    x = landscape()
    height, width, colours = x.shape
    return x, x.reshape(height // WIDE, WIDE, width // WIDE, WIDE, colours).max(axis=(1, 3))


def sizes(at):
    before, after = pictures()
    height, width, colours = before.shape
    return {
        "before": f"{before.size:,}", "after": f"{after.size:,}", "height": height, "width": width, "colours": colours,
        "wide": WIDE, "behind": BEHIND, "sees": (BEHIND - 1) * WIDE + WIDE,
    }  # fmt: skip


def only(*names):
    return lambda at: {name: sizes(at)[name] for name in names}


def means(at):
    dark, light = (plane.mean() for plane in pictures())
    return dark < light and {"light": f"{light:.0f}", "dark": f"{dark:.0f}"}


CLAIMS = {
    "Why pool at all?": always,
    "A picture is many numbers: this one [before], [height] × [width] pixels in [colours] colours.": (
        only("before", "height", "width", "colours")
    ),
    "Must every layer of a network work on all of them?": always,
    "Max pooling moves a window over it, here [wide] × [wide] pixels in steps of [wide], and keeps the largest number "
    "of each, colour by colour.": only("wide"),
    "**Of how many numbers is one left?**": always,
    "One number is left of each window, in each colour.": lambda at: (
        pictures()[1].size * WIDE * WIDE == pictures()[0].size
    ),
    "How many pixels has a window?": always,
    "A window is [wide] · [wide] pixels.": only("wide"),
    "So [after] numbers are left, and the lake is still there.": only("after"),
    "Layers behind have less to do, and a window of [behind] × [behind] there sees [sees] × [sees] pixels.": (
        only("behind", "sees")
    ),
    "The price: which pixel it was is gone, and the largest numbers are lighter, [light] of 255 in the mean, [dark] "
    "before.": means,
    "right: [part]": lambda at: {"part": pictures()[0].size / pictures()[1].size},
    "slip [wide]: Along one side 1 of [wide] is left. The other side becomes shorter, too.": only("wide"),
    "slip [sum]: That adds both sides up. Think of the area of a window.": lambda at: {"sum": WIDE + WIDE},
    "slip [rest]: That is how many of each window are dropped; the one that stays counts, too.": lambda at: {
        "rest": WIDE * WIDE - 1
    },
    "slip [left]: That is how many are left in all. Of how many is each of them the one that is left?": lambda at: {
        "left": pictures()[1].size
    },
    "Picture | [height] × [width] pixels": only("height", "width"),
    "Max pooling | [rows] × [columns] pixels": lambda at: {
        "rows": pictures()[1].shape[0],
        "columns": pictures()[1].shape[1],
    },
}
