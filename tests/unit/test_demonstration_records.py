"""Invented exclusions and movements: as frequent as published, the same everywhere, and sound."""

from __future__ import annotations

import hashlib
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from record_demo_builders import sheets_of

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.records import SQL_TYPES
from yardstick.demonstration.records import Pattern, invent_exclusions, planted_exclusions
from yardstick.demonstration.records.exclusions import drawn
from yardstick.demonstration.records.rates import MEASURES, PHASES, PUBLISHED, SEN, rates
from yardstick.demonstration.records.school_days import TERMS, census, school_days
from yardstick.intake.known import Known
from yardstick.intake.returns import check_return
from yardstick.model import Period

SCALE = 0.15
NOTTINGHAM = "E06000018"


@pytest.fixture(scope="module")
def known():
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def returns(known):
    return list(invent_exclusions(known, known.regions["east_midlands"], SCALE))


@pytest.fixture(scope="module")
def plants(known):
    return planted_exclusions(known, known.regions["east_midlands"], SCALE)


@pytest.fixture(scope="module")
def frames(returns):
    found = defaultdict(list)
    for one in returns:
        for table, rows in one.tables.items():
            found[table].append(rows.to_pandas())
    return {table: pd.concat(parts, ignore_index=True) for table, parts in found.items()}


@pytest.fixture(scope="module")
def exclusions(frames):
    found = frames["exclusions"].copy()
    found["date"] = pd.to_datetime(found["start_date"])
    found["year"] = found["date"].dt.year - (found["date"].dt.month < 9)
    return found


def of_pattern(plants, pattern):
    return [one for one in plants if one.pattern is pattern]


def digest(returns):
    made = hashlib.sha256()
    for one in returns:
        made.update(f"{one.area} {one.period}".encode())
        for table, rows in sorted(one.tables.items()):
            made.update(table.encode())
            made.update(rows.to_pandas().to_csv(index=False).encode())
    return made.hexdigest()


# ---- the same everywhere ------------------------------------------------------------------


def test_the_same_seed_gives_the_same_returns_in_other_processes_and_another_seed_does_not(known):
    region, made = known.regions["east_midlands"], []
    once = digest(invent_exclusions(known, region, 0.02))
    told = []
    apart = invent_exclusions(
        known, region, 0.02, workers=2, tell=lambda done, of: told.append((done, of))
    )
    made = digest(apart)
    assert once == made
    assert told == [(at, 10) for at in range(1, 11)]
    assert digest(invent_exclusions(known, region, 0.02, "another")) != once


def test_a_region_without_published_rates_is_invented_too(known):
    region = known.regions["eastern"]
    made = list(invent_exclusions(known, region, 0.02))
    assert {one.area for one in made} == set(region.authorities)
    assert {one.period for one in made} == {term.key for term in TERMS}


# ---- sound --------------------------------------------------------------------------------


def test_every_column_is_typed_as_the_intake_types_it(known, returns):
    types = {"VARCHAR": "string", "DATE": "date32[day]", "DOUBLE": "double",
             "BOOLEAN": "bool", "BIGINT": "int64"}  # fmt: skip
    tables = {table.id: table for table in known.datasets["school_exclusions"].tables}
    for one in returns:
        for table, rows in one.tables.items():
            wanted = {c.name: types[SQL_TYPES[c.type]] for c in tables[table].columns}
            assert {f.name: str(f.type) for f in rows.schema} == {**wanted, "row": "int64"}


@pytest.mark.parametrize("at", [0, 54, 119])
def test_the_declared_checks_find_nothing_to_refuse_or_to_ask(known, at):
    dataset, region = known.datasets["school_exclusions"], known.regions["east_midlands"]
    one = list(invent_exclusions(known, region, 0.03))[at]
    found = check_return(
        sheets_of(dataset, one),
        dataset,
        known.reference,
        area=one.area,
        period=Period.parse(one.period),
        known=Known(),
    )
    # The census is of January, so that two terms of three come without it, as real ones would.
    assert {finding.code for finding in found.findings} <= {"FILE-04"}
    assert set(found.tables) == set(one.tables)


def test_every_kept_pseudonym_has_its_form_and_every_key_stands_once(known, frames):
    keys = {table.id: table.key for table in known.datasets["school_exclusions"].tables}
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


# ---- as published -------------------------------------------------------------------------


def test_suspensions_and_permanent_exclusions_are_as_frequent_as_published(frames, exclusions):
    """By authority and year, against published rates applied to the invented headcount."""
    heads = frames["headcount"]
    cell = ["la_code", "census_year", "school_phase", "sen_provision"]
    pupils = heads.groupby(cell)["pupils"].sum()
    wanted = defaultdict(lambda: np.zeros(len(MEASURES)))
    for (area, census_year, phase, sen), count in pupils.items():
        first = 3 * (census_year - 2022)
        of_year = rates(area)[first : first + 3, PHASES.index(phase), SEN.index(sen)].sum(axis=0)
        wanted[area, census_year - 1] += of_year * count / 100
    for category, measure in (("SUSP", "suspensions"), ("PERM", "permanent")):
        made = exclusions[exclusions["category"] == category].groupby(["la_code", "year"]).size()
        at = MEASURES.index(measure)
        for key, expected in wanted.items():
            assert abs(made.get(key, 0) - expected[at]) <= max(0.02 * expected[at], 2), key


def test_rates_by_sen_provision_are_within_two_percent_for_the_region(frames, exclusions):
    cells = ["la_code", "census_year", "school_phase", "sen_provision"]
    expected = dict.fromkeys(SEN, 0.0)
    pupils = frames["headcount"].groupby(cells)["pupils"].sum()
    for (area, year, phase, sen), count in pupils.items():
        terms = slice(3 * (year - 2022), 3 * (year - 2021))
        of_cell = rates(area)[terms, PHASES.index(phase), SEN.index(sen), 0]
        expected[sen] += count * of_cell.sum() / 100
    suspended = exclusions[exclusions["category"] == "SUSP"]
    made = suspended.groupby("sen_provision").size()
    assert made.to_dict() == pytest.approx(expected, rel=0.02)


def test_a_term_that_was_not_published_is_as_the_one_a_year_before():
    found = rates(NOTTINGHAM)
    at = [term.key for term in TERMS].index("2024/25 Summer")
    assert (found[at] == found[at - 3]).all()
    assert "2024/25 Summer" not in PUBLISHED.read_text(encoding="utf-8")


def test_published_rates_are_read_as_they_were_published():
    """Derby, autumn term 2023/24, secondary schools, no SEN: 8.286, 3.517 and 0.03 per 100."""
    at = [term.key for term in TERMS].index("2023/24 Autumn")
    found = rates("E06000015")[at, PHASES.index("SEC"), SEN.index("N")]
    assert found.tolist() == [8.286, 3.517, 0.03]


def test_few_pupils_make_most_suspensions(exclusions):
    suspended = exclusions[(exclusions["category"] == "SUSP") & (exclusions["year"] == 2023)]
    each = suspended.groupby("pupil_ref").size()
    assert 0.3 < (each == 1).mean() < 0.55
    assert 0.01 < (each >= 10).mean() < 0.08
    assert ((each > 2) & (each < 5)).any()


def test_headcount_adds_up_to_the_size_of_the_authority(frames):
    heads = frames["headcount"]
    assert (heads["pupils"] > 0).all()
    of_year = heads.groupby(["la_code", "census_year"])["pupils"].sum()
    first = of_year.xs(2022, level="census_year")
    assert first[NOTTINGHAM] == round(68_714 * 0.25 * SCALE)
    assert set(of_year.index.get_level_values("census_year")) == {2022, 2023, 2024, 2025}
    grown = of_year.xs(2025, level="census_year") / first
    assert grown.between(0.8, 1.2).all()


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


# ---- planted ------------------------------------------------------------------------------


def exits(frames, urn):
    leavers = frames["leavers"]
    leaving = pd.to_datetime(leavers["leaving_date"]).dt.month
    ten = (leavers["year_group"] == "10") & leaving.between(1, 8)
    eleven = (leavers["year_group"] == "11") & ~leaving.between(2, 8)
    gone = leavers[(ten | eleven) & leavers["destination"].isin(["EHE", "CME"])]
    gone = gone[~gone["pupil_ref"].isin(frames["joiners"]["pupil_ref"])]
    counts = gone.groupby("school_urn").size().sort_values(ascending=False)
    return counts, counts.get(urn, 0)


def test_unexplained_exits_are_at_two_schools_of_two_authorities(frames, plants):
    planted = of_pattern(plants, Pattern.UNEXPLAINED_EXITS)
    assert len({one.area for one in planted}) == 2
    counts, _ = exits(frames, "")
    assert set(counts.index[:2]) == {one.school_urn for one in planted}
    assert counts.iloc[1] > 2 * counts.iloc[2]


def test_managed_moves_of_the_planted_school_come_back(frames, plants):
    (planted,) = of_pattern(plants, Pattern.FAILED_MOVES)
    joiners = frames["joiners"]
    managed = joiners[joiners["entry_mode"] == "MAN"]
    back = joiners.merge(
        managed,
        left_on=["pupil_ref", "school_urn", "origin_urn"],
        right_on=["pupil_ref", "origin_urn", "school_urn"],
    )
    of_school = managed["origin_urn"] == planted.school_urn
    failed = managed["pupil_ref"].isin(back["pupil_ref"])
    assert failed[of_school].mean() > failed[~of_school].mean() + 0.2


def test_the_planted_school_suspends_most_often(frames, exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.FREQUENT)
    heads = frames["headcount"]
    secondary = heads[(heads["school_phase"] == "SEC") & (heads["la_code"] == planted.area)]
    pupils = secondary.groupby("school_urn")["pupils"].sum()
    made = exclusions.groupby("school_urn").size().reindex(pupils.index)
    assert (made / pupils).idxmax() == planted.school_urn


def test_black_pupils_of_the_planted_authority_are_suspended_more(frames, exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.DISPROPORTION)

    def ratio(area):
        of = [t[t["la_code"] == area] for t in (exclusions, frames["headcount"])]
        made = (of[0]["ethnic_group"] == "B").mean()
        return made / (
            of[1].loc[of[1]["ethnic_group"] == "B", "pupils"].sum() / of[1]["pupils"].sum()
        )

    others = [ratio(area) for area in exclusions["la_code"].unique() if area != planted.area]
    assert ratio(planted.area) > 2 * np.median(others)


def test_permanently_excluded_pupils_of_the_planted_authority_wait_long(frames, plants):
    (planted,) = of_pattern(plants, Pattern.SLOW_RETURN)
    leavers, joiners = frames["leavers"], frames["joiners"]
    expelled = leavers[leavers["leaving_ground"] == "PEX"]
    next_roll = expelled.merge(joiners, left_on=["pupil_ref", "school_urn"],
                               right_on=["pupil_ref", "origin_urn"])  # fmt: skip
    waits = pd.to_datetime(next_roll["entry_date"]) - pd.to_datetime(next_roll["leaving_date"])
    of_area = waits.groupby(next_roll["la_code_x"]).median()
    assert of_area[planted.area] > 2 * of_area.drop(planted.area).median()
    assert len(next_roll["pupil_ref"].unique()) < len(expelled)


def test_the_planted_authority_records_late(exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.LATE_RECORDS)
    ends = exclusions["period"].map({term.key: pd.Timestamp(term.start) for term in TERMS})
    late = (exclusions["date"] < ends).groupby(exclusions["la_code"]).mean()
    assert late.idxmax() == planted.area
    assert late[planted.area] > 0.15


def test_pupils_of_the_planted_authority_move_to_the_other(frames, plants):
    (planted,) = of_pattern(plants, Pattern.ACROSS_BORDER)
    leavers = frames["leavers"]
    across = leavers[(leavers["la_code"] == planted.area) & (leavers["destination"] == "SOL")]
    assert across["destination_la"].value_counts().index[0] == planted.other
