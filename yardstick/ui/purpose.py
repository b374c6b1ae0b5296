"""Records that few people may see: each look is written down, with what for where that is asked.

It is asked once a session, of the records that are most closely kept. The line is on disk before a
figure is asked for; where it cannot be written, nothing is shown.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.audit import Action, record
from yardstick.access.errors import AccessDenied
from yardstick.access.purposes import LONGEST, PURPOSES, words_of
from yardstick.charts.markup import tag
from yardstick.results.exclusions_types import DATASET as EXCLUSIONS
from yardstick.ui.changes import tell
from yardstick.ui.sign_in import door, session_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.model import Viewer

_KEY: Final = "purpose_words"
_LOOKED: Final = "looked_at"
_REFUSED: Final = "purpose_refused"
_WHY: Final = (
    "Behind these figures are records of children, kept for people named for them. What you write "
    "stands in the audit log with every view you open."
)
# Views whose files are of such records, and of which data set.
_OF_VIEW: Final[Mapping[str, str]] = MappingProxyType({"exclusions": EXCLUSIONS})


def given(viewer: Viewer, dataset: str) -> bool:
    """Tell whether this session said what it looks for; draw the question where it has not."""
    if PURPOSES.stated(session_hash(), dataset):
        return True
    if refusal := st.session_state.pop(_REFUSED, ""):
        tell(tag("p", refusal), refused=True)
    st.title("First say what you need these records for", anchor=False)
    st.html(tag("p", _WHY, class_="ys-lead"))
    with st.form("purpose", border=False):
        st.text_input(
            "What do you look at these records for?",
            key=_KEY,
            max_chars=LONGEST,
            help="Kept in the audit log with what you look at. Name no child and no school.",
        )
        st.form_submit_button("Show exclusions", on_click=_state, args=(viewer, dataset))
    return False


def _state(viewer: Viewer, dataset: str) -> None:
    """Write the answer down, and then keep it: one that is not written opens nothing."""
    try:
        said = words_of(session_hash(), st.session_state.get(_KEY, ""))
    except AccessDenied as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    _write(viewer, {"dataset": dataset, "purpose": said})
    PURPOSES.keep(session_hash(), dataset, said)


def looked(viewer: Viewer, dataset: str, **at: str) -> None:
    """Write down what is about to be shown. The same view drawn again is the same look."""
    said = PURPOSES.stated(session_hash(), dataset)
    look = {"dataset": dataset, **({"purpose": said} if said else {}), **at}
    if st.session_state.get(_LOOKED) == look:
        return
    _write(viewer, look)
    st.session_state[_LOOKED] = look


def check_purpose(session: str, view: str) -> None:
    """Refuse a file of such records to a session that has not said what for.

    Raises:
        AccessDenied: It has not.
    """
    dataset = _OF_VIEW.get(view)
    if dataset and not PURPOSES.stated(session, dataset):
        raise AccessDenied("Say on the page what you look at these records for, then try again.")


def _write(viewer: Viewer, detail: Mapping[str, str]) -> None:
    here = door()
    record(here.engine, here.key, viewer.account, Action.VIEWED_RECORDS, detail)
