"""The story of each analysis of a workforce: short, with its numbers, and honest about gaps."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from file_reader import SELECTION, Door, read_csv, sheets
from workforce_results import no_workforce, notes, of, workforce

from yardstick.charts import words
from yardstick.charts.views import View
from yardstick.charts.workforce import story
from yardstick.charts.workforce_words import agency_workers, an_hour, change
from yardstick.export.files import ExportError, Format, Look, make_file
from yardstick.results.workforce_types import (
    OF_OTHERS,
    Assumed,
    WorkforceAsked,
    WorkforceQuestion,
)

EVERY = pytest.mark.parametrize("question", WorkforceQuestion)
OWN = pytest.mark.parametrize(
    "question", [one for one in WorkforceQuestion if one not in OF_OTHERS]
)
RATES, WORKERS = WorkforceQuestion.RATES, WorkforceQuestion.WORKERS
PAY, SHARED = OF_OTHERS
AGENCIES, PREMIUM = WorkforceQuestion.AGENCIES, WorkforceQuestion.PREMIUM


@EVERY
@pytest.mark.parametrize("name", ["Leicester", "Bournemouth, Christchurch and Poole"])
def test_headline_and_sentence_are_short_and_name_the_authority(question, name):
    focus = replace(workforce().focus, name=name)
    told = of(question, focus=focus)
    assert len(told.headline.split()) <= 10
    assert len(told.sentence.split()) <= 30
    assert name in told.headline + told.sentence + told.subtitle
    everything = told.headline + told.sentence + " ".join(notes(told))
    assert "None" not in everything
    assert "nan" not in everything.lower().replace("manager", "")
    assert "caused" not in " ".join(text for _, text in told.meaning)


@pytest.mark.parametrize("question", [one for one in WorkforceQuestion if one is not SHARED])
def test_the_chart_has_a_row_for_what_the_table_has_and_the_table_is_whole(question):
    told = of(question)
    assert len(notes(told)) == 1 + len(told.twin.rows)
    assert {len(row) for row in told.twin.rows} == {len(told.twin.columns)}
    assert words.alt_text(told).startswith(told.headline)


@OWN
def test_it_is_said_whose_every_figure_is(question):
    *_, said = of(question).cautions
    assert said.startswith("Every figure is of Leicester's own return. Of other authorities only")


@OWN
def test_a_joint_return_is_said_to_be_one(question):
    *_, one, others = of(question, joint="Both together").cautions
    assert "same figures, which are counted once" in one
    assert "Both together's own return" in others


@pytest.mark.parametrize(
    ("question", "headline", "part"),
    [
        (
            WorkforceQuestion.SALARIES,
            "Leicester: social worker pay is £36,000 to £44,000",
            "£36,000 to £44,000, supplement up to £900",
        ),
        (
            PAY,
            "Leicester: social worker pay £3,000 below the best payer",
            "Northamptonshire (combined): £38,000 to £44,000, 2024-25 Q1",
        ),
        (SHARED, "Leicester: 1 of 3 agencies shared", "B: used by 2"),
        (
            RATES,
            "Leicester: 2 of 3 agency workers above the cap",
            "£35.50, cap £34.00, above by £1.50 (n 2)",
        ),
        (WORKERS, "Leicester: 13 agency workers", "12 (11.5 FTE)"),
        (
            AGENCIES,
            "Leicester: 1 of 3 agencies in use",
            "13 agency workers, neutral vendor",
        ),
        (
            WorkforceQuestion.SATISFACTION,
            "Leicester: satisfied with 1 of 2 arrangements",
            "Dissatisfied (main issue: time to fill)",
        ),
        (
            WorkforceQuestion.BENEFITS,
            "Leicester: 2 benefits beside pay",
            "2 roles, up to £1,500 a year",
        ),
        (
            PREMIUM,
            "Leicester: agency work costs about £290,256 extra a year",
            "£290,256 (10.0 FTE; £42.00 an hour, £40,000 a year)",
        ),
    ],
)
def test_what_is_told(question, headline, part):
    told = of(question)
    assert told.headline == headline
    assert part in " ".join(notes(told))


def test_sentences_hold_the_numbers():
    told = {one: of(one).sentence for one in WorkforceQuestion}
    assert told == {
        WorkforceQuestion.SALARIES: "Social worker: £36,000 to £44,000 a year, middle £40,000 "
        "(up 5.3% in a year); 2 roles in 3 grades.",
        PAY: "Leicester: middle £38,000 (2024-25 Q2), £3,000 below the best payer, "
        "Northamptonshire (combined), £41,000 (2024-25 Q1); the median of 3 authorities is "
        "£38,000.",
        SHARED: "Leicester uses 3 agencies, of which others use 1 too. 2 of 5 agencies are used by "
        "two or more of 3 authorities.",
        RATES: "Of 3 agency workers under a cap, 2 are above it; 3 more have none. The furthest "
        "above: Social worker, PAYE, by £1.50.",
        WORKERS: "13 agency workers, 20 a year earlier; 12.5 FTE, of which 6.0 cover vacancies. "
        "Most are Social worker: 12.",
        AGENCIES: "1 of 3 agencies are in use, with 13 agency workers. B has 13 of them, 100.0%.",
        WorkforceQuestion.SATISFACTION: "Satisfied or very satisfied with 1, dissatisfied or very "
        "dissatisfied with 1 (n 2 of 3 arrangements answered).",
        WorkforceQuestion.BENEFITS: "2 benefits beside pay for 2 roles; retention payment is for "
        "most: 2.",
        PREMIUM: "Agency workers cost about £810,256 a year, and staff would cost £520,000, at an "
        "on-cost of 30.0%; 10.0 of 12.5 FTE could be compared.",
    }


def test_a_salary_floats_from_its_lowest_to_its_highest():
    drawn, *_ = of(WorkforceQuestion.SALARIES).figure["data"]
    assert drawn["base"] == [36_000.0, 50_000.0]
    assert drawn["x"] == [8_000.0, 6_000.0]


def test_a_scale_of_pay_is_in_pounds():
    layout = of(WorkforceQuestion.SALARIES).figure["layout"]
    assert all(text.startswith("£") for text in layout["xaxis"]["ticktext"])


def test_satisfaction_diverges_from_the_middle():
    drawn, *_ = of(WorkforceQuestion.SATISFACTION).figure["data"]
    assert drawn["x"] == [2.0, -1.0]
    assert drawn["base"] == [0, 0]


def test_without_social_workers_the_first_role_is_told():
    rows = workforce(WorkforceAsked()).rows.iloc[[1]]
    told = of(WorkforceQuestion.SALARIES, rows=rows, before=None)
    assert told.headline == "Leicester: team manager pay is £50,000 to £56,000"
    assert "in a year" not in told.sentence
    assert notes(told)[0].startswith("Bars: lowest to highest salary")
    assert "year earlier" not in notes(told)[0]


def test_where_nobody_is_above_the_cap_no_rate_is_named():
    rows = workforce(WorkforceAsked(RATES)).rows.iloc[[1]]
    told = of(RATES, rows=rows, totals={"workers": 1.0, "capped": 1.0, "above": 0.0})
    assert told.headline == "Leicester: 0 of 1 agency workers above the cap"
    assert told.sentence == "Of 1 agency worker under a cap, none is above it."


def test_one_worker_above_the_cap_is_said_in_the_singular():
    told = of(RATES, totals={"workers": 6.0, "capped": 3.0, "above": 1.0})
    assert told.sentence.startswith("Of 3 agency workers under a cap, 1 is above it; 3 more")


def test_no_agency_worker_is_said_in_words():
    rows = workforce(WorkforceAsked(WORKERS)).rows.assign(workers=0, fte=0.0)
    totals = {"workers": 0.0, "fte": 0.0, "covering": 0.0}
    told = of(WORKERS, rows=rows, totals=totals, before=None)
    assert told.sentence == "Leicester has no agency worker on the last day of the quarter."
    assert notes(told)[0] == "Bars: agency workers"


def test_agencies_without_workers_have_no_share():
    rows = workforce(WorkforceAsked(AGENCIES)).rows.iloc[[1]]
    told = of(
        AGENCIES, rows=rows, totals={"agencies": 1.0, "in_use": 0.0, "assignments": 0.0},
        before=None,
    )  # fmt: skip
    assert told.sentence == "0 of 1 agencies are in use, with 0 agency workers."
    assert notes(told) == ["Bars: workers on assignment", "A: 0 agency workers"]


def test_what_nobody_answered_has_no_number():
    rows = workforce(WorkforceAsked(WorkforceQuestion.SATISFACTION)).rows.iloc[[2]]
    totals = {"arrangements": 1.0, "answered": 0.0, "satisfied": 0.0, "dissatisfied": 0.0}
    told = of(WorkforceQuestion.SATISFACTION, rows=rows, totals=totals)
    assert told.headline == "Leicester: satisfaction was not answered"
    assert "not answered" in notes(told)[1]
    assert told.twin.rows[0][1].text == "x"


def test_an_issue_that_there_is_not_stands_in_the_table_only():
    rows = workforce(WorkforceAsked(WorkforceQuestion.SATISFACTION)).rows.iloc[[0]]
    told = of(WorkforceQuestion.SATISFACTION, rows=rows.assign(issue="None"))
    assert notes(told)[1] == "Direct: B: Very satisfied"
    assert told.twin.rows[0][2].text == "None"


def test_one_benefit_for_one_role_is_one():
    rows = workforce(WorkforceAsked(WorkforceQuestion.BENEFITS)).rows.iloc[[1]]
    told = of(WorkforceQuestion.BENEFITS, rows=rows, totals={"benefits": 1.0, "roles": 1.0})
    assert told.headline == "Leicester: 1 benefit beside pay"
    assert notes(told)[1].endswith(": 1 role")


def test_a_premium_of_nothing_comparable_is_no_number():
    rows = workforce(WorkforceAsked(PREMIUM)).rows.iloc[[1]]
    totals = {"fte": 2.5, "compared": 0.0, "agency": 0.0, "staff": 0.0, "premium": 0.0}
    told = of(PREMIUM, rows=rows, totals=totals)
    assert told.headline == "Leicester: no premium can be estimated"
    assert "£0" not in told.sentence
    assert "no rate or no salary (2.5 FTE)" in notes(told)[1]


def test_a_premium_says_that_it_is_an_estimate_and_what_it_assumes():
    told = story(workforce(WorkforceAsked(PREMIUM, Assumed(20, 36, 50))))
    assert (
        told.cautions[0]
        == "An estimate: it depends on the on-cost, hours and weeks that are assumed."
    )
    assert dict(told.meaning)["Assumed"] == "On-cost 20.0%, 36 hours a week, 50 weeks a year."
    assert "on-cost of 20.0%" in told.sentence


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_own": False, "period": None}, "is shown to Leicester only"),
        ({"period": None}, "Leicester has returned no workforce"),
        ({"period": None, "joint": "Both"}, "Both makes one return"),
    ],
)
@OWN
def test_it_says_why_there_is_nothing(question, changes, said):
    told = story(no_workforce(WorkforceAsked(question), **changes))
    assert said in told.sentence
    assert (told.period, told.cautions, told.twin.rows) == ("", (), ())


@OWN
def test_it_says_what_a_return_does_not_hold(question):
    told = story(no_workforce(WorkforceAsked(question)))
    assert told.sentence.startswith(("The return ", "There is no agency worker"))
    assert told.period == "July to September 2024"


@EVERY
def test_each_analysis_is_a_file_with_its_own_name(question):
    asked = WorkforceAsked(question)
    door = Door(workforce=workforce(asked))
    look = Look(order=asked.order)
    made = {form: make_file(door, SELECTION, View.WORKFORCE, form, look) for form in Format}
    assert door.asked[0] == ("workforce", SELECTION, asked)
    assert question.value.replace("_", "-") in made[Format.CSV].name
    rows = read_csv(made[Format.CSV].data)
    assert rows["part"].tolist() == workforce(asked).rows["part"].tolist()
    assert list(sheets(made[Format.XLSX].data)) == ["Table", "About", "Figures"]


def test_an_analysis_that_is_not_there_is_refused():
    with pytest.raises(ExportError, match="from the link on its page"):
        make_file(Door(), SELECTION, View.WORKFORCE, Format.CSV, Look(order="profit"))


def test_rates_and_changes_are_written_so_that_they_can_be_read_out():
    assert [an_hour(33.5), agency_workers(1), agency_workers(0)] == [
        "£33.50", "1 agency worker", "0 agency workers",
    ]  # fmt: skip
    assert [change(95, 100), change(1, None), change(1, 0)] == [" (down 5.0% in a year)", "", ""]


def test_the_result_is_not_changed():
    result = workforce()
    before = result.rows.copy()
    story(result)
    pd.testing.assert_frame_equal(result.rows, before)
