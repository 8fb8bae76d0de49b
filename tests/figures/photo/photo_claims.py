"""What the Image page claims of a pooled picture, and when."""

from tests.figures.lessons.claims import reads
from tests.figures.photo.photo_facts import (
    first_is_chosen,
    follows_square_root,
    map_agrees,
    nothing,
    outputs_agree,
    reads_as_part,
    spaced,
)

# The layer


def made(operator):
    """Whether the output is this one's of each colour by itself."""
    return lambda at: at.operator == operator and outputs_agree(at) and {"window": spaced(at.run.layer.kernel_size)}


def chooses(*operators):
    return lambda at: at.operator in operators and first_is_chosen(at)


def never_chosen(*operators):
    """Whether no pixel that is chosen lies in the padding, where there is some."""
    return lambda at: at.operator in operators and at.padded and first_is_chosen(at)


def zeros_averaged(at):
    """Whether the padding counts in the divisors, where there is some."""
    return at.operator == "avg" and at.padded and outputs_agree(at)


# All pixels


def counts(at):
    return bool(at.run.chosen) and map_agrees(at)


def weighs(at):
    return not at.run.chosen and map_agrees(at)


def left_out(at):
    """How many of all pixels nothing is said for, with a capital."""
    part, whole = nothing(at), len(at.run.map)
    return part > 0 and {"part": lambda text: reads_as_part(text[0].lower() + text[1:], part, whole)}


def most_often(at):
    most = max(at.run.map.values())
    return counts(at) and {
        "often": lambda text: text == "once" if most == 1 else reads(text.removesuffix(" times"), most)
    }


def lightest(at):
    return min(at.run.map.values())


def heaviest(at):
    return {"most": max(at.run.map.values()), "least": lightest(at)}


def same_weight(at):
    return weighs(at) and len(set(at.run.map.values())) == 1 and heaviest(at)


def different_weights(at):
    return weighs(at) and not nothing(at) and len(set(at.run.map.values())) > 1 and heaviest(at)


# A region


def sends(at):
    n = len(at.windows)
    cells = "one cell sends" if n == 1 else f"{n:,} cells send"
    return {"cells": cells, "sum": 3 * n}


def held(at):
    return len({pixel for window in at.windows for pixel in at.run.cells[window]})


def reached(at):
    """How many pixels something arrives at, of those in the windows: all, some or the only one; how many windows."""
    touched = {
        pixel for slopes in at.run.slopes for window in at.windows for pixel, slope in slopes[window].items() if slope
    }
    landed, pixels = len(touched), held(at)
    those = f"all {pixels:,} pixels" if landed == pixels else f"{landed:,} of the {pixels:,} pixels"
    those = "no pixel" if landed == 0 else "the only pixel" if pixels == 1 else those
    return {"those": those, "windows": "window" if len(at.windows) == 1 else "windows"}


def most_received(at):
    return at.operator in ("max", "min") and reached(at) | {"most": max(at.received.values())}


def all_arrives(at):
    """Whether an average's windows send equal shares, and nothing is lost."""
    even = all(len(set(at.run.slopes[0][window].values())) == 1 for window in at.windows)
    return at.operator == "avg" and even and sum(at.received.values()) == 3 * len(at.windows) and reached(at)


def some_falls_on_padding(at):
    """What arrives, where windows hold padding that is averaged too."""
    arrived = sum(at.received.values())
    lost = arrived < 3 * len(at.windows) and at.padded
    return at.operator == "avg" and lost and reached(at) | {"sum": arrived}


def both_ways(at):
    """Whether each window sends 1 to its largest pixel and −1 to its smallest, and 0 where both are one."""
    ends = all(sorted(v for v in at.run.slopes[0][window].values() if v) in ([-1, 1], []) for window in at.windows)
    return at.operator == "range" and ends and reached(at)


# Titles


def map_of(operator):
    """Whether the map is this operator's; `map_agrees` says what its numbers are."""
    return lambda at: at.pooled.spec.operator == operator and {"dots": at.dots}


IN_ALL = "The region's [cells] back a gradient of 1 in each of 3 colours: [sum] in all."
CLAIMS = {
    "layer": {
        "Each output cell is the largest value of a window of [window] pixels, "
        "for red, green and blue separately.": made("max"),
        "Each output cell is the smallest value of a window of [window] pixels, "
        "for red, green and blue separately.": made("min"),
        "Each output cell is the mean of a window of [window] pixels, for red, green and blue separately.": made("avg"),
        "Each output cell is the largest value minus the smallest of a window of [window] pixels, for red, green and "
        "blue "
        "separately.": made("range"),
        "Of equal values the first wins, from the top left.": chooses("max", "min"),
        "Of equal values the first is chosen, from the top left.": chooses("range"),
        "Padding never wins.": never_chosen("max", "min"),
        "Padding is never chosen.": never_chosen("range"),
        "The padding's zeros are averaged too.": zeros_averaged,
    },
    "density": {
        "<b>[part]</b> of all pixels are chosen by no window, in any colour: their gradient is 0, whatever comes from "
        "above.": lambda at: counts(at) and left_out(at),
        "Every pixel is chosen by a window, in one colour at least.": lambda at: counts(at) and not nothing(at),
        "No pixel is chosen more than [often], the three colours together.": most_often,
        "<b>[part]</b> of all pixels lie in no window: their gradient is 0.": lambda at: weighs(at) and left_out(at),
        "No pixel weighs more than [most] in each colour.": lambda at: weighs(at) and nothing(at) and heaviest(at),
        "Every pixel weighs the same, [most] in each colour: none is left out.": same_weight,
        "No pixel is left out: the weights go from [least] to [most] in each colour.": different_weights,
    },
    "region": {
        IN_ALL: sends,
        "It reaches <b>[those]</b> in its [windows], none more than [most] of it.": most_received,
        "It reaches <b>[those]</b> in its [windows]: each window spreads its own evenly.": all_arrives,
        "It reaches <b>[those]</b> in its [windows], [sum] together: the rest falls on padding.": some_falls_on_padding,
        "It reaches <b>[those]</b> in its [windows]: in each colour, a window sends 1 to its largest pixel and −1 to "
        "its smallest; if one pixel is both, nothing.": both_ways,
    },
    "titles": {
        "Input | X | [seen]": lambda at: {"seen": at.seen("pixels", at.near, at.pooled.input_size)},
        "Output | Y | [seen]": lambda at: {"seen": at.seen("cells", at.out, at.pooled.output_size)},
        "Input gradient | ∂E/∂X | what comes back, all colours[dots]": lambda at: {"dots": at.dots},
        "Argmax density | times chosen, all colours[dots]": map_of("max"),
        "Argmin density | times chosen, all colours[dots]": map_of("min"),
        "Density of both choices | times chosen, all colours[dots]": map_of("range"),
        "Weight of each pixel | in all outputs, each colour[dots]": map_of("avg"),
    },
    "notes": {
        "The colours of both maps follow the square root of the number.": follows_square_root,
        "Pooled at full size, shown smaller: a dot stands for [block] pixels, in pictures their mean, in maps their "
        "sum.": (lambda at: at.factor > 1 and {"block": spaced((at.factor, at.factor))}),
        "A link to this page holds the layer and the region, not your picture.": lambda at: at.own,
    },
}
