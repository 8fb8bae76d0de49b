"""The lab as a folder of files: Streamlit on Pyodide in the visitor's browser, and no Python on any server.

`python -m static` makes it. Each module makes one part, out of files that `pins.toml` names with their sha256:
`python` Python and what is imported, `front` Streamlit's scripts, `app` the lab, `player` and `page` what opens first.
"""
