"""One return on screen: what happened to it, what it changes, and acts on it that happen once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.errors import AccessDenied
from yardstick.charts import returns
from yardstick.charts.markup import joined, tag
from yardstick.charts.table import table
from yardstick.model import State
from yardstick.store.errors import StoreError
from yardstick.ui import cards, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yardstick.charts.markup import Markup
    from yardstick.charts.returns import Names
    from yardstick.submissions import Submissions
    from yardstick.submissions.sent import Inbox, Listed, Sent, Step
    from yardstick.ui.page import PageContext

MOST_OFFERED: Final = 100
_ORDER: Final[tuple[Step, ...]] = ("answer", "sign_off", "approve")


def draw_chosen(
    door: Submissions, inbox: Inbox, names: Names, *, nothing: str, show: str = ""
) -> Sent | None:
    """Ask which return is to be looked at, draw it and return it; None where there is none.

    Args:
        door: The reader's.
        inbox: To choose from.
        names: What they are called.
        nothing: What is said where there is none.
        show: Identifier of the one that is shown unless another is chosen.
    """
    if not inbox.returns:
        st.html(tag("p", nothing))
        return None
    one = door.sent(_choose(inbox, names, show))
    _draw(door, one, names)
    return one


def _choose(inbox: Inbox, names: Names, show: str) -> str:
    """Ask which return is to be looked at; those that wait for the reader stand first.

    Of very many the newest are offered, and any other by what it is of.
    """
    kinds = inbox.keep("kinds", lambda: _kinds(inbox.returns, names))
    kind = _ask_kind(kinds) if kinds else ""
    offered = inbox.keep(f"offered {kind}", lambda: _offered(inbox.returns, names, kind))
    if show in offered:
        st.session_state["which_return"] = show
    return st.selectbox(
        "Choose a return",
        list(offered),
        format_func=offered.__getitem__,
        key="which_return",
    )


def _kinds(sent: Sequence[Listed], names: Names) -> dict[str, str]:
    """Return what returns are of, in words and in order; nothing where all of them are offered."""
    if len(sent) <= MOST_OFFERED:
        return {}
    kinds = dict.fromkeys((one.submission.dataset, one.submission.area) for one in sent)
    words = {f"{dataset} {area}": names.kind(dataset, area) for dataset, area in kinds}
    newest = {"": f"Any: the newest {MOST_OFFERED}"}
    return newest | {key: words[key] for key in sorted(words, key=words.__getitem__)}


def _ask_kind(kinds: Mapping[str, str]) -> str:
    return st.selectbox("Returns of", list(kinds), format_func=kinds.__getitem__, key="returns_of")


def _offered(sent: Sequence[Listed], names: Names, kind: str) -> dict[str, str]:
    """Return what can be chosen by identifier, in words: what waits first, then the newest."""
    first = [one for step in _ORDER for one in returns.waiting(sent, step)]
    of_kind = [one for one in sent if f"{one.submission.dataset} {one.submission.area}" == kind]
    found = (*first, *(of_kind if kind else sent[:MOST_OFFERED]))
    return {one.id: f"{names.sent(one)} · {one.state} · {one.id}" for one in found}


def newly(identifier: str) -> str:
    """Return the identifier of a return the first time it is asked about, then nothing."""
    if not identifier or st.session_state.get("newly_sent") == identifier:
        return ""
    st.session_state["newly_sent"] = identifier
    return identifier


def draw_every(page: PageContext, whose: str, inbox: Inbox, names: Names) -> None:
    """Draw where every return of an inbox stands; `whose` names the list."""

    def draw_list() -> None:
        nothing = tag("p", "Nothing has been sent yet.")
        st.html(table(returns.list_of(inbox.returns, names)) if inbox.returns else nothing)

    # The account too: a publisher's inbox holds what others with the same figures do not see.
    cards.card(page, f"everything sent {whose}", draw_list, page.viewer.account, inbox.moment)


def _draw(door: Submissions, one: Sent, names: Names) -> None:
    """Draw where a return stands, what happened to it, what was answered and what it changes."""
    stands = tag("p", returns.STANDS[one.state], ".", class_="ys-lead")
    parts = [tag("h2", names.sent(one)), stands, table(returns.history(one))]
    if one.answers:
        parts.append(table(returns.answers(one)))
    if one.submission.file:
        sent = f"SHA-256 of what was sent: {one.submission.file}"
        parts.append(tag("p", sent, class_="ys-of"))
    st.html(joined(*parts))
    if one.state is not State.WITHDRAWN:  # what it changes compares two files cell by cell
        against = "What changed from the previous version"
        folded(against, f"changes {one.id}", lambda: st.html(_changes(door, one, names)))


def folded(label: str, key: str, draw: Callable[[], object]) -> None:
    """Draw a part of the page that is made when it is opened, and costs a click nothing before."""
    part = st.expander(label, key=key, on_change="rerun")
    if part.open:
        with part:
            draw()


def _changes(door: Submissions, one: Sent, names: Names) -> Markup:
    try:
        found = door.changes(one.id)
    except AccessDenied:
        return tag("p", "Its figures are for its own partner to read.", class_="ys-of")
    if found.empty:
        return tag("p", "It says what the previous version said.")
    return table(returns.changed(found, one, names))


def once(
    page: PageContext, one: Sent, step: Step, act: Callable[[Submissions], object], done: str
) -> Callable[[], None]:
    """Return what a button does: an act on a return, with the reader's rights at that moment.

    A second click finds that the step is done and does nothing, if it comes while the first is
    done, too.
    """

    def _is_open() -> bool:
        return step in page.submissions().sent(one.id).steps

    def _act() -> None:
        if not _is_open():
            return
        try:
            act(page.submissions())
        except StoreError:
            if _is_open():
                raise

    def _click() -> None:
        changes.change(_act, done)

    return _click


def said(key: str) -> str:
    """Return what stands in a box, as a callback finds it."""
    return str(st.session_state.get(key) or "")


def with_reason(  # noqa: PLR0913 - a form's words
    page: PageContext,
    one: Sent,
    step: Step,
    *,
    button: str,
    ask: str,
    act: Callable[[Submissions, str], object],
    done: str,
) -> None:
    """Draw a form of one box and one button for a step; nothing where it is not the reader's.

    Args:
        page: Whose.
        one: Which return.
        step: Which act.
        button: What the button says.
        ask: What the box is to hold.
        act: Does it, with what the box held.
        done: What is said when it was done.
    """
    if step not in one.steps:
        return
    key = f"{step} {one.id}"
    click = once(page, one, step, lambda door: act(door, said(key)), done)
    with st.form(f"form {key}", border=False):
        st.text_input(ask, key=key, max_chars=200, autocomplete="off")
        st.form_submit_button(button, on_click=click)


def withdrawal(page: PageContext, one: Sent, *, button: str, ask: str) -> None:
    """Draw the form that withdraws a return, by its partner or by the host; nothing without."""
    with_reason(
        page,
        one,
        "withdraw",
        button=button,
        ask=ask,
        act=lambda writer, why: writer.withdraw(one.id, why),
        done="It is withdrawn, and is in no later release.",
    )
