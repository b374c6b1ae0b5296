"""The report on what a release shows: short, with its numbers, and honest about what is left."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from declaration_builders import DERBY, RUTLAND, dataset
from disclosed_results import (
    COUNTS,
    CUBES,
    PRICED,
    QUARTERLY,
    RECORDS,
    TOTALS,
    cube,
    cubes,
    disclosed,
)
from file_reader import SELECTION, Door, read_csv, sheets

from yardstick.charts import words
from yardstick.charts.disclosed import Part, story
from yardstick.charts.disclosed_cubes import NOTHING_SHARED
from yardstick.charts.disclosed_partners import partners
from yardstick.charts.views import View
from yardstick.export.files import ExportError, Format, Look, make_file
from yardstick.model import Protection

EVERY = pytest.mark.parametrize("part", Part)
NO_COUNTS = {
    "counts": pd.DataFrame(columns=list(COUNTS)),
    "totals": pd.DataFrame(columns=[*TOTALS]),
}
NO_CUBES = {"cubes": cubes(), "means": pd.DataFrame(columns=["dataset", "period", "means"])}


def table(data):
    return [[cell.text for cell in row] for row in data.rows]


def names(told):
    """Return what is written over the bars, less the key."""
    notes = told.figure["layout"]["annotations"]
    return [note["text"].replace("<br>", " ") for note in notes][1:]


@EVERY
@pytest.mark.parametrize("changes", [{}, NO_COUNTS, NO_CUBES], ids=["all", "counts", "cubes"])
def test_headline_and_sentence_are_short(part, changes):
    told = story(disclosed(**changes), part)
    assert len(told.headline.split()) <= 10
    assert len(told.sentence.split()) <= 30
    assert "None" not in told.headline + told.sentence
    assert {len(row) for row in told.twin.rows} <= {len(told.twin.columns)}
    assert words.alt_text(told).startswith(told.headline)


def test_counts_are_told_in_all_and_by_authority_in_the_regions_order():
    told = story(disclosed(), Part.RETURNS)
    assert told.headline == "50 of 300 counts are suppressed"
    assert told.sentence.startswith("250 are shown as they were sent.")
    assert names(told) == [
        "Derby: 10.0%, 10 of 100",
        "Leicester: 0.0%, 0 of 100",
        "Rutland: 40.0%, 40 of 100",
    ]
    title = "The 24 national quarterly indicators"
    assert table(told.twin) == [
        [title, "Derby", "90", "10", "10.0%", "0"],
        [title, "Leicester", "100", "0", "0.0%", "5"],
        [title, "Rutland", "60", "40", "40.0%", "0"],
        [title, "East Midlands, to the nearest 10", "98", "2", "2.0%", "0"],
    ]


def test_own_counts_are_drawn_pale_as_what_the_others_stand_beside():
    bars, pale = story(disclosed(), Part.RETURNS).figure["data"][:2]
    assert (len(bars["x"]), len(pale["x"])) == (2, 1)


@pytest.mark.parametrize(("own", "said"), [({"E06000016"}, True), (set(), False)])
def test_a_reader_without_an_authority_is_told_of_no_grey(own, said):
    told = story(disclosed(own=frozenset(own)), Part.RETURNS)
    assert ("Grey" in told.figure["layout"]["annotations"][0]["text"]) is said


def test_a_data_set_that_is_exact_for_everybody_is_told_so():
    told = story(disclosed(counts=pd.DataFrame(COUNTS).assign(hidden=0)), Part.RETURNS)
    assert told.headline == "Every count is shown as it was sent"
    assert "nothing is suppressed for you" in told.sentence


def test_an_authority_that_sent_letters_only_has_a_row_and_no_bar():
    nothing = pd.DataFrame(COUNTS).assign(shown=0, hidden=0, absent=3)
    told = story(disclosed(counts=nothing), Part.RETURNS)
    assert names(told) == []
    assert {row[4] for row in table(told.twin)[:3]} == {"x"}


def test_without_a_return_of_counts_that_is_said():
    told = story(disclosed(**NO_COUNTS), Part.RETURNS)
    assert told.headline == "No return of counts is part of what you see"
    assert told.values.empty


def test_cubes_are_told_with_what_was_tried_and_the_newest_year_is_drawn():
    told = story(disclosed(), Part.RECORDS)
    assert told.headline == "0 of 220 small numbers could be worked out"
    assert told.sentence.startswith("4 sets of rounded figures were attacked")
    assert names(told) == [
        "Derby, suspensions, 2024/25: up to 12 off",
        "Rutland, suspensions, 2024/25: up to 12 off",
        "Derby, placements in the year, 2023/24: up to 4 off",
    ]
    (caution,) = told.cautions
    assert caution.startswith("1 of 4 are further from the true numbers")


def test_the_table_of_cubes_holds_every_one_with_its_error_statement():
    found = [" | ".join(row) for row in table(story(disclosed(), Part.RECORDS).twin)]
    assert found == [
        "Suspensions | Derby | 2024/25 | 4 | 4 | 12 | 8 | 100 | 0 | 3 | – | ",
        (
            "Suspensions | Rutland | 2024/25 | 4 | 4 | 12 | 8 | 100 | 0 | 3 | sex: All | "
            "Further off than aimed at"
        ),
        (
            "Suspensions | Rutland | 2023/24 | 4 | 4 | 12 | 8 | x | x | x | – | "
            "Unchanged from the release before"
        ),
        "Placements in the year | Derby | 2023/24 | 4 | 4 | x | x | 20 | 0 | 3 | – | ",
    ]


def test_prices_are_told_with_their_rule_where_there_are_any():
    meaning = dict(story(disclosed(), Part.RECORDS).meaning)
    assert meaning["Prices"].endswith("2 authorities: 7 in 2023/24.")
    assert "Prices" not in dict(story(disclosed(**NO_CUBES), Part.RECORDS).meaning)


def test_one_cube_that_is_close_has_no_caution_and_is_one_set():
    told = story(disclosed(cubes=cubes(CUBES[0])), Part.RECORDS)
    assert told.cautions == ()
    assert told.sentence.startswith("1 set of rounded figures")


@pytest.mark.parametrize("tried", [0, None], ids=["no small number", "unchanged"])
def test_where_nothing_was_attacked_nothing_is_claimed(tried):
    one = cube(RECORDS, DERBY.code, "2024/25", "suspensions", tried=tried, is_held=tried is None)
    told = story(disclosed(cubes=cubes(one)), Part.RECORDS)
    assert told.headline == "No small number in figures from records could be attacked"
    assert "unchanged" in told.sentence


def test_a_cube_of_which_no_error_is_stated_is_named_without_a_bar():
    orders = dict.fromkeys(("total", "one_way", "two_way", "three_way"))
    one = cube(RECORDS, RUTLAND.code, "2024/25", "another", **orders)
    told = story(disclosed(cubes=cubes(one)), Part.RECORDS)
    assert names(told) == ["Rutland, another, 2024/25: no error is stated"]
    assert [len(drawn["x"]) for drawn in told.figure["data"]] == [0, 0, 0]


def test_a_release_without_cubes_shares_nothing_and_says_so():
    told = story(disclosed(**NO_CUBES), Part.RECORDS)
    assert told.headline == NOTHING_SHARED
    assert "each sees its own" in told.sentence
    assert told.values.empty


def test_who_was_given_no_records_is_told_that_and_not_that_there_are_none():
    told = story(disclosed(granted=frozenset({QUARTERLY}), **NO_CUBES), Part.RECORDS)
    assert told.headline == "No figures from records are part of what you see"
    assert "was given to your organisation" in told.sentence


def test_the_policy_says_for_each_data_set_who_is_shown_what():
    rows = {row[0]: row[1:] for row in table(partners(disclosed()))}
    assert rows["The 24 national quarterly indicators"] == [
        "Every count, exactly",
        "Counts, with small ones suppressed; regional totals to the nearest 10",
        "Nothing",
        "Nothing",
    ]
    assert rows["School exclusions"][1] == "Counts rounded to multiples of 5"
    assert rows["Placements"][1].endswith("; mean prices of the region")


@pytest.mark.parametrize("protection", Protection)
def test_every_protection_has_its_words_and_nobody_sees_what_was_not_given(protection):
    one = {"one": dataset().model_copy(update={"protection": protection})}
    (row,) = table(partners(disclosed(datasets=one)))
    assert row[-1] == "Nothing"
    assert (row[3] == "Nothing") is (protection is not Protection.OFFICIAL)
    assert ("exactly" in row[2]) is (protection is Protection.PARTNER_FULL)


def test_a_return_of_rows_is_its_owners_and_nobody_elses():
    rows = SimpleNamespace(
        title="Workforce",
        protection="partner_suppressed",
        tables=("rows",),
        cubes=None,
        summaries=(),
    )
    (row,) = table(partners(disclosed(datasets={"workforce": rows})))
    assert row == ["Workforce", "Every row, exactly", "Nothing", "Nothing", "Nothing"]
    rows.summaries = (SimpleNamespace(says="Salaries"), SimpleNamespace(says="Names of agencies"))
    (row,) = table(partners(disclosed(datasets={"workforce": rows})))
    assert row[2] == "Salaries. Names of agencies"


@EVERY
def test_the_part_on_screen_is_in_every_file(part):
    door = Door(disclosed=disclosed())
    look = Look(order=part.value)
    made = {one: make_file(door, SELECTION, View.DISCLOSURE, one, look) for one in Format}
    assert len(read_csv(made[Format.CSV].data)) == len(story(disclosed(), part).values)
    assert any(
        "East Midlands" in str(row) for row in next(iter(sheets(made[Format.XLSX].data).values()))
    )
    assert made[Format.SVG].name.startswith(f"yardstick-disclosure-{part.value}-east-midlands")


def test_a_part_that_is_none_is_refused():
    with pytest.raises(ExportError, match="'all' is no part of a file"):
        make_file(
            Door(disclosed=disclosed()), SELECTION, View.DISCLOSURE, Format.CSV, Look(order="all")
        )


def test_prices_of_two_data_sets_are_both_told():
    means = pd.DataFrame(
        {"dataset": [PRICED, PRICED], "period": ["2023/24", "2022/23"], "means": [7, 5]}
    )
    assert "7 in 2023/24, 5 in 2022/23" in str(story(disclosed(means=means), Part.RECORDS).meaning)
