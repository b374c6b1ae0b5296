"""Who may read the audit log, which lines of it, and how it comes in portions."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from access_builders import content, make_door, person, write_accounts
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access import log as module
from yardstick.access.audit import LINES, Action, record
from yardstick.access.errors import AccessDenied
from yardstick.access.log import Log
from yardstick.access.usage import Usage
from yardstick.model import Viewer
from yardstick.store.operations import reading

pytest_plugins = ["access_fixtures"]

# Who does what in the tests: two people of the east, one of the trust, and somebody unknown.
DONE = [
    ("east.lead", Action.SIGNED_IN),
    ("trust.lead", Action.SIGNED_IN),
    ("east.lead", Action.DOWNLOADED),
    ("former", Action.SIGN_IN_REFUSED),
    ("", Action.SIGN_IN_REFUSED),
    ("gone", Action.SIGNED_IN),
]
EAST = {"east.lead", "former", "shown"}


@pytest.fixture
def door(tmp_path, clock):
    made = make_door(tmp_path, clock)
    held = content()
    held["credentials"]["usernames"]["host.lead"] = person("north", roles=["publisher"])
    write_accounts(tmp_path, held)
    for account, action in DONE:
        record(made.engine, made.key, account, action, {"source": "10.0.0.1"})
    yield made
    made.engine.dispose()


def reader(door, partner, *roles, account="reader"):
    areas, grants = frozenset(), frozenset()
    return Log(door, Viewer(account, "Reader", partner, areas, grants, frozenset(roles)))


def whose(portion):
    return [line.account for line in portion.lines]


def test_the_host_reads_every_line_the_newest_first(door):
    portion = reader(door, "north", "publisher").read()
    assert whose(portion)[1:] == ["gone", "", "former", "east.lead", "trust.lead", "east.lead"]
    assert [line.number for line in portion.lines] == [7, 6, 5, 4, 3, 2, 1]
    assert portion.lines[-1].detail == {"source": "10.0.0.1"}
    assert portion.lines[-1].at.tzinfo is not None


def test_a_partners_administrator_reads_what_the_partners_own_people_did(door):
    log = reader(door, "east", "administrator", account="east.lead")
    portion = log.read()
    assert set(whose(portion)) == {"east.lead", "former"}
    assert set(log.people()) == EAST
    assert not log.is_host


@pytest.mark.parametrize("account", ["trust.lead", "gone", "nobody"])
def test_another_partners_people_and_unknown_names_look_the_same_to_an_administrator(door, account):
    portion = reader(door, "east", "administrator").read(account=account)
    assert (portion.lines, portion.total, portion.portions) == ((), 0, 1)


@pytest.mark.parametrize("partner", ["east", "north", "group"])
@pytest.mark.parametrize("roles", [(), ("executive",), ("publisher",)])
def test_nobody_else_reads_anything(door, partner, roles):
    log = reader(door, partner, *roles)
    if partner == "north" and "publisher" in roles:
        assert log.is_host
        return
    for ask in (log.people, log.read, log.views, log.exports):
        with pytest.raises(AccessDenied):
            ask()
    assert read_lines(door) == 0


def test_a_partners_administrator_is_not_shown_the_whole_regions_use(door):
    for ask in (log_of_east(door).views, log_of_east(door).exports):
        with pytest.raises(AccessDenied):
            ask()


def log_of_east(door):
    return reader(door, "east", "administrator")


def read_lines(door):
    wanted = sa.select(sa.func.count()).where(LINES.c.action == Action.READ_LOG)
    with reading(door.engine) as connection:
        return connection.execute(wanted).scalar_one()


def test_a_reading_is_written_down_before_it_is_answered(door):
    portion = reader(door, "north", "publisher").read(account="gone", since=dt.date(2026, 1, 2))
    assert whose(portion) == ["gone"]
    newest = reader(door, "north", "publisher").read().lines[1]
    assert (newest.account, newest.action) == ("reader", "read the log")
    assert newest.detail == {"account": "gone", "since": "2026-01-02"}


def test_lines_can_be_held_to_an_action(door):
    portion = reader(door, "north", "publisher").read(action=Action.DOWNLOADED)
    assert whose(portion) == ["east.lead"]


def test_every_action_can_be_asked_for(door):
    assert set(reader(door, "north", "publisher").actions()) == {one.value for one in Action}


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ({"since": 0, "until": 0}, True),
        ({"since": 1}, False),
        ({"until": -1}, False),
        ({"until": 0}, True),
        ({"since": -1, "until": 1}, True),
    ],
)
def test_the_days_of_a_reading_are_both_included(door, days, found):
    log = reader(door, "north", "publisher")
    day = log.read(account="gone").lines[0].at.date()
    asked = {name: day + dt.timedelta(days=offset) for name, offset in days.items()}
    assert bool(log.read(account="gone", **asked).lines) is found


def test_the_last_day_there_is_can_be_asked_for(door):
    assert reader(door, "north", "publisher").read(until=dt.date.max).total == 7


@pytest.mark.parametrize(
    ("asked", "portion", "numbers"),
    [(1, 1, [7, 6, 5]), (2, 2, [4, 3, 2]), (9, 3, [1]), (0, 1, [7, 6, 5]), (-3, 1, [7, 6, 5])],
)
def test_lines_come_in_portions_and_too_late_a_portion_is_the_last(
    door, monkeypatch, asked, portion, numbers
):
    monkeypatch.setattr(module, "AT_ONCE", 3)
    found = reader(door, "north", "publisher").read(portion=asked)
    assert [line.number for line in found.lines] == numbers
    assert (found.total, found.portion, found.portions) == (7, portion, 3)


def test_the_host_sees_how_much_is_used(door):
    Usage(door.engine, door.key).note(log_of_east(door).viewer, "area")
    log = reader(door, "north", "publisher")
    assert [(one.what, one.times) for one in log.views()] == [("area", None)]
    assert [(one.what, one.times) for one in log.exports()] == [("several", None)]


@given(roles=st.sets(st.sampled_from(["administrator", "publisher", "executive", "other"])))
def test_whatever_the_roles_no_partner_reads_anothers_lines(tmp_path_factory, roles):
    door = make_door(tmp_path_factory.mktemp("log"), lambda: 1_800_000_000.0)
    try:
        for account, action in DONE:
            record(door.engine, door.key, account, action, {})
        try:
            seen = set(whose(reader(door, "east", *roles).read())) - {"reader"}
        except AccessDenied:
            seen = set()
        assert seen <= EAST
    finally:
        door.engine.dispose()


def test_a_reading_shows_the_same_lines_again_and_its_own_line_first(door):
    log = reader(door, "north", "publisher")
    first, second = log.read(), log.read()
    assert second.lines[1:] == first.lines  # the very same: what was drawn of them is kept by them
    assert second.lines[0].action == Action.READ_LOG
    assert second.lines[0].number == first.lines[0].number + 1
