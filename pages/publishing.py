"""What partners have signed off: approve it or turn it down, look ahead, publish, go back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import returns
from yardstick.ui import changes, one_return, options, publishing
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.submissions import Submissions
    from yardstick.submissions.sent import Inbox, Sent

PAGE = Page(
    path="publishing",
    title="Publishing",
    section="",
    order=62,
    needs="role:publisher",
    searches=True,
)

_DECIDE: Final = "Returns"
_PUBLISH: Final = "Releases"
_EVERY: Final = "Everything sent"


def render(page: PageContext) -> None:
    """Draw the page."""
    door = page.submissions()
    names = returns.Names(door.catalogue)
    inbox = door.inbox()
    with options.row():
        section = options.one_of((_DECIDE, _PUBLISH, _EVERY))
    st.title(inbox.keep("finding", lambda: returns.host_finding(inbox.returns)), anchor=False)
    changes.said()
    if section == _DECIDE:
        _draw_one(page, door, inbox, names)
    elif section == _PUBLISH:
        publishing.draw_next(page, names)
        publishing.draw_earlier(page, door)
    else:
        one_return.draw_every(page, "to the host", inbox, names)


def _draw_one(page: PageContext, door: Submissions, inbox: Inbox, names: returns.Names) -> None:
    """Draw the return that is chosen, and what may be decided about it."""
    nothing = "No partner has sent a return yet."
    one = one_return.draw_chosen(door, inbox, names, nothing=nothing)
    if one is not None:
        _decide(page, one)


def _decide(page: PageContext, one: Sent) -> None:
    """Draw what a publisher may decide about a return."""
    one_return.with_reason(
        page,
        one,
        "approve",
        button="Approve",
        ask="Reference of the partners' instruction",
        act=lambda writer, said: writer.approve(one.id, said),
        done="It is approved and goes into the next release.",
    )
    if one.steps & {"reject", "withdraw"}:
        against = partial(_decide_against, page, one)
        one_return.folded("Reject or withdraw", f"against {one.id}", against)


def _decide_against(page: PageContext, one: Sent) -> None:
    one_return.with_reason(
        page,
        one,
        "reject",
        button="Reject this return",
        ask="Why it is rejected; its partner reads this",
        act=lambda writer, why: writer.reject(one.id, why),
        done="It is rejected. Its partner can read why.",
    )
    one_return.withdrawal(page, one, button="Withdraw this return", ask="Why it is withdrawn")
