"""The returns of the workforce: pay, benefits, agencies and their workers, each September.

Salaries and rates are invented: no card of the region's is public. How much of the workforce comes
from agencies is as published, authority by authority.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.calibration import people_of
from yardstick.demonstration.chance import chance, nearest
from yardstick.demonstration.records import columns
from yardstick.demonstration.records import workforce_typical as typical
from yardstick.demonstration.records.planted import Pattern, PlantedRecord
from yardstick.demonstration.records.returned import SEED, RecordReturn
from yardstick.model import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region

    Rows = list[dict[str, object]]

WORKFORCE: Final = "workforce"
QUARTERS: Final = tuple(Period(PeriodKind.QUARTER, year, 2) for year in (2022, 2023, 2024, 2025))
_RISE: Final = 0.035  # of pay, a year
_CAP: Final = 1.06  # of the usual pay for an hour
_CAPS_FROM: Final = (dt.date(2022, 4, 1), dt.date(2024, 10, 31))  # the second with the agency rules
_ABOVE: Final = 1.14
_ON_COST, _MARGIN = 0.2, 2.4
_PLANTED, _BEST = 3, 5  # who pays above the cap, who pays staff best, counted from the largest
_BEST_LEVEL: Final = 1.12  # of the usual salary
_SHARED: Final = typical.AGENCIES[0]


def planted_workforce(catalogue: Catalogue, region: Region) -> tuple[PlantedRecord, ...]:
    """Return what `invent_workforce` plants."""
    joint = {part for one in region.combined for part in one.parts}
    alone = [code for code in region.authorities if code not in joint]
    by_size = sorted(alone, key=lambda code: (-people_of(catalogue, code), code))
    return (
        PlantedRecord(Pattern.ABOVE_CAP, by_size[_PLANTED]),
        PlantedRecord(Pattern.BEST_PAYER, by_size[_BEST]),
        PlantedRecord(Pattern.SHARED_AGENCY, provider=_SHARED),
        *(
            PlantedRecord(Pattern.JOINT_RETURN, one.parts[0], other=other)
            for one in region.combined
            for other in one.parts[1:]
        ),
    )


def invent_workforce(
    catalogue: Catalogue, region: Region, seed: str = SEED
) -> Iterator[RecordReturn]:
    """Yield a region's returns of the workforce; joint authorities send one, the first of them.

    Args:
        catalogue: Areas, populations and the declaration of the data set.
        region: Whose authorities.
        seed: Another one gives another region.
    """
    dataset, plants = catalogue.datasets[WORKFORCE], planted_workforce(catalogue, region)
    of = {one.pattern: one.area for one in plants}
    covered = {one.other: one.area for one in plants if one.pattern is Pattern.JOINT_RETURN}
    for quarter in QUARTERS:
        for area in region.authorities:
            if area not in covered:
                served = [area, *(other for other, by in covered.items() if by == area)]
                children = sum(people_of(catalogue, code) for code in served)
                one = _Authority(
                    area,
                    children,
                    quarter,
                    seed,
                    above_cap=area == of[Pattern.ABOVE_CAP],
                    pays_best=area == of[Pattern.BEST_PAYER],
                )
                yield RecordReturn(dataset.id, area, quarter.key, one.tables(dataset))


class _Authority:
    """What one authority returns of one September."""

    def __init__(  # noqa: PLR0913 - who, how large, when, and what is planted
        self,
        area: str,
        children: int,
        quarter: Period,
        seed: str,
        *,
        above_cap: bool,
        pays_best: bool,
    ) -> None:
        self._area, self._quarter, self._above = area, quarter, above_cap
        self._rng = chance(seed, area, quarter.key, "workforce")
        lasting = chance(seed, area, "workforce")  # what stays from year to year
        usual = float(lasting.lognormal(0, 0.03))
        self._level = _BEST_LEVEL if pays_best else usual
        others = [one for one in typical.AGENCIES if one != _SHARED]
        self._agencies = sorted([_SHARED, *lasting.choice(others, 6, replace=False).tolist()])
        self._years = quarter.year - QUARTERS[0].year
        share = typical.AGENCY_SHARE.get(area, typical.REGION_AGENCY) / 100
        self._workers = nearest(children * typical.WORKERS_PER_CHILD * share)

    def tables(self, dataset: DataSet) -> dict[str, pa.Table]:
        """Return every table that has a row."""
        rows: Mapping[str, Rows] = {
            "roles": self._roles(),
            "pay": self._pay(),
            "benefits": self._benefits(),
            "agencies": self._known_agencies(),
            "agency_use": self._use(),
            "agency_workers": self._agency_workers(),
            "agency_rates": self._rates(),
            "caps": self._caps(),
            "arrangements": self._arrangements(),
        }
        said = {"la_code": self._area, "period": self._quarter.key}
        return {
            table.id: columns.from_rows(table, [{**row, **said} for row in rows[table.id]])
            for table in dataset.tables
            if rows[table.id]
        }

    def _roles(self) -> Rows:
        return [
            {"local_job_title": title, "job_role": role, "in_memorandum": within}
            for role, (title, _, _, within, _) in typical.ROLES.items()
        ]

    def _pay(self) -> Rows:
        rows: Rows = []
        for at, (role, (title, salary, _, _, _)) in enumerate(typical.ROLES.items()):
            least = round(salary * self._level * (1 + _RISE) ** self._years)
            supplement = 2_000.0 if role in {"SW", "ESW"} and self._level < 1 else None
            rows.append(
                {
                    "local_job_title": title,
                    "job_role": role,
                    "grade": f"G{8 + at}",
                    "spine_least": 22 + 4 * at,
                    "spine_most": 26 + 4 * at,
                    "salary_least": float(least),
                    "salary_most": float(round(least * 1.1)),
                    "hours": 37.0,
                    "market_supplement": supplement,
                    "retention_payment": 1_500.0 if role == "ESW" else None,
                    "pay_award_year": self._quarter.year,
                }
            )
        return rows

    def _benefits(self) -> Rows:
        offered = self._rng.random((len(typical.BENEFITS), 3)) < 0.6  # noqa: PLR2004 - ours
        return [
            {"benefit_type": benefit, "job_role": role, "cash_value": typical.WORTH.get(benefit)}
            for benefit, has in zip(typical.BENEFITS, offered, strict=True)
            for role, given in zip(("SW", "ESW", "TM"), has, strict=True)
            if given
        ]

    def _known_agencies(self) -> Rows:
        return [
            {
                "agency": agency,
                "framework_used": "Regional framework",
                "via": "NVN" if at else "DIR",
                "provider_used": typical.VENDORS[0] if at else None,
            }
            for at, agency in enumerate(self._agencies)
        ]

    def _use(self) -> Rows:
        even = np.full(len(self._agencies), 1 / len(self._agencies))
        shared = np.array([int(agency == _SHARED) for agency in self._agencies])
        first = min(self._workers, 1) * shared
        assigned = (first + self._rng.multinomial(self._workers - first.sum(), even)).tolist()
        return [
            {"agency": agency, "in_use": count > 0, "assignments": count}
            for agency, count in zip(self._agencies, assigned, strict=True)
        ]

    def _of_roles(self) -> Sequence[int]:
        """Return agency workers by role; the same however often it is asked."""
        rng = chance(self._area, self._quarter.key, "roles")
        shares = [role[4] for role in typical.ROLES.values()]
        found: list[int] = rng.multinomial(self._workers, shares).tolist()
        return found

    def _agency_workers(self) -> Rows:
        rows: Rows = []
        for role, count in zip(typical.ROLES, self._of_roles(), strict=True):
            of_service = self._rng.multinomial(count, list(typical.SERVICES.values())).tolist()
            for service, workers in zip(typical.SERVICES, of_service, strict=True):
                fte = round(workers * 0.96, 1)
                row = {
                    "job_role": role,
                    "service_area": service,
                    "workers": workers,
                    "fte": fte,
                    "covering_vacancy_fte": round(fte * 0.7, 1),
                    "project_team_fte": round(fte * 0.2, 1),
                    "longest_weeks": int(self._rng.integers(6, 95)),
                }
                rows += [row] if workers else []
        # The table must be there: who has no agency worker says so.
        none = {"job_role": "SW", "service_area": "CIN", "workers": 0, "fte": 0.0}
        return rows or [none]

    def _rates(self) -> Rows:
        rows: Rows = []
        for (role, (_, _, usual, _, _)), workers in zip(
            typical.ROLES.items(), self._of_roles(), strict=True
        ):
            cap = _cap(usual, self._quarter.end)
            pay = round(cap * (_ABOVE if self._above else float(self._rng.uniform(0.9, 0.995))), 2)
            row: dict[str, object] = {
                "job_role": role,
                "pay_basis": "UMB" if self._rng.random() < 0.5 else "PAYE",  # noqa: PLR2004 - even
                "effective": dt.date(self._quarter.year, 4, 1),
                "pay_rate": pay,
                "agency_margin": _MARGIN,
                "charge_rate": round(pay * (1 + _ON_COST) + _MARGIN, 2),
                "workers_at_rate": workers,
                "workers_above_cap": workers if self._above else 0,
                "exception_approved": self._above,
            }
            rows += [row] if workers else []
        return rows

    def _caps(self) -> Rows:
        first, second = _CAPS_FROM
        began = [day for day in _CAPS_FROM if day <= self._quarter.end]
        return [
            {
                "job_role": role,
                "pay_basis": basis,
                "cap_basis": "PAY",
                "cap": _cap(usual, day),
                "valid_from": day,
                "valid_to": second - dt.timedelta(1) if day == first and len(began) > 1 else None,
            }
            for role, (_, _, usual, within, _) in typical.ROLES.items()
            for basis in ("PAYE", "UMB")
            for day in began
            if within
        ]

    def _arrangements(self) -> Rows:
        rows: Rows = []
        for kind, provider in (
            ("NVN", typical.VENDORS[0]),
            ("MVN", typical.VENDORS[1]),
            ("DIR", None),
        ):
            satisfied = int(self._rng.choice(5, p=(0.08, 0.22, 0.25, 0.33, 0.12))) + 1
            issue = typical.ISSUES[int(self._rng.integers(0, len(typical.ISSUES)))]
            rows.append(
                {
                    "arrangement_type": kind,
                    "provider": provider or self._agencies[0],
                    "contract_end": dt.date(self._quarter.year + 2, 3, 31),
                    "notice_weeks": 12,
                    "least_experience": 3,
                    "satisfaction": str(satisfied),
                    "main_issue": issue if satisfied < 4 else "NON",  # noqa: PLR2004 - satisfied
                }
            )
        return rows


def _cap(usual: float, day: dt.date) -> float:
    """Return the cap in force on a day: raised with the rules on agency work."""
    raised = (1 + _RISE) ** 2 if day >= _CAPS_FROM[1] else 1.0
    return round(usual * _CAP * raised, 2)
