"""Results of pupils once more: each year from the counts that are shown of it, three from theirs.

Three years together would give a hidden count away if it were among them, so they may stand only
where each of the three is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.views import View
from yardstick.export.files import Format, Look, make_file
from yardstick.model import Comparator, Period, Selection
from yardstick.results.education_types import EducationAsked, Years
from yardstick.verify.recomputed import check_trend, shown_counts
from yardstick.verify.same_rows import same_file

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.gate import Results
    from yardstick.verify.recomputed import Counts, Tally

SETS: Final = ("looked_after_results", "provisional_outcomes")
_TOGETHER: Final = 3  # years


def check_education(results: Results, tally: Tally) -> None:
    """Make every figure of results of pupils again that an account is shown."""
    for indicator in [one for one in results.indicators() if one.dataset in SETS]:
        _check(results, indicator, tally)


def _check(results: Results, indicator: Indicator, tally: Tally) -> None:
    selection = Selection(results.home_area().code, Comparator.REGION, indicator=indicator.id)
    single, pooled = (EducationAsked(indicator.id, years) for years in Years)
    of_years = results.education(selection, single)
    counts = shown_counts(of_years.trend)
    check_trend(tally, of_years.trend, counts)
    check_trend(tally, results.education(selection, pooled).trend, together(counts, indicator))
    look = Look(order=single.order)
    file = make_file(results, selection, View.EDUCATION, Format.CSV, look)
    same_file(tally, f"{indicator.id} by year", file, of_years.rows)


def together(counts: Counts, indicator: Indicator) -> Counts:
    """Add each year to the two before it where all three are shown and no break is among them."""
    breaks = {Period.parse(one.period).year for one in indicator.breaks}
    found: Counts = {}
    for area, key in counts:
        years = [Period.parse(key).shifted(-ago) for ago in range(_TOGETHER)]
        held = [counts[area, one.key] for one in years if (area, one.key) in counts]
        since_first = {one.year for one in years[:-1]}
        if len(held) == _TOGETHER and not since_first & breaks:
            found[area, key] = sum(above for above, _ in held), sum(below for _, below in held)
    return found
