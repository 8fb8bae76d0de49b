"""Numbers to pictures and formulas: Plotly specs and LaTeX; knows no Streamlit."""
