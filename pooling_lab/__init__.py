"""Pooling Lab, installed: the app that shows what a pooling layer does, forward and backward.

The wheel has the app's folders in here, beside `__main__.py`, as `streamlit run app.py` wants them: Streamlit puts the
folder of its script before all others, so that `ui` and `pages` are no packages of anybody else's.
"""
