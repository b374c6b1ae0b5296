"""Small invented analyses of a workforce, as they come out of the door, one for each question."""

from __future__ import annotations

import pandas as pd
from declaration_builders import LEICESTER
from figure_builders import STAMP

from yardstick.charts.workforce import story
from yardstick.model import Period
from yardstick.results.workforce_types import Workforce, WorkforceAsked, WorkforceQuestion

_TWO = {"part": ["SW", "TM"], "label": ["Social worker", "Team manager"]}
_ROWS = {
    WorkforceQuestion.SALARIES: (
        _TWO | {
            "grades": [2, 1], "least": [36_000.0, 50_000.0], "most": [44_000.0, 56_000.0],
            "middle": [40_000.0, 53_000.0], "middle_before": [38_000.0, None],
            "supplement": [900.0, None], "retention": [None, None],
        },
        {"roles": 2.0, "grades": 3.0},
    ),
    WorkforceQuestion.PAY_REGION: (
        {
            "part": ["E06000015", "E06000016", "E06000017", "E06000061"],
            "label": ["Derby", "Leicester", "Rutland", "Northamptonshire (combined)"],
            "is_focus": [False, True, False, False],
            "quarter": ["2024-25 Q2", "2024-25 Q2", None, "2024-25 Q1"],
            "least": [36_000.0, 35_000.0, None, 38_000.0],
            "most": [40_000.0, 41_000.0, None, 44_000.0],
            "middle": [38_000.0, 38_000.0, None, 41_000.0],
            "gap": [3_000.0, 3_000.0, None, 0.0],
        },
        {"authorities": 3.0, "median": 38_000.0, "best": 41_000.0},
    ),
    WorkforceQuestion.RATES: (
        {
            "part": ["SW", "TM", "OTH"],
            "label": ["Social worker, PAYE", "Team manager, umbrella", "Other, PAYE"],
            "basis": ["Employed by the agency", "Through an umbrella company",
                      "Employed by the agency"],
            "effective": ["2024-04-01"] * 3, "pay": [35.5, 38.0, 30.0],
            "charge": [45.0, 47.0, 39.0],
            "cap_on": ["What the worker is paid", "What the authority is charged", None],
            "cap": [34.0, 49.5, None], "held": [35.5, 47.0, None], "over": [1.5, 0.0, None],
            "workers": [2, 1, 3], "above": [2.0, 0.0, None], "returned_above": [2, None, None],
            "approved": [True, False, None],
        },
        {"workers": 6.0, "capped": 3.0, "above": 2.0, "returned_above": 2.0},
    ),
    WorkforceQuestion.WORKERS: (
        _TWO | {
            "workers": [12, 1], "workers_before": [20, 0], "fte": [11.5, 1.0],
            "covering": [6.0, None], "project": [None, None], "longest": [41, None],
        },
        {"workers": 13.0, "workers_before": 20.0, "fte": 12.5, "covering": 6.0},
    ),
    WorkforceQuestion.AGENCIES: (
        {
            "part": ["B", "A", "C"], "label": ["B", "A", "C"], "in_use": [True, False, None],
            "assignments": [13, 0, None], "assignments_before": [None, 4, None],
            "via": ["Neutral vendor", None, "Direct"], "framework": ["Regional", None, None],
        },
        {"agencies": 3.0, "in_use": 1.0, "assignments": 13.0},
    ),
    WorkforceQuestion.AGENCIES_REGION: (
        {
            "part": ["A", "A", "A", "B", "B", "B"], "label": ["A", "A", "A", "B", "B", "B"],
            "area": ["E06000015", "E06000016", "E06000061"] * 2,
            "authority": ["Derby", "Leicester", "Northamptonshire (combined)"] * 2,
            "quarter": ["2024-25 Q2", "2024-25 Q2", "2024-25 Q1"] * 2,
            "is_used": [True, True, True, True, False, True],
            "is_focus": [False, True, False] * 2,
        },
        {"authorities": 3.0, "agencies": 5.0, "shared": 2.0, "own": 3.0, "own_shared": 1.0},
    ),
    WorkforceQuestion.SATISFACTION: (
        {
            "part": ["DIR", "NVN", "PSL"],
            "label": ["Direct: B", "Neutral vendor: V", "Preferred suppliers: A"],
            "answer": ["Very satisfied", "Dissatisfied", None], "score": [2.0, -1.0, None],
            "issue": [None, "Time to fill", None], "ends": ["2026-03-31", None, None],
            "notice": [12, None, None], "experience": [3, None, None],
        },
        {"arrangements": 3.0, "answered": 2.0, "satisfied": 1.0, "dissatisfied": 1.0},
    ),
    WorkforceQuestion.BENEFITS: (
        {
            "part": ["RET", "FLX"], "label": ["Retention payment", "Flexible or hybrid working"],
            "roles": [2.0, 1.0], "which": ["Social worker; Team manager", "Social worker"],
            "least": [900.0, None], "most": [1_500.0, None],
        },
        {"benefits": 2.0, "roles": 2.0},
    ),
    WorkforceQuestion.PREMIUM: (
        {
            "part": ["SW", "OTH"], "label": ["Social worker", "Other"], "fte": [10.0, 2.5],
            "rated": [10, None], "charge": [42.0, None], "middle": [40_000.0, None],
            "agency": [810_256.0, None], "staff": [520_000.0, None], "premium": [290_256.0, None],
        },
        {"fte": 12.5, "compared": 10.0, "agency": 810_256.0, "staff": 520_000.0,
         "premium": 290_256.0},
    ),
}  # fmt: skip


def workforce(asked=None, **changes):
    """Return one analysis of Leicester's workforce."""
    asked = asked or WorkforceAsked()
    rows, totals = _ROWS[asked.question]
    usual = {
        "question": asked.question,
        "focus": LEICESTER,
        "period": Period.parse("2024-25 Q2"),
        "before": Period.parse("2023-24 Q2"),
        "is_own": True,
        "is_regional": True,
        "joint": "",
        "role": "Social worker",
        "rows": pd.DataFrame(rows),
        "totals": totals,
        "assumed": asked.assumed,
        "stamp": STAMP,
    }
    return Workforce(**{**usual, **changes})


def no_workforce(asked=None, **changes):
    """Return an analysis that found nothing."""
    none = {"rows": pd.DataFrame({"part": [], "label": []}), "totals": {}}
    return workforce(asked, **{**none, **changes})


def of(question, **changes):
    """Return the story of an analysis."""
    return story(workforce(WorkforceAsked(question), **changes))


def notes(told):
    """Return what is written in a chart."""
    return [note["text"].replace("<br>", " ") for note in told.figure["layout"]["annotations"]]
