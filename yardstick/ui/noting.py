"""A note on one figure, on screen: the box for its words, and the way to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts.markup import joined, tag
from yardstick.results.types import Trend
from yardstick.store.notes import LONGEST, Figure, standing_in
from yardstick.ui import changes
from yardstick.ui.one_return import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.store.notes import Note
    from yardstick.ui.exhibits import Charted
    from yardstick.ui.page import PageContext

_WHO_READS: Final = (
    "It is printed with its day wherever this figure is: beside charts, in tables, files and "
    "pictures, for everybody who sees the figure. Nobody else can change or hide it."
)
_CARE: Final = (
    "Write nothing about one child, no name, and no number of yours that others are not shown."
)
WHEN: Final = (
    "Choose a period above to write on its figure. A note stays with the period it was written "
    "on, and the newest one changes with each release."
)


def address(page: PageContext, result: Charted) -> str:
    """Return the link to the page where a note is written on the figure a chart is about."""
    when = result.latest_period if isinstance(result, Trend) else result.period
    basis = page.selection.basis
    return page.link(
        "notes",
        indicator=result.indicator.id,
        **({"basis": basis.value, "period": when.key} if basis and when else {}),
    )


def draw(page: PageContext, own: Sequence[Note]) -> None:
    """Draw the form that writes a note on the figure selected, and ends the one there is.

    Args:
        page: Whose; the figure is of their own area.
        own: Everything that was ever noted on figures of it, in order.
    """
    chosen = page.selection
    figure = Figure(chosen.indicator, chosen.area, chosen.period)
    stands = standing_in(own, figure)
    key = f"note {figure.indicator} {figure.area} {figure.period}"

    def write() -> None:
        page.submissions().write_note(figure, said(key))

    def end() -> None:
        page.submissions().end_note(figure)

    st.html(joined(tag("p", _WHO_READS), tag("p", _CARE)))
    with st.form(f"form {key}", border=False):
        st.text_area(
            "What readers of this figure should know",
            value=stands.text if stands else "",
            key=key,
            max_chars=LONGEST,
        )
        told = "The note stands beside the figure now."
        st.form_submit_button(
            "Write this note", type="primary", on_click=changes.click(write, told)
        )
    if stands:
        told = "The note has ended. That it stood here stays in the list below."
        st.button("End this note", on_click=changes.click(end, told))


def whose(area: str) -> str:
    """Say who may write on a figure that is not the reader's."""
    return (
        f"Only people of {area} write on this figure. Choose your own authority to write on one "
        "of yours."
    )
