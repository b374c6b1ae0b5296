"""Invented exclusions are as frequent as published, by authority, year, phase and SEN."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from record_demo_builders import SCALE

from yardstick.demonstration.records.rates import MEASURES, PHASES, PUBLISHED, SEN, rates
from yardstick.demonstration.records.school_days import TERMS

pytest_plugins = ["exclusion_demo_fixtures"]

NOTTINGHAM = "E06000018"


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
