"""The lessons, in the order of the gallery; each is one file that says all of itself in `LESSON`."""

from figures.lessons import (
    adaptive,
    average,
    bounds,
    check,
    forward,
    jacobian,
    operators,
    overlap,
    padding,
    robust,
    routing,
    sizes,
    ties,
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
)
LESSONS: dict[str, Lesson] = {module.LESSON.slug: module.LESSON for module in ORDER}
