"""Rates of exclusion by term, year, group and reason: over whom, and missing where none is."""

from __future__ import annotations

import math

import pytest
from exclusion_builders import (
    AUTUMN,
    DERBY,
    SPRING,
    YEAR,
    by_label,
    release,
    returns,
    suspensions,
    usual,
    view,
)

from yardstick.results.exclusions_types import Kind


def missing(value):
    return value is None or math.isnan(value)


def test_a_rate_is_over_the_pupils_of_the_census_within_the_year():
    rows = returns(
        exclusions=suspensions("a", "b", "c"),
        headcount=[
            usual("headcount", pupils=200),
            usual("headcount", census_year=2023, pupils=7),
            usual("headcount", school_urn="100009", school_phase="PRI", pupils=100),
        ],
    )
    terms = by_label(view(rows, "terms"), "All schools")
    assert (terms[AUTUMN]["number"], terms[AUTUMN]["of"]) == (3, 300)
    assert terms[AUTUMN]["value"] == pytest.approx(1.0)
    assert (terms[SPRING]["number"], terms[SPRING]["value"]) == (0, 0)
    secondary = by_label(view(rows, "years"), "Secondary")
    assert secondary[YEAR]["value"] == pytest.approx(1.5)
    assert missing(secondary[YEAR]["published"])


def test_a_late_record_counts_in_the_term_of_its_day():
    rows = returns(exclusions=suspensions("a", period=SPRING))
    terms = by_label(view(rows, "terms"), "All schools")
    assert (terms[AUTUMN]["number"], terms[SPRING]["number"]) == (1, 0)


def test_a_term_without_a_return_is_missing_and_so_is_its_year():
    rows = {"exclusions": suspensions("a"), "headcount": [usual("headcount")]}
    terms = by_label(view(rows, "terms"), "All schools")
    assert terms[AUTUMN]["number"] == 1
    assert missing(terms[SPRING]["number"])
    assert terms[SPRING]["status"] == "x"
    years = view(rows, "years")
    assert missing(by_label(years, "All schools")[YEAR]["number"])
    assert years.said["terms"] == 1


def test_without_a_headcount_there_is_a_number_and_no_rate():
    row = by_label(view(returns(exclusions=suspensions("a")), "years"), "All schools")[YEAR]
    assert row["number"] == 1
    assert missing(row["value"])
    assert row["status"] == "x"


def test_the_departments_rate_stands_beside_the_years():
    rows = returns(
        exclusions=[*suspensions("a"), usual("exclusions", school_phase="ALT", pupil_ref="b")]
    )
    held = release(rows)
    held.execute("INSERT INTO published VALUES ('exclusions', 'suspensions_rate', ?, ?, 9.5, '')",
                 [DERBY, YEAR])  # fmt: skip
    shown = view(rows, "years", held)
    assert by_label(shown, "All schools")[YEAR]["published"] == 9.5
    assert missing(by_label(shown, "Secondary")[YEAR]["published"])
    assert missing(by_label(shown, "Alternative provision")[YEAR]["published"])


def test_a_group_is_held_against_its_base():
    rows = returns(
        exclusions=[*suspensions("a"), *suspensions("b", "c", "d", sex="M", looked_after=True)],
        headcount=[usual("headcount", pupils=50), usual("headcount", sex="M", pupils=50)],
    )
    shown = view(rows, "groups")
    sex = by_label(shown, "Sex")
    assert sex["Male"]["value"] == pytest.approx(3)
    assert sex["Male"]["lower"] < 3 < sex["Male"]["upper"]
    assert sex["Female"]["is_base"]
    assert missing(sex["Female"]["lower"])
    care = by_label(shown, "Looked-after children")
    assert care["Looked after"]["number"] == 3
    assert missing(care["Looked after"]["value"])


def test_reasons_of_three_lists_come_together_and_each_counts():
    rows = returns(
        exclusions=[
            *suspensions("a", reason_1="DB", reason_2="PP"),
            *suspensions("b", reason_1="LD", reason_2="CB"),
            *suspensions("c", reason_1="??"),
        ]
    )
    shown = view(rows, "reasons")
    found = by_label(shown)
    assert found["Disruption"]["number"] == 3
    assert found["Other"]["number"] == 1
    assert next(iter(found)) == "Disruption"
    assert (shown.said["exclusions"], shown.said["reasons"]) == (3, 5)
    assert not len(view(rows, "reasons", kind=Kind.PERMANENT).values)
