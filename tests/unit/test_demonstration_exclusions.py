"""Invented exclusions and moves: the same everywhere, sound, and shaped as real ones are."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from desk_builders import CATALOGUE, REGION
from record_demo_builders import SCALE, sheets_of

from yardstick.catalogue.records import SQL_TYPES
from yardstick.demonstration.records import invent_exclusions
from yardstick.demonstration.records.exclusions import drawn
from yardstick.demonstration.records.school_days import TERMS, census, school_days
from yardstick.intake.known import Known
from yardstick.intake.returns import check_return
from yardstick.model import Period

pytest_plugins = ["exclusion_demo_fixtures"]


def digest(returns):
    made = hashlib.sha256()
    for one in returns:
        made.update(f"{one.area} {one.period}".encode())
        for table, rows in sorted(one.tables.items()):
            made.update(table.encode())
            made.update(rows.to_pandas().to_csv(index=False).encode())
    return made.hexdigest()


def test_the_same_seed_gives_the_same_returns_in_other_processes_and_another_seed_does_not():
    once = digest(invent_exclusions(CATALOGUE, REGION, 0.02))
    told = []
    apart = invent_exclusions(
        CATALOGUE, REGION, 0.02, workers=2, tell=lambda done, of: told.append((done, of))
    )
    made = digest(apart)
    assert once == made
    assert told == [(at, 10) for at in range(1, 11)]
    assert digest(invent_exclusions(CATALOGUE, REGION, 0.02, "another")) != once


def test_a_region_without_published_rates_is_invented_too():
    region = CATALOGUE.regions["eastern"]
    made = list(invent_exclusions(CATALOGUE, region, 0.02))
    assert {one.area for one in made} == set(region.authorities)
    assert {one.period for one in made} == {term.key for term in TERMS}


# ---- sound --------------------------------------------------------------------------------


def test_every_column_is_typed_as_the_intake_types_it(returns):
    types = {"VARCHAR": "string", "DATE": "date32[day]", "DOUBLE": "double",
             "BOOLEAN": "bool", "BIGINT": "int64"}  # fmt: skip
    tables = {table.id: table for table in CATALOGUE.datasets["school_exclusions"].tables}
    for one in returns:
        for table, rows in one.tables.items():
            wanted = {c.name: types[SQL_TYPES[c.type]] for c in tables[table].columns}
            assert {f.name: str(f.type) for f in rows.schema} == {**wanted, "row": "int64"}


@pytest.mark.parametrize("at", [0, 54, 119])
def test_the_declared_checks_find_nothing_to_refuse_or_to_ask(at):
    dataset = CATALOGUE.datasets["school_exclusions"]
    one = list(invent_exclusions(CATALOGUE, REGION, 0.03))[at]
    found = check_return(
        sheets_of(dataset, one),
        dataset,
        CATALOGUE.reference,
        area=one.area,
        period=Period.parse(one.period),
        known=Known(),
    )
    # The census is of January, so that two terms of three come without it, as real ones would.
    assert {finding.code for finding in found.findings} <= {"FILE-04"}
    assert set(found.tables) == set(one.tables)


def test_every_kept_pseudonym_has_its_form_and_every_key_stands_once(frames):
    keys = {table.id: table.key for table in CATALOGUE.datasets["school_exclusions"].tables}
    for table, rows in frames.items():
        assert not rows.duplicated(["la_code", "period", *keys[table]]).any()
        if "pupil_ref" in rows:
            assert rows["pupil_ref"].str.fullmatch("P5-[0-9a-f]{32}").all()


def test_school_days_are_weekdays_of_their_terms():
    days = school_days()
    for term, period in enumerate(TERMS):
        of_term = days.dates[list(days.of_term(term))]
        assert np.datetime64(period.start) <= of_term[0]
        assert of_term[-1] <= np.datetime64(period.end)
        assert np.is_busday(of_term).all()
        assert len(of_term) > 50  # fifteen suspensions find room, three days apart
    assert str(days.dates[census(2)]) == "2024-01-15"


# ---- as real ones are ---------------------------------------------------------------------


def test_reasons_are_up_to_three_and_outcomes_belong_to_permanent_exclusions(exclusions):
    three = exclusions[exclusions["reason_3"].notna()]
    assert 0 < len(three) < 0.15 * len(exclusions)
    assert (exclusions["board_outcome"].notna() == (exclusions["category"] == "PERM")).all()
    assert set(exclusions["board_outcome"].dropna()) == {"UPH", "REI", "PEN"}
    assert exclusions["panel_outcome"].notna().any()
    assert set(exclusions["category"]) == {"SUSP", "PERM", "LNCH"}


def test_some_records_come_a_term_late_and_none_before_its_time(exclusions):
    terms = [term.key for term in TERMS]
    starts = np.array([np.datetime64(term.start) for term in TERMS])
    own = np.searchsorted(starts, exclusions["date"].to_numpy(), side="right") - 1
    late = exclusions["period"].map(terms.index) - own
    assert set(late) == {0, 1, 2}
    assert 0.02 < (late > 0).mean() < 0.1


@pytest.mark.parametrize("count", [0, 3, 5, 9])
def test_so_many_different_positions_are_drawn_or_all_there_are(count):
    found = drawn(np.random.default_rng(1), np.ones(5), count)
    assert len(set(found.tolist())) == len(found) == min(count, 5)


# ---- movements ----------------------------------------------------------------------------


def test_about_as_many_rows_of_movement_are_made_as_said(frames):
    a_year = (len(frames["leavers"]) + len(frames["joiners"])) / 4 / SCALE
    assert 100_000 < a_year < 140_000
    assert 26_000 < len(frames["exclusions"]) / 4 / SCALE < 36_000


def test_a_move_within_the_region_has_both_its_ends(frames):
    leavers, joiners = frames["leavers"], frames["joiners"]
    across = leavers[leavers["destination"] == "SOL"]
    inside = across[across["destination_la"].isin(set(leavers["la_code"]))]
    ends = inside.merge(
        joiners[joiners["origin"] == "SOL"],
        left_on=["pupil_ref", "school_urn", "destination_urn", "destination_la"],
        right_on=["pupil_ref", "origin_urn", "school_urn", "la_code"],
    )
    assert len(ends) > 0.85 * len(inside)  # the others moved in the last summer
    assert len(inside) < len(across)


def test_moves_overlap_follow_at_once_and_come_in_twos(frames):
    leavers, joiners = frames["leavers"], frames["joiners"]
    ends = leavers.merge(
        joiners,
        left_on=["pupil_ref", "school_urn", "destination_urn"],
        right_on=["pupil_ref", "origin_urn", "school_urn"],
    )
    gaps = (pd.to_datetime(ends["entry_date"]) - pd.to_datetime(ends["leaving_date"])).dt.days
    assert (gaps < 0).any()
    assert (gaps == 0).any()
    assert (gaps > 30).any()
    year = pd.to_datetime(leavers["leaving_date"])
    a_year = leavers.groupby(["pupil_ref", year.dt.year - (year.dt.month < 9)]).size()
    assert (a_year > 1).any()
