"""Ten recovery codes on screen: shown once, until their owner says that they are kept."""

from __future__ import annotations

from typing import Final

import streamlit as st

from yardstick.charts.markup import tag

KEEP: Final = (
    "Write these down or print them, and keep them where your telephone is not. Each signs "
    "you in once if the telephone is lost. They are not shown again."
)


def draw(key: str) -> None:
    """Draw the codes that wait in the session's state, and the button that takes them out."""
    codes: tuple[str, ...] = st.session_state[key]
    st.html(tag("ol", *(tag("li", tag("code", one)) for one in codes), class_="ys-codes"))
    st.button("I have kept them", type="primary", on_click=st.session_state.pop, args=(key,))
