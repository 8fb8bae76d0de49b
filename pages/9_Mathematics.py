"""Mathematics: the formulas that the lab computes by, with the numbers of the layer at hand."""

import streamlit as st

from figures.formulas import backward_formulas, forward_formulas
from figures.stories.size import size_formula, size_note
from ui import controls, link, page, state
from ui.mathematics import formulas, further

page.start("Mathematics")
controls.sidebar()
page.title("Mathematics", "The formulas that every number in this lab is computed by.")
page.notice()
lab = state.current()
with st.container(key="mathematics"):
    st.write(f"The layer in the sidebar turns {lab.height} × {lab.width} cells into this many outputs:")
    st.latex(size_formula(lab.spec, lab.height, lab.width))
    note = size_note(lab.spec, lab.height, lab.width)
    if note:
        st.write(note)
    formulas(1, forward_formulas())
    formulas(2, backward_formulas())
    further()
page.finish(link.kept())
