"""Who comes to a new process first waits for all: imports, and what is made once for everybody. So it is nobody."""

from __future__ import annotations

import logging
from pathlib import Path

from streamlit.testing.v1 import AppTest

from figures.lessons import LESSONS
from figures.theme import THEMES
from ui import memory
from ui.explore import scene
from ui.page import PAGES
from ui.stepping import stepper

#: Seconds that a page may take, on a slow machine that does other things as well.
PATIENCE = 120.0
#: The page of the lessons, whose address says which one is open, and at which step.
GALLERY = "pages/2_Lessons.py"
#: The components whose scripts say once that they are there, upon which the page is drawn again.
READY = (scene.OVERLAY, stepper.PLAYER)


def warm(script: Path) -> None:
    """Open every page in both themes, and a lesson, as one who comes for the first time."""
    logging.disable(logging.WARNING)  # no browser is there, of which Streamlit would warn
    for theme in THEMES:
        for page in PAGES:
            visit(script, page, theme)
        visit(script, GALLERY, theme, lesson=next(iter(LESSONS)))
    logging.disable(logging.NOTSET)
    memory.settle()


def visit(script: Path, page: str, theme: str, **words: str) -> None:
    """Open a page in a session of its own, and where there are charts have the second run that a browser asks for."""
    at = AppTest.from_file(str(script), default_timeout=PATIENCE)
    at.context = {"theme": theme}
    at.query_params.update(words)
    if page != script.name:
        at.switch_page(page)
    at.run()
    for key in READY:
        if key in at.session_state:
            at.session_state[key] = {"ready": True}
            at.run()
