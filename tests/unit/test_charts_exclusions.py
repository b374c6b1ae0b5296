"""Every view of exclusions told: words within their limits, chart, table and picture agree."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pandas as pd
import pytest
from exclusion_builders import (
    DAY,
    DERBY,
    LEICESTER,
    TERMS,
    YEAR,
    messy,
    release,
    returns,
    usual,
    view,
)

from yardstick.charts.exclusion_story import OF_OTHERS
from yardstick.charts.exclusions import told
from yardstick.export.pictures import Kind as Picture
from yardstick.export.pictures import picture
from yardstick.model import Period
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView, Kind

FORBIDDEN = re.compile(r"caused|because of|best|worst|league|should", re.IGNORECASE)


def cells(story):
    return [[cell.text for cell in row] for row in story.twin.rows]


def headcounts():
    return [
        usual("headcount", school_urn=str(100001 + at), sex=sex, sen_provision=sen, pupils=60)
        for at in range(4)
        for sex in "MF"
        for sen in "NKE"
    ]


@pytest.fixture(scope="module")
def full():
    """Return records in which every view has something to show."""
    rows = messy(1)
    rows["headcount"] = headcounts()
    return rows, release(rows)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", ExclusionsView)
def test_every_view_has_words_a_chart_a_table_and_a_picture(full, name, kind):
    rows, held = full
    story = told(view(rows, name, held, kind=kind, year=YEAR))
    assert len(story.headline.split()) <= 10, story.headline
    assert len(story.sentence.split()) <= 30, story.sentence
    for words in (story.headline, story.sentence, story.subtitle, story.drawn):
        assert not FORBIDDEN.search(words)
    assert story.figure["data"]
    assert all(len(row) == len(story.twin.columns) for row in story.twin.rows)
    assert len(story.twin.rows) == len(story.values)
    assert picture(story.figure, story, Picture.SVG).startswith(b"<?xml")
    own = ("Whose records", "The authority's own returns, exact.")
    assert (own in story.meaning) == (name not in OF_OTHERS or "nothing to show" in story.headline)


@pytest.mark.parametrize("name", ExclusionsView)
@pytest.mark.parametrize("rows", [{}, returns()], ids=["no return", "returns of nothing"])
def test_nothing_to_show_is_an_answer(name, rows):
    story = told(view(rows, name))
    assert len(story.headline.split()) <= 10
    assert story.sentence
    assert story.focus.name == "Derby"
    if "nothing to show" in story.headline:
        assert [trace["x"] for trace in story.figure["data"]] == [[], [], []]
        assert picture(story.figure, story, Picture.SVG)


@pytest.mark.parametrize("name", ExclusionsView)
def test_one_record_is_told(name):
    one = usual("exclusions", category="PERM", sessions=None)
    story = told(view(returns(exclusions=[one]), name, kind=Kind.PERMANENT))
    assert len(story.headline.split()) <= 10
    assert len(story.sentence.split()) <= 30


def test_a_missing_return_is_said_and_drawn_as_missing():
    rows = {"exclusions": [usual("exclusions")], "headcount": [usual("headcount")]}
    story = told(view(rows, "terms"))
    assert story.cautions == ("Returns of 1 of 3 terms of 2023/24 are held.",)
    notes = [note["text"].replace("<br>", " ") for note in story.figure["layout"]["annotations"]]
    assert "x" in notes
    assert "x: not available" in notes[0]
    assert ["Autumn term 2023/24", "All schools", "1", "100", "1.00", "0.03 to 5.57"] in (
        cells(story)
    )
    assert ["Spring term 2023/24", "All schools", "x", "100", "x", ""] in cells(story)


def test_without_a_headcount_the_number_is_told_and_no_rate():
    story = told(view(returns(exclusions=[usual("exclusions")]), "years"))
    assert story.sentence.endswith("no headcount was sent, so there is no rate.")
    notes = [note["text"].replace("<br>", " ") for note in story.figure["layout"]["annotations"]]
    assert "No published rate is in this release" in notes[0]
    assert any("x, no headcount" in note for note in notes)


def test_a_published_rate_is_a_tick_with_a_name_of_its_own():
    held = release(returns(exclusions=[usual("exclusions")], headcount=[usual("headcount")]))
    held.execute("INSERT INTO published VALUES ('exclusions', 'suspensions_rate', ?, ?, 9.5, '')",
                 [DERBY, YEAR])  # fmt: skip
    story = told(view({}, "years", held))
    assert story.figure["data"][2]["x"] == [9.5]
    notes = [note["text"].replace("<br>", " ") for note in story.figure["layout"]["annotations"]]
    assert "Orange line: published" in notes[0]
    assert "published 9.50" in notes[1]


def test_a_term_is_never_beside_a_year():
    rows = returns(exclusions=[usual("exclusions")], headcount=[usual("headcount")])
    by_term = told(view(rows, "terms"))
    assert by_term.headline == "Derby: 0 suspensions in the summer term 2023/24"
    assert by_term.sentence.startswith("Schools of Derby made 0 suspensions in the summer term")
    named = {Period.parse(term).words.capitalize() for term in TERMS}
    assert {row[0] for row in cells(by_term)} == named
    assert {row[0] for row in cells(told(view(rows, "years")))} == {YEAR}


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        (1, "Derby: suspensions down from 2 to 1, summer term 2023/24"),
        (2, "Derby: 2 suspensions in the summer term 2023/24, unchanged"),
        (3, "Derby: suspensions up from 2 to 3, summer term 2023/24"),
    ],
)
def test_a_term_is_held_against_the_same_term_a_year_before(number, headline):
    shown = [
        {"label": "2022/23 Summer", "number": 2.0, "value": 2.0},
        {"label": "2023/24 Spring", "number": 9.0, "value": 9.0},
        {"label": "2023/24 Summer", "number": float(number), "value": float(number)},
    ]
    made = view(returns(exclusions=[usual("exclusions")]), "terms")
    row = made.values[made.values["group"] == "All schools"].iloc[0].to_dict()
    story = told(replace(made, values=pd.DataFrame([{**row, "of": 100.0, **one} for one in shown])))
    assert story.headline == headline
    said = f"{number}.00 for every 100 pupils, against 2.00 a year earlier."
    assert story.sentence.endswith(said)


def test_reasons_say_that_they_add_to_more_than_exclusions():
    rows = returns(exclusions=[usual("exclusions", reason_2="PP")])
    story = told(view(rows, "reasons"))
    assert story.headline.endswith(": a reason for 100% of suspensions")
    assert "Reasons add to more than exclusions" in story.sentence
    assert "Reasons add to more than exclusions" in story.figure["layout"]["annotations"][0]["text"]


def test_more_days_than_the_law_allows_are_warned_of():
    long = [
        usual("exclusions", sessions=60, start_date=day) for day in (DAY, DAY.replace(month=11))
    ]
    story = told(view(returns(exclusions=long), "repeats"))
    assert "1 pupil lost more than the 45 days that the law allows in a year." in story.cautions
    assert "lost 60 days;" in story.sentence
    first = story.figure["layout"]["annotations"][1]["text"]
    assert first.startswith("Suspensions in the year, ")


def test_few_days_are_not_warned_of():
    assert told(view(returns(exclusions=[usual("exclusions")]), "repeats")).cautions == ()


def test_a_group_beyond_chance_is_the_finding():
    rows = returns(
        exclusions=[
            usual("exclusions", pupil_ref=f"{sex}{at}", sex=sex)
            for sex, count in (("F", 10), ("M", 40))
            for at in range(count)
        ],
        headcount=[usual("headcount", sex=sex, pupils=100) for sex in "MF"],
    )
    story = told(view(rows, "groups"))
    assert story.headline == "Sex, Male: most often suspended"
    assert "4.0 times as likely as the base group (95% interval 2.1 to 7.5)" in story.sentence
    looked_after = next(row for row in cells(story) if row[0] == "Not looked after")
    assert looked_after[4] == "base"


def test_a_school_outside_its_limits_is_named_and_others_are_not():
    rows = returns(
        exclusions=[
            usual("exclusions", school_urn=str(100001 + at), pupil_ref=f"p{at}{n}")
            for at in range(12)
            for n in range(30 if at == 0 else 3)
        ],
        headcount=[usual("headcount", school_urn=str(100001 + at), pupils=200) for at in range(12)],
    )
    story = told(view(rows, "schools"))
    assert story.headline == "Suspensions: 1 of 12 schools outside limits"
    named = [note["text"].replace("<br>", " ") for note in story.figure["layout"]["annotations"]]
    assert "100001" in named
    assert "100002" not in named


def test_many_schools_outside_are_counted_and_not_all_named():
    rows = returns(
        exclusions=[
            usual("exclusions", school_urn=str(100001 + at), pupil_ref=f"p{at}{n}")
            for at in range(7)
            for n in range(150 if at % 2 else 5)
        ],
        headcount=[usual("headcount", school_urn=str(100001 + at), pupils=1000) for at in range(7)],
    )
    story = told(view(rows, "schools"))
    assert story.sentence.endswith("100001, 100002, 100003 and 4 more.")


def test_moves_across_the_border_name_the_other_authority():
    rows = returns(leavers=[usual("leavers", destination="SOL", destination_la=LEICESTER)])
    told_of = told(view(rows, "border"))
    assert told_of.headline == "Derby: most who left the authority went to Leicester"
    rows = returns(joiners=[usual("joiners", origin="SOL", origin_la=LEICESTER)])
    assert told(view(rows, "border")).headline.startswith("Derby: nobody left for a school")


def test_a_view_in_a_link_is_the_view_that_was_asked_for():
    asked = ExclusionsAsked(ExclusionsView.GROUPS, DERBY, YEAR, Kind.PERMANENT, "PRI")
    assert ExclusionsAsked.from_order(DERBY, asked.order) == asked
    with pytest.raises(ValueError, match="unpack"):
        ExclusionsAsked.from_order(DERBY, "terms")


# ---- the charts themselves ----------------------------------------------------------------


def test_of_the_newest_year_it_is_said_that_the_rolls_after_it_are_not_returned():
    later = usual("exclusions", period="2024/25 Autumn", start_date=dt.date(2024, 10, 1))
    for more, cautions in (([], 1), ([later], 0)):
        rows = returns(leavers=[usual("leavers")], exclusions=more)
        story = told(view(rows, "destinations", year="2023/24"))
        assert len([one for one in story.cautions if "over the summer" in one]) == cautions
