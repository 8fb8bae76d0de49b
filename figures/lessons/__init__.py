"""The lessons, in the order of the gallery; each is one file that says all of itself in `LESSON`."""

from figures.lessons import (
    adaptive,
    average,
    bounds,
    channels,
    check,
    forward,
    jacobian,
    network,
    operators,
    overlap,
    padding,
    robust,
    routing,
    row,
    shift,
    sizes,
    ties,
    unpooling,
)
from figures.lessons.kit.lesson import Lesson

ORDER = (
    forward,
    routing,
    overlap,
    ties,
    padding,
    sizes,
    average,
    bounds,
    adaptive,
    operators,
    jacobian,
    check,
    robust,
    network,
    unpooling,
    shift,
    channels,
    row,
)
LESSONS: dict[str, Lesson] = {module.LESSON.slug: module.LESSON for module in ORDER}
