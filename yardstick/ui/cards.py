"""Cards: parts of a page that are drawn once and replayed for everybody who may see the same.

A page is made of cards, and asks for figures only inside the function that draws one. Where the
same card was drawn before, neither happens: Streamlit sends what it sent then. So a card must
depend on nothing but its digest, and holds no control.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.ui.selection import to_params

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.ui.page import PageContext

MOST_KEPT: Final = 600  # about 60 KB each: ten authorities, five comparators, the pages most read


def card(page: PageContext, name: str, draw: Callable[[], None], *options: str) -> None:
    """Draw a card, or replay it.

    Args:
        page: Whose figures, which selection, from which edition.
        name: The card's own name, unlike any other's on any page.
        draw: Asks for the figures and draws them; static elements only.
        options: The page's own controls that change what is drawn.
    """
    # By name: Streamlit otherwise works out the names from the signature, at every click.
    _replayed(digest=digest(page, name, *options), _draw=draw)


def digest(page: PageContext, name: str, *options: str) -> str:
    """Name everything a card depends on, in one string.

    One string, because Streamlit can give two different sets of arguments the same key.
    """
    parts = [page.edition(), page.viewer.scope, to_params(page.selection), name, options]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@st.cache_data(max_entries=MOST_KEPT, show_spinner=False)
def _replayed(digest: str, _draw: Callable[[], None]) -> None:  # noqa: ARG001 - it is the key
    _draw()
