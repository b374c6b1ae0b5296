"""Who did what and when: everything for the host, their own people for administrators."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.table import Cell, framed, made, numbers, row, table, texts
from yardstick.numbers import moment_text
from yardstick.ui import exhibits
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.access.log import Line, Log, Portion
    from yardstick.access.usage import Used

PAGE = Page(
    path="audit",
    title="Audit log",
    section="",
    order=90,
    needs="role:administrator,publisher",
)

_EVERYBODY: Final = "Everybody"
_EVERYTHING: Final = "Everything"
_WHOSE: Final = (
    "What the people of your own organisation did. The host council reads what everybody did."
)
_ALL: Final = "What everybody did. A partner's administrators read what their own people did."
_FEW: Final = "fewer than 5 people"
_MOST_KEPT: Final = 2_000  # lines
_HEADINGS: Final = ("Line", "When (UTC)", "Who", "What was done", "To what")


def render(page: PageContext) -> None:
    """Draw the page."""
    log = page.log()
    st.title("Audit log", anchor=False)
    portion = _asked(log)
    whose = tag("p", f"{_ALL if log.is_host else _WHOSE} Your reading is written down, too.")
    lines = (
        _lines(portion)
        if portion.total
        else exhibits.nothing("No line is of this kind.", "Choose another person, action or day.")
    )
    use = _use_of_the_host(log) if log.is_host else ()
    st.html(joined(whose, lines, *use))  # one element: each costs a part of every click


def _use_of_the_host(log: Log) -> tuple[Markup, ...]:
    return (
        _used("Pages opened", "Page", log.views()),
        _used("Files taken", "Data set", log.exports()),
    )


def _asked(log: Log) -> Portion:
    """Return what the controls ask for."""
    with st.container(horizontal=True):
        people = [_EVERYBODY, *log.people()]
        person = st.selectbox("Person", people, key="person", bind="query-params")
        actions = [_EVERYTHING, *log.actions()]
        action = st.selectbox("What was done", actions, key="done", bind="query-params")
        days = list(st.date_input("From and to", [], key="days", format="DD/MM/YYYY"))
    asked = st.session_state.get("portion", 1)
    portion = log.read(
        account="" if person == _EVERYBODY else person,
        action="" if action == _EVERYTHING else action,
        since=days[0] if days else None,
        until=days[1] if days[1:] else None,  # an end may be open
        portion=asked,
    )
    if portion.portions > 1:
        if portion.portion != asked:
            st.session_state["portion"] = portion.portion  # fewer are left than were asked for
        st.pagination(portion.portions, key="portion")
    return portion


def _lines(portion: Portion) -> Markup:
    caption = f"{len(portion.lines)} of {portion.total} lines, the newest first"
    return framed(caption, texts(*_HEADINGS), map(_row, portion.lines))


@lru_cache(maxsize=_MOST_KEPT)  # a line never changes, and each reading shows all but one again
def _row(line: Line) -> Markup:
    detail = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in line.detail.items())
    when = f"{moment_text(line.at)}:{line.at:%S}"
    shown = (str(line.number), when, line.account or "not known", line.action, detail)
    return row(map(Cell, shown), texts(*_HEADINGS))


def _used(heading: str, what: str, used: tuple[Used, ...]) -> Markup:
    """Return how much something was used, without who used it."""
    if not used:
        return joined(tag("h2", heading), tag("p", "Nothing has been counted yet."))
    columns = (*texts("Month", what, "By whom"), *numbers("Times"))
    rows = (_use(one) for one in used)
    return joined(tag("h2", heading), table(made(f"{heading}, by month", columns, rows)))


def _use(one: Used) -> tuple[Cell, ...]:
    times = Cell(_FEW) if one.times is None else Cell(f"{one.times:,}")
    return (Cell(one.month), Cell(one.what), Cell(one.role or "everybody"), times)
