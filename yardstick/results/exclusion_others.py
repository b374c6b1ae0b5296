"""Suspensions of every authority that a release shows, and what the department publishes of all.

The reader's own authority is exact, others are rounded to 5. Counted as others' are: by the school
year of the return, each suspension once, as last returned.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from yardstick.disclosure.cube_declared import NOT_SAID
from yardstick.results.exclusion_rates import ALL, years
from yardstick.results.exclusion_span import frame
from yardstick.results.exclusions_types import DATASET, Kind
from yardstick.results.shared_numbers import Shown, cuts, totals
from yardstick.results.shared_records import cubes, people_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.results.exclusion_span import Span

    Made = tuple[pd.DataFrame, dict[str, float]]

ENGLAND: Final = "E92000001"
PER_PUPILS, PER_CHILDREN = 100, 1_000
_CODES: Final = {
    "sex": "sex",
    "ethnic_group": "ethnic_group",
    "sen": "sen_provision",
    "reason": "exclusion_reason",
}
_COLUMNS: Final = {"sen_provision": "sen", "reason_1": "reason"}
_PUBLISHED: Final = {
    Kind.SUSPENSION: (("exclusions", "suspensions_rate"), ("lait", "TotFixedEx")),
    Kind.PERMANENT: (("exclusions", "permanent_rate"), ("lait", "TotPermEx")),
}


def authorities(span: Span) -> Made:
    """Return each authority's suspensions of the year, from A to Z.

    `of` is pupils of the January census where the department's files of the release give them
    for every authority, `value` per 100 of them; else children aged 0 to 17, per 1,000.

    Raises:
        AccessDenied: There is no such part of the suspensions.
    """
    held, year = cubes(span.cursor, span.library, DATASET), span.asked.year
    shown = Shown(span.cursor, span.library, DATASET, held.get(year, ()), year, span.asked.part)
    if year not in held:
        return frame([], "is_exact", "is_own"), {}
    found = shown.numbers("shared_exclusions")
    found[span.asked.area] = float(shown.within(_own(span))["number"].sum()), True
    over, per = _over(span, year)
    rows = shown.rows(found, over, per)
    made = [_row(span, row, cuts(span.library, DATASET)[span.asked.part], over) for row in rows]
    return frame(made, "is_exact", "is_own"), totals(rows, over, per) | {"per": float(per)}


def _row(
    span: Span, row: Mapping[str, object], part: str, over: Mapping[str, float]
) -> dict[str, object]:
    return {
        "group": part,
        "label": row["label"],
        "number": row["number"],
        "of": over.get(str(row["part"])),
        "value": row["rate"],
        "status": row["status"],
        "is_exact": row["is_exact"],
        "is_own": row["part"] == span.asked.area,
    }


def _own(span: Span) -> pd.DataFrame:
    """Return the authority's own suspensions of the year, in the words that cubes have."""
    found = span.run("exclusion_returned", year=span.asked.year)
    found = found.rename(columns={**_COLUMNS, "suspensions": "number"})
    for dimension, codes in _CODES.items():
        found[dimension] = found[dimension].map(dict(span.labels(codes))).fillna(NOT_SAID)
    found["fsm"] = found["fsm"].map({True: "Yes", False: "No"}).fillna(NOT_SAID)
    return found


def _over(span: Span, year: str) -> tuple[Mapping[str, float], int]:
    """Return what rates are over, by area, and per how many: the same for every authority."""
    codes = span.library.region.authorities
    pupils = _values(span, "exclusions", "headcount")
    if all((code, year) in pupils for code in codes):
        return {code: pupils[code, year] for code in codes}, PER_PUPILS
    return {code: float(people_of(span.library, code)[0]) for code in codes}, PER_CHILDREN


def _values(span: Span, source: str, measure: str) -> Mapping[tuple[str, str], float]:
    found = span.run("published_measure", source=source, measure=measure)
    found = found.dropna(subset=["value"])
    keys = zip(found["area"], found["period"], strict=True)
    return dict(zip(keys, found["value"], strict=True))


def published(span: Span) -> Made:
    """Return the department's rate of each authority, the region and England, from A to Z.

    Of the newest year that is published for the authority. `published` holds our own returns'
    rate of the same year, for the reader's authority alone.
    """
    area = span.asked.area
    found: Mapping[tuple[str, str], float] = {}
    newest = ""
    for source, measure in _PUBLISHED[span.asked.kind]:
        values = _values(span, source, measure)
        last = max((period for code, period in values if code == area), default="")
        if last > newest:
            found, newest = values, last
    if not newest:
        return frame([], "is_own", "published"), {}
    ours = _ours(span, newest)
    rows = [
        {
            "group": newest,
            "label": name,
            "value": found.get((code, newest)),
            "is_own": code == area,
            "published": ours if code == area else math.nan,
        }
        for code, name in _places(span)
    ]
    return frame(rows, "is_own", "published"), {}


def _places(span: Span) -> list[tuple[str, str]]:
    """Return the region's authorities from A to Z, then the region and England."""
    region, names = span.library.region, span.library.catalogue.reference.areas
    named = sorted(
        ((code, names[code].name) for code in region.authorities), key=lambda one: one[1]
    )
    return [*named, (region.code, region.name), (ENGLAND, "England")]


def _ours(span: Span, year: str) -> float:
    """Return the rate of our own returns in a year, all schools; nan where there is none."""
    made, _ = years(span)
    of_year = made[(made["label"] == year) & (made["group"] == ALL)]
    return float(of_year["value"].iloc[0]) if len(of_year) else math.nan
