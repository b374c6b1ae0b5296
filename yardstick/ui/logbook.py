"""The audit log and the counts of use, as the screens reach them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.audit import Action, record
from yardstick.access.log import Log
from yardstick.access.usage import Usage
from yardstick.ui.sign_in import door

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.model import Viewer

_SEEN: Final = "page_seen"
_REFUSED: Final = "page_refused"


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


def note_refusal(viewer: Viewer, path: str) -> None:
    """Write down that a page was asked for that is not granted; once, until another is."""
    if st.session_state.get(_REFUSED) == path:
        return
    here = door()
    record(here.engine, here.key, viewer.account, Action.PAGE_REFUSED, {"page": path})
    st.session_state[_REFUSED] = path


@cache
def _usage(engine: sa.Engine, key: bytes) -> Usage:
    return Usage(engine, key)
