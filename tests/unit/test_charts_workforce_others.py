"""Pay and agencies of every authority: from A to Z, one's own marked, and why nothing is shown."""

from __future__ import annotations

import pytest
from workforce_results import no_workforce, notes, of, workforce

from yardstick.charts.workforce import story
from yardstick.results.workforce_types import OF_OTHERS, WorkforceAsked

PAY, SHARED = OF_OTHERS
OTHERS = pytest.mark.parametrize("question", OF_OTHERS)


@OTHERS
def test_a_joint_return_is_said_to_be_one_beside_others(question):
    assert of(question).cautions == ()
    (one,) = of(question, joint="Both together").cautions
    assert "same figures, which are counted once" in one


@OTHERS
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_regional": False, "period": None}, "covers your own authority's return only"),
        ({"period": None}, "This release shows no such figure"),
    ],
)
def test_it_says_why_nothing_of_others_is_shown(question, changes, said):
    told = story(no_workforce(WorkforceAsked(question), **changes))
    assert said in told.sentence
    assert told.cautions == ()


@OTHERS
def test_no_one_quarter_is_said_of_the_returns_of_all(question):
    assert of(question).subtitle.endswith("Leicester, newest returns up to July to September 2024")


def test_where_no_agency_is_shared_that_is_said():
    told = story(no_workforce(WorkforceAsked(SHARED)))
    assert told.sentence == "No agency is used by two or more authorities."


def pay_of(at, **changes):
    """Return the story of pay with another authority chosen, and its rows changed."""
    rows = workforce(WorkforceAsked(PAY)).rows
    rows["is_focus"] = [place == at for place in range(len(rows))]
    return of(PAY, rows=rows.assign(**changes))


def test_authorities_stand_as_they_came_and_the_chosen_one_is_marked():
    told = of(PAY)
    own, context, ticks = told.figure["data"]
    assert (own["y"], own["base"]) == (["1"], [35_000.0])
    assert context["y"] == ["0", "3"]
    assert ticks["x"] == [38_000.0] * 3
    assert [row[0].text for row in told.twin.rows] == [
        "Derby", "Leicester", "Rutland", "Northamptonshire (combined)",
    ]  # fmt: skip


def test_the_table_has_the_quarter_and_the_gap_of_each():
    _, mine, none, best = of(PAY).twin.rows
    assert [cell.text for cell in mine] == [
        "Leicester", "2024-25 Q2", "£35,000", "£38,000", "£41,000", "£3,000",
    ]  # fmt: skip
    assert [cell.text for cell in none] == ["Rutland", *["x"] * 5]
    assert (best[1].text, best[-1].text) == ("2024-25 Q1", "£0")


def test_whoever_returned_no_salary_of_the_role_is_told_the_level_only():
    told = pay_of(2)
    assert told.headline == "Leicester: no salary of this role returned"
    assert told.sentence == (
        "Leicester: no salary of this role in the newest return; the median of 3 authorities is "
        "£38,000."
    )


def test_who_pays_best_is_no_gap_away():
    told = pay_of(3)
    assert told.headline == "Leicester: no higher middle salary elsewhere"
    assert told.sentence.startswith("Leicester: middle £41,000 (2024-25 Q1), the highest;")


def test_pay_is_neither_better_nor_worse():
    told = of(PAY)
    assert "no order of merit" in dict(told.meaning)["From A to Z"]
    assert not {"better", "worse", "rank"} & set((told.headline + " " + told.sentence).split())


def test_a_square_stands_where_an_authority_uses_an_agency():
    own, others = of(SHARED).figure["data"]
    assert list(zip(own["x"], own["y"], strict=True)) == [(1, "0")]
    assert list(zip(others["x"], others["y"], strict=True)) == [
        (0, "0"), (2, "0"), (0, "1"), (2, "1"),
    ]  # fmt: skip
    assert "<b>Leicester</b>" in notes(of(SHARED))


def test_the_table_of_agencies_says_of_each_authority_whether_it_uses_it():
    told = of(SHARED)
    assert [column.label for column in told.twin.columns] == [
        "Agency", "Authorities", "Derby (2024-25 Q2)", "Leicester (2024-25 Q2)",
        "Northamptonshire (combined) (2024-25 Q1)",
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in told.twin.rows] == [
        ["A", "3", "Yes", "Yes", "Yes"], ["B", "2", "Yes", "No", "Yes"],
    ]  # fmt: skip


def test_who_sent_no_return_is_told_so_beside_the_agencies_of_others():
    rows = workforce(WorkforceAsked(SHARED)).rows.assign(is_focus=False)
    told = of(SHARED, rows=rows)
    assert told.sentence.startswith("Leicester has no return here.")
    assert told.headline == "Leicester: agencies that others share"
