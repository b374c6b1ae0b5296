"""Small invented analyses of placements, as they come out of the door, one for each question."""

from __future__ import annotations

import pandas as pd
from declaration_builders import LEICESTER
from figure_builders import STAMP

from yardstick.model import Period
from yardstick.results.placement_types import BESIDE, Placements, PlacementsAsked, Question

_PRICES = {
    "part": ["ASD", "VI"], "label": ["Autism", "Vision impairment"], "placements": [24, 1],
    "q1": [52_000.0, 71_000.0], "median": [61_000.0, 71_000.0], "q3": [68_000.0, 71_000.0],
    "mean": [62_500.0, 71_000.0], "weekly": [1_605.0, None], "with_weeks": [24, 0],
}  # fmt: skip
_WHOLE_PRICES = {"placements": 25.0, "median": 61_400.0, "mean": 63_000.0}
_TERMS = [Period.parse("2022/23 Spring").shifted(step) for step in range(8)]
_FORECAST = {
    "part": [one.key for one in _TERMS], "label": [one.words for one in _TERMS],
    "number": [4.0, 3.0, 9.0, 5.0, 4.0, None, None, None],
    "expected": [None, None, None, 4.0, 3.0, 9.5, 4.5, 3.5],
    "lower": [None, None, None, 1.0, 0.4, 5.0, 1.5, 0.8],
    "upper": [None, None, None, 7.0, 5.6, 14.0, 7.5, 6.2],
    "last_year": [None, None, None, 4.0, 3.0, 9.0, 5.0, 4.0],
    "is_ahead": [False] * 5 + [True] * 3,
}  # fmt: skip
_TESTED = {
    "points": 9.0, "expected": 17.5, "last_year": 18.0, "tested": 6.0, "inside": 5.0,
    "with_interval": 6.0,    "error": 1.2, "error_naive": 1.6,
}  # fmt: skip
_ROWS = {
    Question.LEAVERS: (_FORECAST, _TESTED),
    Question.STARTS: (_FORECAST, _TESTED | {"by_plans": 1.0}),
    Question.PRICE_BY_NEED: (_PRICES, _WHOLE_PRICES),
    Question.PRICE_BY_BASIS: (_PRICES, _WHOLE_PRICES),
    Question.PRICE_BY_PHASE: (_PRICES, _WHOLE_PRICES),
    Question.MARKET: (
        {
            "part": ["A Group", "A School"], "label": ["A Group", "A School"],
            "providers": [2, 1], "placements": [20, 5], "spend": [1_200_000.0, 300_000.0],
            "share": [80.0, 20.0],
        },
        {"spend": 1_500_000.0, "placements": 25.0, "groups": 2.0, "index": 6800.0,
         "largest": 100.0},
    ),
    Question.INCREASES: (
        {
            "part": ["A School", "B School"], "label": ["A School", "B School"],
            "placements": [5, 1], "spend": [330_000.0, 50_000.0],
            "spend_before": [300_000.0, 52_000.0], "agreed": [10.0, -3.8],
            "requested": [12.0, None],
        },
        {"placements": 6.0, "spend": 380_000.0, "agreed": 8.0, "requested": 12.0},
    ),
    Question.FUNDING: (
        {
            "part": ["ASD"], "label": ["Autism"], "placements": [24], "spend": [1_500_000.0],
            "education": [1_300_000.0], "health": [50_000.0], "care": [150_000.0],
            "without_health": [20],
        },
        {"placements": 24.0, "spend": 1_500_000.0, "education": 1_300_000.0, "health": 50_000.0,
         "care": 150_000.0, "without_health": 20.0},
    ),
    Question.QUALITY: (
        {
            "part": ["GOO", "INA"], "label": ["Good", "Inadequate"], "placements": [24, 1],
            "spend": [1_430_000.0, 70_000.0], "share": [95.3, 4.7], "overdue": [3, 1],
            "unvisited": [2, 0],
        },
        {"placements": 25.0, "spend": 1_500_000.0, "overdue": 4.0, "unvisited": 2.0,
         "inadequate": 70_000.0, "in_inadequate": 1.0, "providers_overdue": 2.0},
    ),
    Question.OPPORTUNITY: (
        {
            "part": ["ASD"], "label": ["Autism"], "placements": [24], "compared": [20],
            "above": [9], "pounds": [88_000.0],
        },
        {"placements": 25.0, "compared": 20.0, "above": 9.0, "pounds": 88_000.0},
    ),
    Question.WHAT_IF: (
        {
            "part": ["Autism", "Vision impairment"], "label": ["Autism", "Vision impairment"],
            "placements": [24, 1], "moved": [4, 1], "unpriced": [0, 0],
            "now": [340_000.0, 71_000.0], "then": [240_000.0, 60_000.0],
            "difference": [-100_000.0, -11_000.0],
        },
        {"placements": 25.0, "moved": 5.0, "unpriced": 0.0, "now": 411_000.0, "then": 300_000.0,
         "difference": -111_000.0, "dearer": 0.0, "spend": 1_575_000.0, "bases": 1.0},
    ),
    Question.MIX: (
        {
            "part": ["ASD", "VI"], "label": ["Autism", "Vision impairment"],
            "placements": [24, 1], "placements_before": [20, 2], "mix": [900.0, -500.0],
            "within": [2_000.0, 0.0], "effect": [2_900.0, -500.0],
        },
        {"mean": 63_000.0, "mean_before": 60_600.0, "mix": 400.0, "within": 2_000.0},
    ),
    Question.PLACES: (
        {
            "part": ["ASD"], "label": ["Autism"], "placements": [24], "placed": [23],
            "outside": [9], "measured": [22], "far": [6], "rate": [2.91],
        },
        {"placements": 24.0, "placed": 23.0, "outside": 9.0, "measured": 22.0, "far": 6.0,
         "people": 82_500.0, "year": 2024.0, "rate": 2.91},
    ),
    Question.PRICE_REGION: (
        {
            "part": ["All/All", "Day/Autism", "Day/Vision impairment", "Day/Other"],
            "label": ["All placements", "Day: Autism", "Day: Vision impairment", "Day: Other"],
            "is_leaf": [False, True, True, True], "placements": [25.0, 20.0, 4.0, 1.0],
            "mean": [63_000.0, 62_000.0, 66_000.0, 71_000.0],
            "region": [60_000.0, 61_000.0, 66_000.0, None],
            "index": [105.0, 101.6, 100.0, None],
        },
        {"placements": 25.0, "mean": 63_000.0, "region": 60_000.0, "index": 105.0,
         "compared": 2.0, "above": 1.0, "leaves": 3.0},
    ),
    Question.MIX_REGION: (
        {
            "part": ["Day/All", "Day/Autism"], "label": ["Day", "Day: Autism"],
            "placements": [24.0, 0.0], "share": [96.0, 0.0], "region_share": [80.0, 10.0],
            "mean": [61_000.0, None], "region": [60_000.0, 59_000.0], "mix": [900.0, -500.0],
            "within": [2_000.0, 0.0], "effect": [2_900.0, -500.0],
        },
        {"mean": 63_000.0, "region": 60_000.0, "placements": 25.0, "mix": 400.0,
         "within": 2_000.0, "rest": 600.0},
    ),
    Question.PLACES_REGION: (
        {
            "part": ["E06000015", LEICESTER.code, "E06000017", "E06000018"],
            "label": ["Derby", "Leicester", "Rutland", "Nottingham"],
            "number": [25.0, 27.0, 0.0, None], "is_exact": [False, True, False, False],
            "rate": [4.0, 3.0, None, None], "status": ["shown", "shown", "shown", "x"],
        },
        {},
    ),
    Question.PUBLISHED: (
        {
            "part": ["sen2_caseload.plans", "lait.SEN_EHC_Excpt_20wks", "sen2_residential.x"],
            "label": ["Plans in January", "New plans within 20 weeks", "Residential for 52 weeks"],
            "period": ["2024/25", "2024", "2024/25"], "value": [4_100.0, 46.4, 3.0],
            "region": [47_444.0, 44.0, None], "england": [638_745.0, 46.4, None],
            "rate": [451.7, None, 0.3], "region_rate": [459.7, None, None],
            "is_percent": [False, True, False], "source": ["SEN2", "LAIT", "SEN2"],
        },
        {},
    ),
}  # fmt: skip


def placements(asked=Question.PRICE_BY_NEED, **changes):
    """Return one analysis of Leicester's placements, asked for by itself or with its options."""
    if isinstance(asked, Question):
        asked = PlacementsAsked(asked)
    rows, totals = _ROWS[asked.question]
    usual = {
        "asked": asked,
        "focus": LEICESTER,
        "period": Period.parse("2024/25" if asked.question in BESIDE else "2024/25 Autumn"),
        "before": Period.parse("2023/24 Autumn"),
        "is_own": True,
        "rows": pd.DataFrame(rows),
        "totals": totals,
        "stamp": STAMP,
    }
    if asked.question is Question.PUBLISHED:
        usual["period"] = None
    return Placements(**{**usual, **changes})


def nothing(asked=Question.PRICE_BY_NEED, **changes):
    """Return an analysis that found nothing."""
    none = {"rows": pd.DataFrame({"part": [], "label": []}), "totals": {}}
    return placements(asked, **{**none, **changes})
