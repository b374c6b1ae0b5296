"""Suspensions beside what is shown of others', and published rates: own exact, others rounded."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest
from exclusion_builders import (
    DERBY,
    LEICESTER,
    LIBRARY,
    YEAR,
    by_label,
    cell,
    release,
    returns,
    usual,
    view,
)

from yardstick.access.errors import AccessDenied
from yardstick.charts.exclusions import told
from yardstick.results.exclusions_types import DATASET, ExclusionsAsked, ExclusionsView, Kind
from yardstick.results.shared_numbers import cuts

REGION = LIBRARY.region.authorities
RUTLAND = "E06000017"
COARSE = "ethnic_group: Two groups; reason: All"


def cube(area, wording="", period=YEAR):
    return {
        "dataset": DATASET, "area": area, "period": period, "measure": "suspensions",
        "wording": wording, "close": True, "held": False,
    }  # fmt: skip


def suspended(*changes):
    return [
        usual("exclusions", pupil_ref=f"x{at}", row=at, **change)
        for at, change in enumerate(changes)
    ]


def region(*cells, mine=({}, {}), wordings=None, areas=REGION):
    """Return a release in which every authority has a cube and Derby its own suspensions."""
    rows = returns(exclusions=suspended(*mine))
    cubes = [cube(area, (wordings or {}).get(area, "")) for area in areas]
    return release(rows | {"shared_cube": cubes, "shared_school_exclusions": list(cells)})


def publish(connection, source, measure, period, **of):
    for area, value in of.items():
        connection.execute(
            "INSERT INTO published VALUES (?, ?, ?, ?, ?, 'shown')",
            [source, measure, area, period, value],
        )


def shown(connection, part="", year=YEAR):
    return view({}, "authorities", connection, part=part, year=year)


def test_own_is_exact_others_are_rounded_and_few_have_no_rate():
    rows = by_label(shown(region(cell(LEICESTER, 25), cell(RUTLAND, 5), cell(DERBY, 5))))
    assert (rows["Derby"]["number"], rows["Derby"]["is_exact"], rows["Derby"]["is_own"]) == (
        2, True, True,
    )  # fmt: skip
    assert (rows["Leicester"]["number"], rows["Leicester"]["is_exact"]) == (25, False)
    assert rows["Leicester"]["value"] == pytest.approx(25 / 90_763 * 1_000)
    assert rows["Rutland"]["number"] == 5
    assert math.isnan(rows["Rutland"]["value"])
    assert list(rows) == sorted(rows)
    assert len(rows) == len(REGION)


def test_rates_are_over_pupils_where_the_department_gives_them_for_all():
    connection = region(cell(LEICESTER, 25))
    publish(connection, "exclusions", "headcount", YEAR, **dict.fromkeys(REGION[:-1], 500.0))
    assert shown(connection).said["per"] == 1_000
    publish(connection, "exclusions", "headcount", YEAR, **{REGION[-1]: 500.0})
    found = shown(connection)
    assert found.said["per"] == 100
    assert by_label(found)["Leicester"]["value"] == 5
    assert "per 100 pupils of the January census" in told(found).subtitle


def test_what_is_worded_too_coarsely_or_not_there_is_missing():
    connection = region(
        cell(LEICESTER, 25, ethnic_group="Any other or unknown", reason="All"),
        wordings={LEICESTER: COARSE}, areas=[one for one in REGION if one != RUTLAND],
    )  # fmt: skip
    for part in ("ethnic_group.black", "reason.verbal"):
        rows = by_label(shown(connection, part))
        assert (rows["Leicester"]["status"], rows["Rutland"]["status"]) == ("x", "x")
        assert math.isnan(rows["Leicester"]["number"])
    rows = by_label(shown(connection, "ethnic_group.white"))
    assert (rows["Leicester"]["number"], rows["Leicester"]["status"]) == (0, "shown")
    assert "number" not in shown(connection).said


PARTS = {
    "sex.male": {"sex": "M"},
    "ethnic_group.black": {"ethnic_group": "B"},
    "sen.support": {"sen_provision": "K"},
    "fsm.yes": {"fsm": True},
    "reason.verbal": {"reason_1": "VA"},
}


@pytest.mark.parametrize(("part", "change"), PARTS.items())
def test_a_part_counts_what_it_names_alike_for_own_and_others(part, change):
    words = cuts(LIBRARY, DATASET)[part]
    dimension, word = part.partition(".")[0], words.partition(": ")[2]
    connection = region(
        cell(LEICESTER, 15, **{dimension: word}), cell(LEICESTER, 20), mine=({}, change, change)
    )
    rows = by_label(shown(connection, part))
    assert (rows["Derby"]["number"], rows["Leicester"]["number"]) == (2, 15)
    assert rows["Derby"]["group"] == words


def test_lunchtimes_and_permanent_exclusions_are_no_suspensions_and_a_late_record_is_counted():
    late = {"start_date": dt.date(2023, 6, 1)}
    connection = region(mine=({"category": "PERM"}, {"category": "FIXD"}, late, {"sex": "M"}))
    assert by_label(shown(connection))["Derby"]["number"] == 3


def test_a_year_without_cubes_shows_nothing_of_others():
    connection = region(areas=())
    found = shown(connection)
    assert len(found.values) == 0
    assert told(found).headline.endswith("nothing to show for Derby")
    older = region()
    older.execute("DROP TABLE shared_cube")
    assert len(shown(older).values) == 0


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(AccessDenied):
        shown(region(), "reason.children")
    with pytest.raises(AccessDenied):
        cuts(LIBRARY, "riia_quarterly")


def test_a_link_carries_the_part():
    asked = ExclusionsAsked(ExclusionsView.AUTHORITIES, DERBY, YEAR, part="sex.male")
    assert ExclusionsAsked.from_order(DERBY, asked.order) == asked


# ---- published rates --------------------------------------------------------------------------


def test_the_newest_published_rates_stand_with_ours_beside_the_readers_own():
    rows = returns(exclusions=suspended({}, {}), headcount=[usual("headcount", pupils=200)])
    connection = release(rows)
    publish(connection, "exclusions", "suspensions_rate", "2016/17", E06000015=5.0)
    publish(connection, "lait", "TotFixedEx", YEAR, E06000015=14.99, E06000016=7.0, E12000004=13.4)
    found = view({}, "published", connection)
    shown = by_label(found)
    assert (shown["Derby"]["value"], shown["Derby"]["published"]) == (14.99, 1)
    assert math.isnan(shown["Leicester"]["published"])
    assert (shown["East Midlands"]["value"], shown["England"]["status"]) == (13.4, "x")
    assert list(shown)[-2:] == ["East Midlands", "England"]
    story = told(found)
    assert story.sentence == (
        "The department published 14.99 suspensions per 100 pupils of Derby for 2023/24; "
        "our returns 1.00."
    )
    assert story.period == "school year 2023/24"
    assert story.stamp.source.startswith("Department for Education")


def test_without_our_returns_of_the_year_the_published_rate_stands_alone():
    connection = release(returns())
    publish(connection, "lait", "TotPermEx", "2019/20", E06000015=0.08)
    found = view({}, "published", connection, kind=Kind.PERMANENT)
    assert math.isnan(by_label(found)["Derby"]["published"])
    assert "0.08 permanent exclusions per 100" in told(found).headline


def test_without_a_published_rate_there_is_nothing_to_show():
    assert "nothing to show" in told(view({}, "published", release(returns()))).headline


# ---- told -------------------------------------------------------------------------------------


def test_numbers_of_others_are_told_as_rounded():
    story = told(shown(region(cell(LEICESTER, 25), cell(RUTLAND, 5))))
    texts = {row[0].text: row[1].text for row in story.twin.rows}
    assert (texts["Leicester"], texts["Rutland"], texts["Derby"]) == ("≈ 25", "≈ 5", "2")
    assert texts["Lincolnshire"] == "0 to 4"
    assert story.sentence.endswith("all these authorities ≈ 32, with your own exact.")
    assert story.stamp.basis.startswith("Own records exact")
    notes = [one["text"] for one in story.figure["layout"]["annotations"]]
    assert "Orange line: all these authorities" in notes[0]


def test_an_authority_without_a_rate_and_a_region_without_a_total_are_said():
    connection = region(areas=[DERBY])
    connection.execute("DROP TABLE published")
    connection.execute(
        "CREATE TABLE published (source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR,"
        " value DOUBLE, status VARCHAR)"
    )
    story = told(shown(connection))
    assert "Not every authority has such a figure" in story.sentence
    nobody = shown(connection)
    rows = nobody.values.assign(value=math.nan)
    assert "no rate of these" in told(replace(nobody, values=rows)).headline


def test_a_part_of_the_suspensions_is_named():
    story = told(shown(region(), "reason.verbal"))
    assert "0 suspensions (First reason: Verbal abuse and threats)" in story.sentence
    assert "Suspensions returned (First reason: Verbal abuse and threats), per" in story.subtitle
