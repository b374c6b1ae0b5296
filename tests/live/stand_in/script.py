"""The page behind the stand-in's gate: everything on it is a secret."""

from __future__ import annotations

from urllib.parse import urlsplit

import plotly.graph_objects as go
import streamlit as st

from yardstick.ui.sign_in import needs_session, sign_in_page, signed_in


@st.cache_data
def counted() -> list[int]:
    return [0]


@st.cache_resource
def runs() -> dict[str, int]:
    return {"cached": 0}


@st.fragment(run_every=3600)
@needs_session
def clock(name: str) -> None:
    st.write(f"SECRET fragment of {name}")


def page() -> None:
    viewer = signed_in()
    assert viewer is not None
    runs()["cached"] += 1
    st.title(f"SECRET of {viewer.account}")
    st.write(f"areas {sorted(viewer.areas)}", f"query {st.query_params.to_dict()}")
    st.write(f"runs {runs()['cached']}")
    st.text_input("Note", key="note")
    st.write("note " + st.session_state.get("note", ""))
    st.download_button("Take", "SECRET in a file", file_name="take.txt")
    st.file_uploader("Give")
    st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[3, 4])))
    st.dataframe({"SECRET": [1, 2]})
    st.html('<form method="post" action="/session/end"><button>Sign out</button></form>')
    clock(viewer.account)


def main() -> None:
    st.set_page_config(page_title="Stand-in", layout="wide")
    path = urlsplit(st.context.url or "/").path.strip("/")
    drawn = page if signed_in() else sign_in_page
    pages = [st.Page(drawn, title="First", url_path="", default=True)]
    if path:
        pages.append(st.Page(drawn, title="Asked", url_path=path, visibility="hidden"))
    st.navigation(pages, position="hidden").run()


main()
