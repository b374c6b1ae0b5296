"""Requests on screen: the check of what is recorded, the forms, and the directors' decision."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.catalogue.data_items import data_items
from yardstick.charts import registers
from yardstick.charts.markup import joined, tag
from yardstick.store.requests import LONGEST, LONGEST_TITLE, Ask, Kind, Outcome
from yardstick.ui import changes
from yardstick.ui.one_return import said
from yardstick.ui.search import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.catalogue.data_items import DataItem
    from yardstick.store.requests import Request
    from yardstick.submissions import Submissions
    from yardstick.ui.page import PageContext

_CHECK: Final = (
    "Say in a few words what is needed. What is recorded already and may cover it is listed then."
)
_NONE: Final = "Nothing that is recorded holds these words."
_OUTCOMES: Final = {"Agreed": Outcome.AGREED, "Declined": Outcome.DECLINED}
_NOTICE: Final = 28  # days, where nothing else was agreed


def ask_for_item(page: PageContext, door: Submissions) -> None:
    """Draw the question, what is recorded already of it, and then the form."""
    title = st.text_input(
        "What is needed", key="ask_title", max_chars=LONGEST_TITLE, autocomplete="off"
    )
    if not title.strip():
        st.html(tag("p", _CHECK))
        return
    found = alike(data_items(door.catalogue), title)
    st.html(_covered(found))
    ids = " ".join(one.id for one in found)

    def ask() -> None:
        page.submissions().ask(
            Ask(
                Kind.ITEM,
                title=said("ask_title"),
                what=said("ask_what"),
                why=said("ask_why"),
                covered=ids,
                beyond=said("ask_beyond"),
            )
        )

    with st.form("ask", border=False):
        st.text_area("What exactly, of whom and how often", key="ask_what", max_chars=LONGEST)
        st.text_area("What it is needed for", key="ask_why", max_chars=LONGEST)
        if found:
            st.text_area("What the items above do not say", key="ask_beyond", max_chars=LONGEST)
        told = "It is asked. The directors decide, and their minute is recorded here."
        st.form_submit_button("Ask for it", type="primary", on_click=changes.click(ask, told))


def log_sharing(page: PageContext) -> None:
    """Draw the form that logs a request for wider sharing of the return to DfE."""

    def log() -> None:
        page.submissions().ask(
            Ask(
                Kind.SHARING,
                title=said("share_title"),
                what=said("share_what"),
                why=said("share_why"),
                notice_days=int(st.session_state["share_days"] or 0),
            )
        )

    with st.form("share", border=False):
        st.text_input("Who asks", key="share_title", max_chars=LONGEST_TITLE, autocomplete="off")
        st.text_area("What is to be shared, and with whom", key="share_what", max_chars=LONGEST)
        st.text_area("What for", key="share_why", max_chars=LONGEST)
        st.number_input(
            "Days of notice", min_value=1, max_value=366, value=_NOTICE, key="share_days"
        )
        told = "It is logged, with the first day on which it may begin."
        st.form_submit_button("Log it", on_click=changes.click(log, told))


def draw_one(page: PageContext, door: Submissions, asked: Sequence[Request]) -> None:
    """Draw one request in full, and what may be done with it."""
    offered = {one.sequence: one for one in reversed(asked)}
    chosen = st.selectbox(
        "Look at a request",
        list(offered),
        format_func=lambda number: registers.named(offered[number]),
        key="which_request",
    )
    one = offered[chosen]
    st.html(registers.full(one))
    if door.may_decide() and one.decision is None:
        _draw_decision(page, one)
    if door.may_withdraw(one):
        _draw_taking_back(page, one)


def _draw_decision(page: PageContext, one: Request) -> None:
    keys = {name: f"{name} {one.sequence}" for name in ("outcome", "minute", "day", "why")}

    def decide() -> None:
        day: dt.date = st.session_state[keys["day"]]
        page.submissions().decide(
            one.sequence,
            _OUTCOMES[said(keys["outcome"])],
            said(keys["minute"]),
            day,
            said(keys["why"]),
        )

    with st.form(f"decide {one.sequence}", border=False):
        st.radio("The directors have", list(_OUTCOMES), key=keys["outcome"], horizontal=True)
        st.text_input(
            "Reference of their minute",
            key=keys["minute"],
            max_chars=LONGEST_TITLE,
            autocomplete="off",
        )
        st.date_input("On", dt.datetime.now(dt.UTC).date(), key=keys["day"], format="DD/MM/YYYY")
        st.text_input("Why (it can stay empty)", key=keys["why"], max_chars=LONGEST)
        told = "The decision is recorded."
        st.form_submit_button("Record the decision", on_click=changes.click(decide, told))


def _draw_taking_back(page: PageContext, one: Request) -> None:
    key = f"back {one.sequence}"

    def back() -> None:
        page.submissions().take_back(one.sequence, said(key))

    with st.expander("Take it back"), st.form(f"form {key}", border=False):
        st.text_input("Why (it can stay empty)", key=key, max_chars=LONGEST, autocomplete="off")
        told = "It is taken back, and stays in the list."
        st.form_submit_button("Take back this request", on_click=changes.click(back, told))


def _covered(found: Sequence[DataItem]) -> str:
    if not found:
        return tag("p", _NONE, role="status")
    items = (
        tag("li", tag("strong", one.id), f" {one.title} ({one.dataset.title}). {one.why}")
        for one in found
    )
    return joined(tag("p", "Recorded already, and may cover it:", role="status"), tag("ul", *items))
