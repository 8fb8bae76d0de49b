"""Streamlit building blocks shared by the pages; the only owner of session state and query parameters."""
