"""The returns of placements of a region: each term, those that an authority paid for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.calibration import people_of
from yardstick.demonstration.records import columns, placed
from yardstick.demonstration.records import providers as offered
from yardstick.demonstration.records.columns import NOTHING
from yardstick.demonstration.records.facts import FRAMEWORKS, facts
from yardstick.demonstration.records.place import outside
from yardstick.demonstration.records.prices import board, funding, prices
from yardstick.demonstration.records.pseudonyms import pseudonyms
from yardstick.demonstration.records.pupils import SEXES
from yardstick.demonstration.records.returned import SEED, RecordReturn
from yardstick.demonstration.records.school_days import FIRST_YEAR, TERMS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import pyarrow as pa

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.model import Period

PLACEMENTS: Final = "send_placements"
_MONTHS_A_YEAR, _FIRST_MONTH = 12, 9
_A_MILE: Final = 420  # pounds a year for transport, for each mile


def planted_placements(
    catalogue: Catalogue, region: Region, scale: float = 1.0, seed: str = SEED
) -> tuple[PlantedRecord, ...]:
    """Return what `invent_placements` plants."""
    return _Made(catalogue, region, scale, seed).plants


def invent_placements(
    catalogue: Catalogue, region: Region, scale: float = 1.0, seed: str = SEED
) -> Iterator[RecordReturn]:
    """Yield a region's returns of placements, by term and authority.

    Args:
        catalogue: Areas, populations and the declaration of the data set.
        region: Whose authorities.
        scale: 1 for about 3,000 placements a year in a region of ten authorities.
        seed: Another one gives another region.
    """
    made = _Made(catalogue, region, scale, seed)
    for term in TERMS:
        yield from made.of_term(term)


class _Made:
    """Every placement of a region, with what does not change from term to term."""

    def __init__(self, catalogue: Catalogue, region: Region, scale: float, seed: str) -> None:
        self._dataset = catalogue.datasets[PLACEMENTS]
        children = {code: people_of(catalogue, code) for code in region.authorities}
        self._areas = (*region.authorities, *outside(catalogue, region))
        others = len(self._areas) - len(children)
        self._found = offered.providers(scale, len(children), others, seed)
        by_size = sorted(children, key=lambda code: (-children[code], code))
        self.plants = offered.planted_at(self._found, by_size)
        sizes = [count * scale for count in children.values()]
        areas, plants = region.authorities, self.plants
        self._whole = placed.placed(sizes, self._found, areas=areas, plants=plants, seed=seed)
        self._prices = prices(self._whole, self._found, areas=areas, plants=plants, seed=seed)
        self._facts = facts(self._whole, self._found, areas=areas, plants=plants, seed=seed)
        self._tokens = pseudonyms(self._dataset, self._whole.child)
        self._region = areas

    def of_term(self, term: Period) -> Iterator[RecordReturn]:
        """Yield the return of each authority that paid for a placement in a term."""
        first, last = _month(term.start), _month(term.end)
        there = (self._whole.start <= last) & (self._whole.end >= first)
        for at, area in enumerate(self._region):
            which = np.flatnonzero(there & (self._whole.area == at))
            if len(which):
                table = columns.records(self._dataset.tables[0], self._columns(which, area, term))
                yield RecordReturn(self._dataset.id, area, term.key, {"placements": table})

    def _columns(self, which: Counts, area: str, term: Period) -> dict[str, pa.Array]:
        same = {"la_code": [area], "period": [term.key]}
        return {
            **{name: columns.coded(text, which * 0) for name, text in same.items()},
            **self._of_child(which, term),
            **self._of_provider(which, term),
            **self._of_time(which, term),
            **self._of_price(which, term.year - FIRST_YEAR),
        }

    def _of_child(self, which: Counts, term: Period) -> dict[str, pa.Array]:
        whole, fixed = self._whole.some(which), self._facts
        since = term.year - FIRST_YEAR - whole.start // _MONTHS_A_YEAR
        year = np.minimum(whole.year + since, len(placed.YEAR_GROUPS) - 1)
        return {
            "child_ref": self._tokens.take(which),
            "year_group": columns.coded(placed.YEAR_GROUPS, year),
            "sex": columns.coded(SEXES, whole.boy.astype(np.int64)),
            "primary_need": columns.coded(offered.NEEDS, whole.need),
            "secondary_need": columns.coded(offered.NEEDS, whole.second),
            "looked_after": columns.flags(whole.care),
            "looked_after_away": columns.flags(fixed.away[which], whole.care),
            "miles": columns.whole(fixed.miles[which]),
            "named_in_plan": columns.flags(fixed.named[which]),
            "placement_reason": columns.coded(placed.REASONS, whole.reason),
        }

    def _of_provider(self, which: Counts, term: Period) -> dict[str, pa.Array]:
        found, at = self._found, self._whole.provider[which]
        kind = found.type[at]
        judgements, days = found.quality.last_inspection(term.end)
        judgement, inspected = judgements[at], days[at]
        seen = judgement != offered.NOT_INSPECTED
        care = np.where(found.residential[at] & seen, found.quality.judgement[0][at], NOTHING)
        urn = np.where(np.isin(kind, offered.WITH_URN), offered.FIRST_URN + at, NOTHING)
        may_have_41 = np.isin(kind, offered.WITH_SECTION_41)
        ukprn = offered.FIRST_UKPRN + at
        return {
            "provider_name": columns.coded(found.name, at),
            "provider_urn": columns.urns(urn),
            "provider_ukprn": columns.whole(ukprn, kind == offered.COLLEGE),
            "provider_group": columns.coded(found.group_names, found.group[at]),
            "provider_type": columns.coded(offered.TYPES, kind),
            "section_41": columns.flags(found.section_41[at], may_have_41),
            "provider_la": columns.coded(self._areas, found.area[at]),
            "judgement": columns.coded(offered.JUDGEMENTS, judgement),
            "care_judgement": columns.coded(offered.JUDGEMENTS, care),
            "inspected": columns.days(inspected, seen),
            "visited": columns.days(found.quality.last_visit(term.end)[at]),
            "quality_rating": columns.coded(offered.RATINGS, found.quality.rating[at]),
            "framework": columns.coded(FRAMEWORKS, self._facts.framework[which]),
        }

    def _of_time(self, which: Counts, term: Period) -> dict[str, pa.Array]:
        whole = self._whole.some(which)
        ended = whole.end <= _month(term.end)
        return {
            "placement_basis": columns.coded(placed.BASES, whole.basis),
            "start_month": columns.months(whole.start),
            "planned_end": columns.months(whole.planned),
            "actual_end": columns.months(whole.end, ended),
            "end_reason": columns.coded(placed.ENDS, np.where(ended, whole.why_ended, NOTHING)),
        }

    def _of_price(self, which: Counts, year: int) -> dict[str, pa.Array]:
        whole, made, fixed = self._whole.some(which), self._prices, self._facts
        annual, support = made.annual[which, year], made.support[which, year]
        weeks = np.array(placed.WEEKS)[whole.basis]
        education, health, care = funding(
            annual, care=fixed.care[which], health=fixed.health[which]
        )
        before = (whole.start // _MONTHS_A_YEAR < year) & (year > 0)
        return {
            "base_fee": _pounds(annual - support),
            "additional_support": _pounds(support),
            "annual_price": _pounds(annual),
            "weekly_fee": columns.numbers(np.round(annual / weeks, 2)),
            "weeks": columns.whole(weeks),
            "residential_element": columns.numbers(
                board(annual).astype(float), whole.basis != placed.DAY
            ),
            "transport": columns.numbers(
                _A_MILE * fixed.miles[which].astype(float), fixed.moved[which]
            ),
            "fund_education": _pounds(education),
            "fund_health": _pounds(health),
            "fund_care": _pounds(care),
            "price_start": _pounds(made.at_start(self._whole)[which]),
            "price_before": columns.numbers(made.annual[which, max(year - 1, 0)] * 1.0, before),
            "uplift_requested": columns.numbers(made.requested[which, year], before),
            "uplift_agreed": columns.numbers(made.agreed[which, year], before),
        }


def _month(day: dt.date) -> int:
    return (day.year - FIRST_YEAR) * _MONTHS_A_YEAR + day.month - _FIRST_MONTH


def _pounds(values: Counts) -> pa.Array:
    return columns.numbers(values.astype(float))
