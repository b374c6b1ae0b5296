"""Where a term's spend goes: to which groups of providers, from whose budget, at what quality."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.results.records_asked import JUDGEMENTS, NEEDS, Asked
from yardstick.results.shared_records import people_of
from yardstick.stats.concentration import herfindahl, largest_share

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST: Final = 5
VISIT_EVERY: Final = dt.timedelta(days=366)  # a year, leap or not
_PER: Final = 10_000


def market(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return spend and places by group; a provider of no group is a group of its own."""
    rows = asked.run("placement_providers")
    group = rows["provider_group"].fillna(rows["provider"])
    named = rows.assign(part=group, providers=1)
    made = named.groupby("part", as_index=False)[["providers", "placements", "spend"]].sum()
    made.insert(1, "label", made["part"])
    made["share"] = _shares(made["spend"])
    totals = {
        "spend": float(made["spend"].sum()),
        "placements": float(made["placements"].sum()),
        "groups": float(len(made)),
        "index": herfindahl(made["spend"]),
        "largest": 100 * largest_share(made["spend"], LARGEST),
    }
    return made.sort_values(["spend", "part"], ascending=[False, True]), totals


def _shares(spend: pd.Series) -> pd.Series:
    whole = float(spend.sum())
    return spend * (100 / whole) if whole else spend * float("nan")


def funding(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return who pays, by need, and of how many placements health pays nothing."""
    rows = _in_order(asked.run("placement_funding"), "need", asked.labels(NEEDS))
    return rows, {name: float(rows[name].sum()) for name in rows.columns[2:]}


def quality(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return spend by the last inspection's judgement, and how many visits are overdue.

    A visit is overdue where the last one was more than a year before the term's last day. Of a
    placement without a day nobody knows; it is counted apart.
    """
    rows = asked.run("placement_quality")
    since = pd.Timestamp(asked.period.end - VISIT_EVERY)
    late = (rows["visited"] < since).fillna(value=False)
    rows = rows.assign(
        judgement=rows["judgement"].fillna(""),
        overdue=rows["placements"].where(late, 0),
        unvisited=rows["placements"].where(rows["visited"].isna(), 0),
    )
    each = rows.groupby("judgement", as_index=False)[
        ["placements", "spend", "overdue", "unvisited"]
    ].sum()
    made = _in_order(each, "judgement", {**asked.labels(JUDGEMENTS), "": "Not given"})
    made["share"] = _shares(made["spend"])
    totals = {
        name: float(made[name].sum()) for name in ("placements", "spend", "overdue", "unvisited")
    }
    inadequate = made[made["part"] == "INA"]
    return made, totals | {
        "inadequate": float(inadequate["spend"].sum()),
        "in_inadequate": float(inadequate["placements"].sum()),
        "providers_overdue": float(rows.loc[late, "provider"].nunique()),
    }


def places(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return places bought by need: for 10,000 children, outside the authority, far from home.

    The population is of ages 0 to 17, which the register holds for every area and year; one of
    ages 2 to 18 was last made before the census of 2021. The newest estimate is taken.
    """
    rows = _in_order(asked.run("placement_places"), "need", asked.labels(NEEDS))
    people, year = people_of(asked.library, asked.focus.code)
    rows["rate"] = rows["placements"] * (_PER / people) if people else float("nan")
    totals = {
        name: float(rows[name].sum())
        for name in ("placements", "placed", "outside", "measured", "far")
    }
    known = {"people": float(people), "year": float(year)} if people else {}
    rate = {"rate": totals["placements"] * _PER / people} if people else {}
    return rows, {**totals, **known, **rate}


def _in_order(rows: pd.DataFrame, code: str, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return rows in the order of a code list, with the words of each code."""
    place = {one: at for at, one in enumerate(labels)}
    made = rows.rename(columns={code: "part"}).sort_values("part", key=lambda one: one.map(place))
    made.insert(1, "label", made["part"].map(labels))
    return made.reset_index(drop=True)
