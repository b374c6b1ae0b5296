"""Who agency workers are and where they come from, what is thought of it, and what staff get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.results.workforce_order import ROLES, a_year_before, by_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.results.records_asked import Asked
    from yardstick.results.workforce_types import Assumed

    Made = tuple[pd.DataFrame, Mapping[str, float]]

_NEITHER: Final = 3  # of 1, very dissatisfied, to 5, very satisfied


def workers(asked: Asked, _assumed: Assumed) -> Made:
    """Return agency workers of the quarter's last day by role, and a year before's."""
    made = by_role(asked, asked.run("workforce_workers"))
    made["workers_before"] = float("nan")
    totals = {}
    if year_before := a_year_before(asked):
        earlier = year_before.run("workforce_workers")
        counts = earlier.set_index("role")["workers"]
        # The table is whole: a role that is not in a return had no agency worker.
        made["workers_before"] = made["part"].map(counts).fillna(0)
        totals["workers_before"] = float(counts.sum())
    return made, totals | {name: float(made[name].sum()) for name in ("workers", "fte", "covering")}


def agencies(asked: Asked, _assumed: Assumed) -> Made:
    """Return the agencies of the return, those with most workers first, and a year before's."""
    rows = asked.run("workforce_agencies")
    made = rows.rename(columns={"agency": "part"})
    made.insert(1, "label", made["part"])
    made["via"] = made["via"].map(asked.labels("agency_via"))
    made["assignments_before"] = float("nan")
    if year_before := a_year_before(asked):
        earlier = year_before.run("workforce_agencies")
        made["assignments_before"] = made["part"].map(earlier.set_index("agency")["assignments"])
    totals = {
        "agencies": float(len(made)),
        "in_use": float((made["in_use"] == True).sum()),  # noqa: E712 - it may be missing
        "assignments": float(made["assignments"].sum()),
    }
    return made.sort_values(["assignments", "part"], ascending=[False, True]), totals


def satisfaction(asked: Asked, _assumed: Assumed) -> Made:
    """Return how satisfied the authority is with each arrangement: below 0 where it is not.

    An arrangement without an answer has no score, and is in `arrangements` and not in `answered`.
    """
    rows = asked.run("workforce_arrangements")
    score = rows["satisfaction"].astype("float64") - _NEITHER
    kinds = rows["arrangement"].map(asked.labels("arrangement_type"))
    made = pd.DataFrame(
        {
            "part": rows["arrangement"],
            "label": kinds + ": " + rows["provider"],
            "answer": rows["satisfaction"].map(asked.labels("satisfaction")),
            "score": score,
            "issue": rows["issue"].map(asked.labels("arrangement_issue")),
            "ends": rows["ends"].dt.strftime("%Y-%m-%d"),
            "notice": rows["notice"],
            "experience": rows["experience"],
        }
    )
    totals = {
        "arrangements": float(len(made)),
        "answered": float(score.notna().sum()),
        "satisfied": float((score > 0).sum()),
        "dissatisfied": float((score < 0).sum()),
    }
    return made.sort_values(["score", "label"], ascending=[False, True]), totals


def benefits(asked: Asked, _assumed: Assumed) -> Made:
    """Return each benefit, how many roles can have it, and its least and greatest worth a year."""
    rows, labels = asked.run("workforce_benefits"), asked.labels("benefit_type")
    roles = asked.labels(ROLES)
    each = [(code, rows[rows["benefit"] == code]) for code in labels]
    made = pd.DataFrame(
        [
            {
                "part": code,
                "label": labels[code],
                "roles": float(len(own)),
                "which": "; ".join(
                    words for role, words in roles.items() if role in set(own["role"])
                ),
                "least": own["worth"].min(),
                "most": own["worth"].max(),
            }
            for code, own in each
            if len(own)
        ],
        columns=["part", "label", "roles", "which", "least", "most"],
    )
    totals = {"benefits": float(len(made)), "roles": float(rows["role"].nunique())}
    return made.sort_values("roles", ascending=False, kind="stable"), totals
