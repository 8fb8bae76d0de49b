"""Where the lessons were before: links made then open them still. The menu does not name it."""

from ui.demos.page import lessons_page

lessons_page("Demos")
