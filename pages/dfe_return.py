"""The national quarterly indicators for DfE: looked at, signed by two people, then made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import dfe_return as words
from yardstick.charts.markup import joined, link, tag
from yardstick.charts.table import table
from yardstick.ui import changes, exhibits, links
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.submissions import Submissions
    from yardstick.submissions.dfe_acts import DfeStanding

PAGE = Page(
    path="dfe_return",
    title="Return to DfE",
    section="",
    order=66,
    needs="role:publisher",
    searches=True,
)

_FORMS: Final = ("csv", "xlsx")
_SIGNED: Final = "Your signature is written down."
_CHECK: Final = "The CSV file's SHA-256 is {}: sha256sum gives the same for the file that was sent."


def render(page: PageContext) -> None:
    """Draw the page."""
    door = page.submissions()
    periods = door.dfe_periods()
    if not periods:
        st.title("No return to DfE yet", anchor=False)
        exhibits.empty("No authority's return is published.", "Publish the first one.")
        return
    finding, options = exhibits.head()
    period = options.selectbox("Quarter", periods, key="dfe_quarter", bind="query-params")
    shown = options.toggle("Show the exact figures", key="dfe_exact")
    standing = door.dfe_standing(period)
    with finding:
        st.title(words.headline(standing), anchor=False)
        st.html(tag("p", words.sentence(standing), class_="ys-lead"))
    changes.said()
    if standing.signed or standing.lapsed:
        st.html(table(words.signatures(standing)))
    if standing.complete:
        _files(standing)
    if shown:
        _figures(page, door, standing)
    elif standing.may_sign:
        exhibits.empty("Your signature is missing.", "Show the exact figures, then sign them.")


def _figures(page: PageContext, door: Submissions, standing: DfeStanding) -> None:
    """Draw what is signed, and where the reader has not signed it yet, the button."""
    found = door.look_at_dfe_return(standing.period)

    def sign() -> None:
        page.submissions().sign_dfe_return(found.period, found.checksum)

    def click() -> None:
        changes.change(sign, _SIGNED)

    st.html(joined(tag("p", words.WHY_EXACT), table(words.figures(found))))
    if standing.may_sign:
        st.button("Sign this return", type="primary", on_click=click)


def _files(standing: DfeStanding) -> None:
    """Draw the links to the files; each that is taken stands in the audit log."""
    asked = {"period": standing.period}
    made = (
        link(
            links.download("dfe_return", asked, form),
            links.FORMATS[form],
            class_="ys-button",
            download="",
        )
        for form in _FORMS
    )
    said = tag("p", _CHECK.format(standing.checksum), class_="ys-of")
    st.html(joined(tag("p", "Make the return: ", joined(*made, between=" ")), said))
