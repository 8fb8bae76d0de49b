"""The mathematics behind the lab."""

import streamlit as st

from ui import controls, page

page.start("Mathematics")
controls.sidebar()
st.write("…")
