"""A page's own options: one row above its title, each of them part of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.delta_generator import DeltaGenerator


def row() -> DeltaGenerator:
    """Return the row that a page's options stand in."""
    return st.container(horizontal=True, vertical_alignment="bottom", key="options")


def one_of(names: Iterable[str], *, label: str = "Show", key: str = "section") -> str:
    """Draw a choice of one among several that are all in sight; return the chosen one's name.

    Args:
        names: In the order drawn; the first is chosen until another is.
        label: What is chosen, for who cannot see it.
        key: Its name in the address.
    """
    offered = list(names)
    return st.segmented_control(
        label,
        offered,
        default=offered[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
