"""Keeps what is shown and the browser's address the same, whichever of them changed.

The selection is written to the address in full and by code, before the page is chosen, so that
the browser keeps it through a page change, a refresh, Back and a copied address. Streamlit's own
binding of widgets is not used for it: that writes labels, drops values that are a default, and
passes over a bad value without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.ui.selection import PARAMS, to_params

if TYPE_CHECKING:
    from yardstick.model import Selection

_KEPT: Final = "kept_params"
_CHOSEN: Final = "chosen_here"


def asked() -> dict[str, str]:
    """Return what to show by names in the link, as it was asked for and not yet checked.

    What a control has just set wins; else what stands in the address, as after Back or a link;
    else what was shown before. To be called once in a run.
    """
    params = dict(st.session_state.get(_KEPT, {}))
    if not st.session_state.pop(_CHOSEN, False):
        shown = st.query_params.to_dict()  # once: each look at it costs a part of every click
        params |= {name: shown[name] for name in PARAMS if name in shown}
    return params


def write(selection: Selection) -> None:
    """Put the selection in the browser's address and keep it for the next run.

    Must come before `st.navigation`: the browser then makes one step of a page change, where
    otherwise Back would first lead to the same page without its values.
    """
    params = to_params(selection)
    st.session_state[_KEPT] = params
    shown = st.query_params.to_dict()
    if any(shown.get(name) != value for name, value in params.items()):
        st.query_params.update(params)
    for name in PARAMS:
        if name in shown and name not in params:
            del st.query_params[name]


def choose(**values: str) -> None:
    """Set values by their names in the link; for the callback of a control."""
    st.session_state[_KEPT] = st.session_state.get(_KEPT, {}) | values
    st.session_state[_CHOSEN] = True
