"""The audit log and the counts of use, as the screens reach them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.log import Log
from yardstick.access.usage import Usage
from yardstick.ui.sign_in import door

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.model import Viewer

_SEEN: Final = "page_seen"


def log(viewer: Viewer) -> Log:
    """Return the log as far as a viewer may read it."""
    return Log(door(), viewer)


def note_view(viewer: Viewer, path: str) -> None:
    """Count that a page was opened. What is changed on it afterwards is the same view."""
    if st.session_state.get(_SEEN) == path:
        return
    st.session_state[_SEEN] = path
    here = door()
    _usage(here.engine, here.key).note(viewer, path)


@cache
def _usage(engine: sa.Engine, key: bytes) -> Usage:
    return Usage(engine, key)
