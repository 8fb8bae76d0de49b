"""The lessons, in the order of the gallery; each is one file that says all of itself in `LESSON`."""

from figures.lessons import check, jacobian, overlap
from figures.lessons.lesson import Lesson

LESSONS: dict[str, Lesson] = {module.LESSON.slug: module.LESSON for module in (overlap, jacobian, check)}
