"""What is planted in the demonstration's records is found by the views of exclusions."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from exclusion_builders import CATALOGUE, FOLLOWED, INFO, LIBRARY, follow

from yardstick.demonstration.records import Pattern, invent_exclusions, planted_exclusions
from yardstick.results.exclusions import exclusions
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView

REGION = CATALOGUE.regions["east_midlands"]
SCALE = 0.3


@pytest.fixture(scope="module")
def held():
    """Return a connection with a region's invented records, in place of a viewer's own."""
    parts = defaultdict(list)
    for one in invent_exclusions(CATALOGUE, REGION, SCALE):
        for table, rows in one.tables.items():
            area = pa.repeat(pa.scalar(one.area), len(rows))
            period = pa.repeat(pa.scalar(one.period), len(rows))
            kept = rows.drop_columns(
                [name for name in ("la_code", "period") if name in rows.column_names]
            )
            dataset = pa.repeat(pa.scalar(one.dataset), len(rows))
            kept = kept.append_column("dataset", dataset).append_column("area", area)
            parts[table].append(kept.append_column("period", period))
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE published (source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR,"
        " value DOUBLE, status VARCHAR)"
    )
    for table, found in parts.items():
        connection.register("rows", pa.concat_tables(found))
        connection.execute(f'CREATE TABLE "own_{table}" AS SELECT * FROM rows')  # noqa: S608 - a name of our own
        connection.unregister("rows")
    follow(connection, FOLLOWED)
    return connection


def planted(pattern):
    return [p for p in planted_exclusions(CATALOGUE, REGION, SCALE) if p.pattern is pattern]


def view(held, name, area, year="2023/24"):
    asked = ExclusionsAsked(ExclusionsView(name), area, year)
    return exclusions(held, LIBRARY, asked, INFO)


YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")


def summed(held, name, area):
    """Return each school's events and what they are held over, of all years together."""
    every = pd.concat([view(held, name, area, year).values for year in YEARS])
    return every.groupby("label")[["number", "of"]].sum()


def test_the_school_that_suspends_most_often_is_outside_the_funnel(held):
    (plant,) = planted(Pattern.FREQUENT)
    shown = view(held, "schools", plant.area).values
    outside = shown[shown["beyond"] & (shown["value"] > shown["upper"])]
    assert plant.school_urn in set(outside["label"])


def test_schools_with_unexplained_exits_have_most_of_them(held):
    for plant in planted(Pattern.UNEXPLAINED_EXITS):
        found = summed(held, "exits", plant.area)
        rate = found["number"] / found["of"]
        assert rate.idxmax() == plant.school_urn
        assert found.loc[plant.school_urn, "number"] > 0


def test_most_managed_moves_out_of_the_planted_school_fail(held):
    (plant,) = planted(Pattern.FAILED_MOVES)
    found = summed(held, "managed", plant.area)
    rate = found["number"] / found["of"]
    assert rate[plant.school_urn] > 0.6
    others = found.drop(plant.school_urn).sum()
    assert others["number"] / max(others["of"], 1) < rate[plant.school_urn]


def test_the_group_that_is_suspended_most_often_beyond_its_base_is_named(held):
    (plant,) = planted(Pattern.DISPROPORTION)
    shown = view(held, "groups", plant.area).values
    black = shown[(shown["group"] == "Ethnic group") & (shown["label"] == "Black")]
    assert black["lower"].iloc[0] > 1.5


def test_the_wait_for_a_roll_is_longest_where_it_was_planted(held):
    (plant,) = planted(Pattern.SLOW_RETURN)
    waits = {
        area: view(held, "after", area, "2022/23").said.get("median", 0.0)
        for area in REGION.authorities
    }
    assert waits[plant.area] == max(waits.values())


def test_the_authority_that_pupils_move_to_is_the_first_across_the_border(held):
    (plant,) = planted(Pattern.ACROSS_BORDER)
    first = view(held, "border", plant.area).values.iloc[0]
    other = CATALOGUE.reference.areas[plant.other]
    assert (first["group"], first["label"]) == (other.name, "Left for its schools")


def test_late_records_are_in_the_term_of_their_day(held):
    """The planted authority's terms do not sag: a late record counts where it belongs."""
    (plant,) = planted(Pattern.LATE_RECORDS)
    counted = view(held, "years", plant.area).values
    years = counted[counted["group"] == "All schools"].set_index("label")["number"]
    dates = held.execute(
        "SELECT COUNT(*) FROM own_exclusions WHERE area = ? AND category IN ('SUSP', 'FIXD')"
        " AND start_date BETWEEN DATE '2022-09-01' AND DATE '2023-08-31'",
        [plant.area],
    ).fetchall()
    assert years["2022/23"] == dates[0][0]
