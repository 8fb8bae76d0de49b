"""What stands below the grids: undo, the address, files, the gradient checked, the argmax in four ways, the code."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from numpy.typing import NDArray

from figures.stories.memory import four_ways
from figures.theme import Theme
from figures.voices import voice_of
from lab.export import to_json, to_npz
from lab.state import Lab
from pooling import Pooled
from ui import history
from ui.check.way_in import check_mine
from ui.copying import copy_the_address, copy_the_frame
from ui.explore.check import checked
from ui.explore.opening import open_a_file
from ui.opened import opened
from ui.panels import image
from ui.take_code import HELP, take_the_code


def below(lab: Lab, pooled: Pooled, theme: Theme) -> None:
    """Draw the row of buttons. What a closed one holds is not computed."""
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="xsmall"):
        history.buttons()
        copy_the_address(lab)
        copy_the_frame(lab)
        download = st.popover("Download", key="download", on_change="rerun")
        if download.open:
            download.write("Input, output, indices and both gradients, with the layer:")
            data: list[tuple[Callable[[Pooled, NDArray], bytes | str], str, str]] = [
                (to_npz, "npz", "application/octet-stream"),
                (to_json, "json", "application/json"),
            ]
            for make, ending, mime in data:
                content = make(pooled, lab.grad_output)
                label = f"pooling.{ending}"
                download.download_button(label, content, label, mime, key=f"get_{ending}", on_click="ignore")
        open_a_file()
        check_mine(lab.settings, lab.x, lab.grad_output)
        check = st.toggle("Check gradient", key="check")
        ways = st.toggle("Four memories", key="ways", help="Four ways to remember the argmax.")
        code = st.toggle("Take the code", key="code", help=HELP)
    if check:
        with opened("check"):
            checked(lab, pooled, theme)
    if ways:
        with opened("ways"):
            _ways(pooled, theme)
    if code:
        with opened("code"):
            take_the_code(lab)


def _ways(pooled: Pooled, theme: Theme) -> None:
    if not pooled.operator.selects:
        st.write(voice_of(pooled.operator).remembers)
        return
    memories = four_ways(pooled, theme)
    for tab, memory in zip(st.tabs([m.title for m in memories]), memories, strict=True):
        with tab:
            st.html(f'<p class="lab-note">{memory.text}</p>{image(memory.svg, memory.title)}{memory.table}')
