"""Starts Yardstick: `streamlit run app.py`.

Streamlit finds the app by reading this file, so the assignment stands here as it is. The script
it runs has no `pages` folder beside it: one would be a way past the sign-in.
"""

import streamlit as st

from yardstick.web import launcher

launcher.prepare()
app = st.App(
    "yardstick/ui/main.py",
    routes=launcher.routes(),
    middleware=launcher.middleware(),
    exception_handlers=launcher.exception_handlers(),
)
