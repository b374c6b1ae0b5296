"""The people of one's own organisation: who may see what, and who has to be looked at again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.table import Cell, TableData, made, table, texts
from yardstick.model import Grant, Reach
from yardstick.numbers import day_text
from yardstick.ui import changes
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from yardstick.access.people import People
    from yardstick.access.roster import Person

PAGE = Page(
    path="accounts",
    title="Accounts",
    section="Administration",
    order=80,
    needs="role:administrator",
)

_ROLES: Final = {
    "administrator": "Looks after accounts",
    "commissioning": "Sees prices of placements",
    "exclusions_restricted": "Sees records of exclusions",
    "executive": "Reads for the executive group",
    "publisher": "Publishes releases",
}
_REACHES: Final = {
    "": "Nothing",
    Reach.OWN: "Own authority only",
    Reach.REGION: "Every authority",
}
_GIVE_IT: Final = (
    "Give this person the password below, by telephone or face to face; it is not shown again. "
    "They choose their own at the first sign-in, within a week."
)


def render(page: PageContext) -> None:
    """Draw the page."""
    people = page.people()
    listed = people.listed()
    titles = {dataset.id: dataset.title for dataset in page.results.coverage().datasets}
    st.title(_finding(listed), anchor=False)
    st.html(table(_list(listed, set(people.grants()), titles)))
    changes.said()
    chosen = _chosen(listed, page.viewer.account)
    if chosen:
        _person(people, chosen, titles)
    _add(people)


def _finding(listed: Sequence[Person]) -> str:
    used = [person for person in listed if not person.disabled]
    overdue = sum(person.overdue for person in used)
    people = f"{len(used)} {'person' if len(used) == 1 else 'people'} can sign in"
    if not overdue:
        return f"{people}; all were confirmed within the last quarter"
    was = "was" if overdue == 1 else "were"
    return f"{people}; {overdue} {was} not confirmed within the last quarter"


def _list(
    listed: Sequence[Person], most: AbstractSet[Grant], titles: Mapping[str, str]
) -> TableData:
    columns = texts("Person", "Last confirmed", "Sees", "Rights", "Second factor")
    rows = (_row(one, _sees(one, most, titles)) for one in listed)
    return made("The people of your organisation", columns, rows)


def _sees(person: Person, most: AbstractSet[Grant], titles: Mapping[str, str]) -> str:
    if most and most == set(person.grants):
        return "All that your organisation sees"
    return ", ".join(_granted(one, titles) for one in person.grants) or "Nothing"


def _row(person: Person, sees: str) -> tuple[Cell, ...]:
    state = " – disabled" if person.disabled else _first_password(person)
    rights = ", ".join(_role(role) for role in person.roles) or "–"
    who = f"{person.name}, {person.title} ({person.account}){state}"
    factor = person.factor.capitalize()
    return (Cell(who), Cell(_confirmed(person)), Cell(sees), Cell(rights), Cell(factor))


def _first_password(person: Person) -> str:
    """Say since when somebody has the password that they were given."""
    given = person.starting
    return f" – has the first password, given on {day_text(given)}" if given else ""


def _role(role: str) -> str:
    return _ROLES.get(role, role)


def _granted(grant: Grant, titles: Mapping[str, str]) -> str:
    title = titles.get(grant.dataset, grant.dataset)
    return title if grant.reach is Reach.REGION else f"{title} (own authority only)"


def _confirmed(person: Person) -> str:
    if person.demonstration:
        return "Demonstration"
    flag = "▲ Overdue: " if person.overdue else ""
    if person.confirmed is None:
        return f"{flag}never"
    return f"{flag}{day_text(person.confirmed)} by {person.by}"


def _chosen(listed: Sequence[Person], own: str) -> Person | None:
    """Ask whose account is to be changed: not one's own, and none of a demonstration."""
    open_to_change = [one for one in listed if not one.demonstration and one.account != own]
    if not open_to_change:
        return None
    names = {one.account: f"{one.name} ({one.account})" for one in open_to_change}
    st.html(tag("h2", "Change an account"))
    account = st.selectbox("Person", list(names), format_func=names.__getitem__, key="whose")
    return next(one for one in open_to_change if one.account == account)


def _person(people: People, person: Person, titles: Mapping[str, str]) -> None:
    """Offer what can be done with one account."""
    name, account = person.name, person.account
    with st.container(horizontal=True):
        _button("Confirm", partial(people.confirm, account), f"{name}: confirmed.")
        if person.disabled:
            _button("Enable", partial(people.enable, account), f"{name} can sign in again.")
        else:
            said = f"{name} can no longer sign in. Whatever was open is closed."
            _button("Disable", partial(people.disable, account), said)
        if person.factor == "set up":
            said = f"{name} sets up a second factor at the next sign-in."
            _button("Reset second factor", partial(people.reset_factor, account), said)
        _button("New password", partial(people.renew_password, account), _GIVE_IT)
    _grants(people, person, titles)
    _rights(people, person)


def _button(label: str, action: partial[None] | partial[str], done: str) -> None:
    def act() -> None:
        changes.change(action, done)

    st.button(label, on_click=act)


def _grants(people: People, person: Person, titles: Mapping[str, str]) -> None:
    """Ask what a person may see, no more than the organisation may."""
    held = {one.dataset: one.reach for one in person.grants}
    keys = {one: f"grant {person.account} {one.dataset}" for one in people.grants()}

    def save() -> None:
        chosen = {one.dataset: st.session_state[key] for one, key in keys.items()}
        grants = [Grant(dataset, Reach(reach)) for dataset, reach in chosen.items() if reach]
        changes.change(
            partial(people.set_grants, person.account, grants),
            f"{person.name}: what they see is changed.",
        )

    with st.expander(f"What {person.name} sees"), st.form("grants", border=False):
        for one, key in keys.items():
            offered = [
                reach for reach in _REACHES if one.reach is Reach.REGION or reach != Reach.REGION
            ]
            st.selectbox(
                titles.get(one.dataset, one.dataset),
                offered,
                index=offered.index(held.get(one.dataset, "")),
                format_func=_REACHES.__getitem__,
                key=key,
            )
        st.form_submit_button("Save what they see", on_click=save)


def _rights(people: People, person: Person) -> None:
    """Ask which rights a person has, where all that they have are the organisation's to give."""
    offered = people.roles()
    if not offered or not set(person.roles) <= set(offered):
        return
    key = f"rights {person.account}"

    def save() -> None:
        chosen = st.session_state[key]
        changes.change(
            partial(people.set_roles, person.account, chosen),
            f"{person.name}: their rights are changed.",
        )

    with st.expander(f"Rights of {person.name}"), st.form("rights", border=False):
        st.multiselect("Rights", offered, list(person.roles), format_func=_role, key=key)
        st.form_submit_button("Save their rights", on_click=save)


def _add(people: People) -> None:
    """Ask for a new person."""
    offered = people.roles()

    def add() -> None:
        said = st.session_state
        new = partial(
            people.add,
            said["new_account"],
            name=said["new_name"].strip(),
            title=said["new_title"].strip(),
            roles=said["new_roles"],
            grants=people.grants(),
        )
        if changes.change(new, _GIVE_IT):
            said["new_account"] = said["new_name"] = said["new_title"] = ""
            said["new_roles"] = []

    with st.expander("Add a person"), st.form("add", border=False):
        st.html(_what_they_get())
        st.text_input("Sign-in name", key="new_account", autocomplete="off")
        st.text_input("Name", key="new_name", autocomplete="off")
        st.text_input("What they do", key="new_title", autocomplete="off")
        st.multiselect("Rights", offered, format_func=_role, key="new_roles")
        st.form_submit_button("Add", type="primary", on_click=add)


def _what_they_get() -> Markup:
    said = (
        "They see what your organisation sees; narrow it afterwards, if they need less. "
        "A sign-in name has small letters, figures, dots and hyphens."
    )
    return joined(tag("p", said))
