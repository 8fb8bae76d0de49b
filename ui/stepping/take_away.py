"""What a visitor takes away from the player: a link, an animated GIF, a file that plays without a server."""

from __future__ import annotations

import streamlit as st

from figures.film.gif import every, shown, to_gif
from figures.film.prepared import PreparedPass
from figures.phrases import ordinal
from figures.theme import Theme
from lab.state import Lab
from pooling import Pooled
from ui import state, turns
from ui.copying import copy_the_address, copy_the_frame
from ui.queue import heavy
from ui.quiz.way_in import quiz_me
from ui.stepping.standalone import of_pass
from ui.stepping.stepper import CODE, shows_code

#: Steps from which on drawing a film is heavy work.
HEAVY_FILM = 50


def take_away(lab: Lab, pooled: Pooled, run: PreparedPass, theme: Theme) -> None:
    """Draw the row of buttons. What a closed one holds is not made."""
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        copy_the_address(lab)
        copy_the_frame(lab)
        quiz_me()
        st.toggle("Follow the code", key=CODE, help="This pass as plain loops; the line at work is lit as it plays.")
        page = st.popover("Take the page", key="page_file", on_change="rerun")
        if page.open:
            page.write("One file that plays these steps in any browser, without a server:")
            content = of_pass(run, lab.stepping.at, theme, code=shows_code())
            page.download_button(
                "pooling.html", content, "pooling.html", "text/html", key="get_html", on_click="ignore"
            )
        film = st.popover("Take a GIF", key="film", on_change="rerun")
        if film.open:
            film.write(about_film(run.length))
            _film(film, run, theme)


def about_film(steps: int) -> str:
    """What the GIF of a pass will show, said before it is made.

    >>> about_film(20_000)
    'An animated picture, for slides, of every 34th of the 20,000 steps: 590 frames.'
    """
    if every(steps) == 1:
        return f"An animated picture of all {steps} steps, for slides:"
    frames = len(shown(steps)) + 1
    return f"An animated picture, for slides, of every {ordinal(every(steps))} of the {steps:,} steps: {frames} frames."


def _film(box: st.delta_generator.DeltaGenerator, run: PreparedPass, theme: Theme) -> None:
    """Made on demand, since a long pass takes a while; kept until the pass is another one."""
    wide = box.toggle("16:9, fills a slide", key="gif_wide")
    about = (run.id, wide)
    made = state.kept_now("gif", about)
    if made is None and box.button("Make the GIF", key="make_gif"):
        bar = box.progress(0.0, "Drawing")

        def progress(part: float) -> None:
            turns.pass_by()
            bar.progress(part, "Drawing")

        def draw() -> bytes:
            with heavy(run.length > HEAVY_FILM):
                return to_gif(run.playback.trace, run.told, theme, wide, progress)

        made = state.kept("gif", about, draw, renew=False)
        bar.empty()
    if made is not None:
        box.download_button("pooling.gif", made, "pooling.gif", "image/gif", key="get_gif", on_click="ignore")
