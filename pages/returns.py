"""The returns of one's own authority: send one, answer what the checks ask, sign it off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import returns
from yardstick.charts.markup import joined, tag
from yardstick.ui import changes, one_return, options, sending
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.submissions import Submissions
    from yardstick.submissions.sent import Inbox, Sent

PAGE = Page(
    path="returns",
    title="Returns",
    section="",
    order=61,
    needs="figures",
    searches=True,
)

_SEND: Final = "Send a return"
_SIGN: Final = "Answer and sign off"
_EVERY: Final = "Everything sent"


def render(page: PageContext) -> None:
    """Draw the page."""
    door = page.submissions()
    if not door.may_send():
        st.title("Your organisation sends no returns", anchor=False)
        st.html(tag("p", "Authorities send them. What they have sent is on the page Data."))
        return
    names = returns.Names(door.catalogue)
    inbox = door.inbox()
    own = _of_own(page, inbox)
    with options.row():
        section = options.one_of((_SEND, _SIGN, _EVERY))
    st.title(own.keep("finding", lambda: returns.own_finding(own.returns)), anchor=False)
    changes.said()
    if section == _SEND:
        _send(page, door, names)
    elif section == _SIGN:
        _own(page, door, own, names)
    else:
        one_return.draw_every(page, "by its own", own, names)


def _of_own(page: PageContext, inbox: Inbox) -> Inbox:
    """Return those of the reader's own areas: a publisher's inbox holds every other too."""
    return inbox.of_areas(page.viewer.areas)


def _send(page: PageContext, door: Submissions, names: returns.Names) -> None:
    """Draw the controls to send with, and of what was just sent all that can be done next."""
    sending.draw(page, door, names)
    report = sending.report(door)
    if report:
        sending.draw_report(report)
        if sent := report.received.sent:
            _own(page, door, _of_own(page, door.inbox()), names, sent.id)


def _own(
    page: PageContext,
    door: Submissions,
    own: Inbox,
    names: returns.Names,
    just_sent: str = "",
) -> None:
    """Draw the return that is chosen, and what can be done with it."""
    show = one_return.newly(just_sent)
    one = one_return.draw_chosen(door, own, names, nothing="Nothing has been sent yet.", show=show)
    if one is None:
        return
    _answer(page, one)
    one_return.with_reason(
        page,
        one,
        "sign_off",
        button="Sign off",
        ask="Anything to say with the sign-off (it can stay empty)",
        act=lambda writer, why: writer.sign_off(one.id, why),
        done="It is signed off. The host is asked to approve it.",
    )
    if "withdraw" in one.steps:
        back = partial(
            one_return.withdrawal,
            page,
            one,
            button="Withdraw this return",
            ask="Why it is withdrawn",
        )
        one_return.folded("Withdraw", f"take back {one.id}", back)


def _answer(page: PageContext, one: Sent) -> None:
    """Draw a box for each question that is open."""
    if "answer" not in one.steps:
        return
    asked = returns.boxes(one)
    keys = {box: f"answer {one.id} {box.code} {box.place}" for box in asked}

    def answer(writer: Submissions) -> None:
        for box, key in keys.items():
            text = one_return.said(key).strip()
            if text and box.still_open(writer.sent(one.id)):
                writer.answer(one.id, box.code, text, box.place)

    click = one_return.once(page, one, "answer", answer, "What you answered is kept.")
    st.html(tag("h2", "Questions to answer"))
    with st.form(f"answers {one.id}", border=False):
        for box, key in keys.items():
            st.html(joined(tag("p", tag("strong", box.where), " ", box.what)))
            st.text_input(box.ask, key=key, max_chars=500, autocomplete="off")
        st.form_submit_button("Save the answers", type="primary", on_click=click)
