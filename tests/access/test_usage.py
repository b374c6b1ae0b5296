"""What use is counted, and that no figure can be put together into what one person reads."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from access_builders import KEY
from full_disk import full

from yardstick.access import usage as module
from yardstick.access.audit import Action, record
from yardstick.access.usage import (
    FLUSH_SECONDS,
    VIEWS,
    Usage,
    exports_by_dataset,
    used_lately,
    views_by_page,
)
from yardstick.model import Viewer
from yardstick.store.operations import reading

pytest_plugins = ["access_fixtures"]


def viewer(name, *roles):
    return Viewer(name, name, "east", frozenset(), frozenset(), frozenset(roles))


@pytest.fixture
def usage(door, clock):
    return Usage(door.engine, KEY, clock)


def seen(usage, clock, page, people, *roles):
    for at in range(people):
        clock.now += FLUSH_SECONDS  # so that each is written down
        usage.note(viewer(f"person{at}", *roles), page)


def rows(engine):
    with reading(engine) as connection:
        return connection.execute(sa.select(VIEWS)).all()


def test_five_people_are_a_figure_and_four_are_not(usage, clock, door):
    seen(usage, clock, "area", 5)
    seen(usage, clock, "area", 4, "executive")
    shown = {(one.what, one.role): one.times for one in views_by_page(door.engine)}
    assert shown == {("area", "reader"): 5, ("area", "executive"): None}


def test_one_person_who_comes_often_is_one_person(usage, clock, door):
    for _ in range(20):
        clock.now += FLUSH_SECONDS
        usage.note(viewer("pat"), "area")
    (row,) = rows(door.engine)
    assert row.views == 20
    assert views_by_page(door.engine)[0].times is None


def test_a_view_is_counted_at_once_and_written_once_a_minute(usage, clock, door):
    for _ in range(3):
        usage.note(viewer("pat"), "area")
    assert sum(row.views for row in rows(door.engine)) == 1
    clock.now += FLUSH_SECONDS
    usage.note(viewer("pat"), "home")
    assert {row.page: row.views for row in rows(door.engine)} == {"area": 3, "home": 1}


def test_a_view_that_a_full_disk_keeps_from_being_written_waits_and_stops_nobody(
    usage, clock, door, caplog
):
    with full(door.engine):
        usage.note(viewer("pat"), "area")
    assert "wait to be counted" in caplog.text
    assert rows(door.engine) == []
    clock.now += FLUSH_SECONDS
    usage.note(viewer("sam"), "area")
    assert len(rows(door.engine)) == 2


def test_no_mark_is_an_account_nor_the_same_on_two_pages_months_or_roles(usage, clock, door):
    for page, roles in (("area", ()), ("home", ()), ("home", ("executive",))):
        seen(usage, clock, page, 1, *roles)
    clock.now += 40 * 24 * 3600
    seen(usage, clock, "home", 1)
    found = rows(door.engine)
    assert len({row.mark for row in found}) == len(found) == 4
    assert not any("person" in str(row) for row in found)


def test_the_newest_month_comes_first_and_then_the_name(usage, clock, door):
    seen(usage, clock, "home", 1)
    seen(usage, clock, "area", 1)
    clock.now += 40 * 24 * 3600
    seen(usage, clock, "region", 1)
    assert [one.what for one in views_by_page(door.engine)] == ["region", "area", "home"]


def test_files_are_counted_by_data_set_and_few_people_are_not_shown(door):
    for at in range(5):
        said = {"view": "trend", "dataset": "riia_quarterly"}
        record(door.engine, KEY, f"person{at}", Action.DOWNLOADED, said)
    record(door.engine, KEY, "person0", Action.DOWNLOADED, {"view": "board"})
    record(door.engine, KEY, "person1", Action.DOWNLOAD_REFUSED, {"dataset": "riia_quarterly"})
    shown = {one.what: one.times for one in exports_by_dataset(door.engine)}
    assert shown == {"riia_quarterly": 5, "several": None}


def test_use_is_counted_anew_once_a_minute(door, monkeypatch):
    now = [1_800_000_000.0]
    monkeypatch.setattr(module.time, "time", lambda: now[0])
    assert used_lately(door.engine).exports == ()
    record(door.engine, KEY, "pat", Action.DOWNLOADED, {"dataset": "riia_quarterly"})
    assert used_lately(door.engine).exports == ()
    now[0] += FLUSH_SECONDS
    assert [one.what for one in used_lately(door.engine).exports] == ["riia_quarterly"]
