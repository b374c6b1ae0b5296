"""What is said over figures of an older release, and the table of both values."""

from __future__ import annotations

import pytest
from figure_builders import STAMP, point
from result_builders import REFERRALS, REPEAT_REFERRALS
from story_builders import story

from yardstick.charts import since as words
from yardstick.charts.table import Cell, made, numbers, texts
from yardstick.model import Status
from yardstick.results.since import Revised, Since


def revised(**changes):
    told = {
        "indicator": REPEAT_REFERRALS,
        "what": "Leicester",
        "period": "2024-25 Q3",
        "before": point(28.8, Status.SHOWN, numerator=144.0),
        "after": point(30.1, Status.PROVISIONAL, numerator=1_150.0),
    }
    return Revised(**{**told, **changes})


@pytest.mark.parametrize(
    ("shown", "many", "said"),
    [
        (14, 2, "2 of 14 figures shown here have since been revised."),
        (1_400, 1, "1 of 1,400 figures shown here has since been revised."),
        (14, 0, "None of the 14 figures shown here has been revised since."),
        (1, 0, "The one figure shown here has not been revised."),
        (1, 1, "The one figure shown here has since been revised."),
        (0, 0, "No figure is shown here that could have been revised since."),
    ],
)
def test_the_banner_counts_what_was_revised_of_what_is_shown(shown, many, said):
    assert words.sentence(Since("r2", shown, (revised(),) * many)) == said


def test_both_values_stand_side_by_side_with_their_numbers():
    table = words.table(Since("r0002-ab", 14, (revised(),)))
    assert table.caption == "Revised since: as shown here, and as in release r0002-ab"
    assert [column.label for column in table.columns] == [
        *("Figure", "Period", "Then", "Number", "Now", "Number now")
    ]
    (row,) = table.rows
    assert [cell.text for cell in row] == [
        *("Repeat referrals: Leicester", "2024-25 Q3", "28.8%", "144", "30.1% p", "1,150")
    ]


def test_a_hidden_value_is_its_symbol_and_never_a_number():
    gone = revised(after=point(None, Status.SUPPRESSED), indicator=REFERRALS)
    (row,) = words.table(Since("r2", 1, (gone,))).rows
    assert [cell.text for cell in row[-2:]] == ["c", ""]
    assert row[-2].number is None


def test_a_long_list_is_cut_and_says_so():
    table = words.table(Since("r2", 500, (revised(),) * 250))
    assert len(table.rows) == words.MOST_ROWS == 100
    assert table.caption.endswith("(100 of 250)")


# ---- analyses of records ------------------------------------------------------------------


def prices(*rows):
    body = [[Cell(name), Cell(basis), *map(Cell, figures)] for name, basis, *figures in rows]
    return made("Prices", (*texts("Need", "Basis"), *numbers("Median", "Placements")), body)


def test_an_analysis_of_records_tells_which_numbers_of_its_table_were_revised():
    older = story(twin=prices(("Autism", "Day", "£61,000", "24"), ("Other", "Day", "£9,000", "")))
    newer = story(twin=prices(("Other", "Day", "£9,000", ""), ("Autism", "Day", "£62,000", "24")))
    said, table = words.story_since(older, newer)
    assert said == "1 of 3 figures shown here has since been revised."
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Autism, Median", "£61,000", "£62,000"]
    ]
    assert table.caption == f"Revised since: as shown here, and as in release {STAMP.release}"


def test_a_row_that_is_gone_is_said_to_be_and_one_that_is_new_is_not_counted():
    older = story(twin=prices(("Autism", "Day", "£61,000", "24"), ("Autism", "Term", "£80", "6")))
    newer = story(twin=prices(("Autism", "Day", "£61,000", "24"), ("Vision", "Day", "£7", "1")))
    said, table = words.story_since(older, newer)
    assert said == "2 of 4 figures shown here have since been revised."
    assert {row[2].text for row in table.rows} == {"–"}
    assert {row[2].why for row in table.rows} == {"not in the newer release"}


def test_records_of_a_later_term_are_no_revision():
    said, table = words.story_since(story(), story(period="spring term 2024/25"))
    assert said == (
        "These are records of autumn term 2024/25. The newest release has spring term 2024/25."
    )
    assert table.rows == ()
    said, _ = words.story_since(story(), story(period=""))
    assert said.endswith("The newest release has none of these records.")
