"""The next release on screen: a look ahead, publishing it, and going back to an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yardstick.charts import previews
from yardstick.charts.markup import joined, tag
from yardstick.charts.table import Cell, TableData, made, table, texts
from yardstick.numbers import moment_text
from yardstick.ui import changes, jobs
from yardstick.ui.one_return import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yardstick.charts.returns import Names
    from yardstick.store.release import ReleaseInfo
    from yardstick.submissions import Preview, Submissions
    from yardstick.ui.jobs import Progress
    from yardstick.ui.page import PageContext

LOOK: Final = "look ahead"
PUBLISH: Final = "publish"
_INSTRUCTION: Final = "publish_instruction"
_LOOKED: Final = "Show what the next release would change"
_LEAST: Final = 2  # releases, to go back to one of them


def draw_next(page: PageContext, names: Names) -> None:
    """Draw what the next release would change, and the form that publishes it."""
    st.html(tag("h2", "The next release"))
    look = _starts(page, LOOK, lambda door, tell, _: door.preview(tell))
    st.button(_LOOKED, on_click=look)
    preview: Preview | None = _outcome(LOOK)
    if preview is not None:
        shown = (table(one) for one in previews.tables(preview, names))
        st.html(joined(tag("p", previews.sentence(preview), class_="ys-lead"), *shown))
    publish = _starts(page, PUBLISH, lambda door, tell, under: door.publish(under, tell))
    with st.form("publish", border=False):
        ask = "Reference of the partners' instruction to publish"
        st.text_input(ask, key=_INSTRUCTION, max_chars=200, autocomplete="off")
        st.form_submit_button("Publish what is approved", type="primary", on_click=publish)
    info: ReleaseInfo | None = _outcome(PUBLISH)
    if info is not None:
        changes.tell(f"Release {info.id} is what readers see now.", refused=False)


def draw_earlier(page: PageContext, door: Submissions) -> None:
    """Draw the releases there are, and the way back to one of them."""
    releases, current = door.releases()
    st.html(joined(tag("h2", "Releases"), table(_listed(releases, current))))
    if len(releases) < _LEAST:
        return
    earlier = [one.id for one in releases if one.id != current]
    with st.expander("Go back to another release"), st.form("back", border=False):
        st.selectbox("Release", earlier, key="back_to")
        st.text_input("Why", key="back_why", max_chars=200, autocomplete="off")
        st.form_submit_button("Have readers get this one", on_click=lambda: _back(page))


def _starts(
    page: PageContext, name: str, act: Callable[[Submissions, Progress, str], Any]
) -> Callable[[], None]:
    """Return what a button does: start a long act with the reader's rights at that moment.

    The act is given the door, how to tell its steps, and the instruction as it stood at the click:
    beside the script no box can be read.
    """

    def begin() -> None:
        door, under = page.submissions(), said(_INSTRUCTION)
        if jobs.start(name, lambda tell: act(door, tell, under)) and name == PUBLISH:
            jobs.forget(LOOK)  # what it would have changed is changed now

    def click() -> None:
        changes.change(begin, "")

    return click


def _outcome(name: str) -> Any | None:  # noqa: ANN401 - as many results as acts
    try:
        return jobs.outcome(name)
    except changes.REFUSALS as refusal:
        changes.tell(str(refusal), refused=True)
        return None


def _back(page: PageContext) -> None:
    release = said("back_to")

    def back() -> None:
        page.submissions().roll_back(release, said("back_why"))

    changes.change(back, f"Readers see release {release} now.")


def _listed(releases: Sequence[ReleaseInfo], current: str) -> TableData:
    body = (
        (
            Cell(one.id),
            Cell(moment_text(one.made)),
            Cell(one.instruction or "–"),
            Cell("● What readers see" if one.id == current else ""),
        )
        for one in releases
    )
    columns = texts("Release", "Made (UTC)", "Instruction", "Now")
    return made("The releases that are kept, the newest first", columns, body)
