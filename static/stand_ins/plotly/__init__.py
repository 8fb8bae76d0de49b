"""What Streamlit and the lab ask of Plotly in Python: to hold a figure and write it down. The page draws it.

That the lab's figures are right is checked by the real Plotly, on every server and in the tests.
"""
