"""Make every number that any account is shown once more from the counts it is shown."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.access.policy import viewer_for
from yardstick.catalogue import load_catalogue
from yardstick.charts.views import View
from yardstick.export.files import Format, make_file
from yardstick.model import Basis, Comparator, Period, Selection
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.invented_region import DATASET, InventedRegion, invent
from yardstick.verify.invented_sharing import FULL, SMALL
from yardstick.verify.recomputed import (
    SHOWN,
    Counts,
    Tally,
    by_area,
    check_comparator,
    check_trend,
    is_of_tens,
    number_in,
    rows_of,
    shown_counts,
    spread,
)
from yardstick.verify.shared_again import check_prices, check_records

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.gate import Results
    from yardstick.results.types import Trend

STATEMENT = (
    "Every rate, mean and total that any account is shown of others is made of protected counts, "
    "and of own records of those alone; every price that is shown keeps the rules of prices."
)
TARGET = "every number of every result and file made again: 0 otherwise; 0 prices against a rule"
REGION = "east_midlands"
QUARTERS, QUARTERS_FULL = 5, 12
ACCOUNTS = ("rutland.lead",)
AREAS = 2  # whose neighbours and profiles are looked at where the bar is small
_PEERS = tuple(one for one in Comparator if one.is_of_neighbours)


def check(folder: Path, *, full: bool) -> Outcome:
    """Walk every result of an invented region, as some accounts or as all of them."""
    catalogue = load_catalogue(Settings.data)
    declared, size = catalogue.regions[REGION], FULL if full else SMALL
    of_counts, of_records = Tally(), Tally()
    check_returns(folder, catalogue, of_counts, full=full)
    made = check_records(folder, catalogue, declared, size, of_records)
    prices, broken = check_prices(made, size.markets)
    numbers = of_counts.made + of_records.made
    wrong = [*of_counts.wrong, *of_records.wrong, *broken]
    figure = {
        "numbers": numbers,
        "of_records": of_records.made,
        "prices": prices,
        "prices_against_a_rule": len(broken),
    }
    return Outcome(numbers + prices, tuple(wrong), figure)


def check_returns(folder: Path, catalogue: Catalogue, tally: Tally, *, full: bool) -> None:
    """Make again every result of returns of counts."""
    declared = catalogue.regions[REGION]
    returns = invent(declared, QUARTERS_FULL if full else QUARTERS, seed=7)
    desk = InventedRegion.make(folder / "store", catalogue, declared, {DATASET: returns}).publish()
    names = desk.accounts.current().credentials.usernames if full else ACCOUNTS
    for name in names:
        viewer = viewer_for(name, desk.accounts, desk.region)
        if viewer is not None:  # one that is disabled is shown nothing
            results = desk.results(viewer)
            areas = results.areas() if full else results.areas()[-AREAS:]
            _Walk(results, catalogue, tally, [area.code for area in areas]).everything()


@dataclass
class _Walk:
    """One account's way through every result."""

    results: Results
    catalogue: Catalogue
    tally: Tally
    areas: list[str]
    counts: dict[str, Counts] = field(default_factory=dict)

    def everything(self) -> None:
        for indicator in self.results.indicators():
            if indicator.breakdown:
                self._parts(indicator)
            else:
                for basis in self.results.bases(indicator.id):
                    if basis is not Basis.PUBLISHED:  # as the department gives it, of no return
                        self._series(indicator, basis)
        for area in self.areas:
            self._profile(area)
        self._board()

    def _asked(self, indicator: str = "", basis: Basis | None = None) -> Selection:
        area = self.results.areas()[0].code
        return Selection(area, Comparator.REGION, indicator=indicator, basis=basis)

    def _series(self, indicator: Indicator, basis: Basis) -> None:
        asked = self._asked(indicator.id, basis)
        if indicator.id not in self.counts:
            quarter = replace(asked, basis=Basis.QUARTERLY)
            self.counts[indicator.id] = shown_counts(self.results.trend(quarter))
        found = self.results.trend(asked)
        check_trend(self.tally, found, self.counts[indicator.id])
        self._region_line(found)
        self._comparison(found, asked)
        self._file(found, asked)
        for area in self.areas:
            for kind in _PEERS:
                peers = self.catalogue.reference.neighbours_of(area, asked.model)
                against = replace(asked, area=area, comparator=kind)
                codes = [one.neighbour for one in peers]
                check_comparator(self.tally, self.results.trend(against), codes)
        for group in self.results.region.groups:
            against = replace(asked, comparator=Comparator.GROUP, group=group.id)
            check_comparator(self.tally, self.results.trend(against), group.areas)

    def _region_line(self, found: Trend) -> None:
        """Hold the region's line to tens: its parts are not all shown."""
        indicator = found.indicator
        scale = 4 if found.basis is Basis.ANNUALISED else 1
        for row in found.comparator[found.comparator["value"].notna()].to_dict("records"):
            people = None
            if indicator.denominator is not None and indicator.denominator.population:
                people = self._people(found, str(row["period"]))
            share = float(row["value"]) / indicator.unit.multiplier / scale
            where = f"{indicator.id} {found.basis.value} of the region in {row['period']}"
            self.tally.holds(where, true=is_of_tens(share, people))

    def _people(self, found: Trend, period: str) -> float:
        """Return the children of the areas that sent, as many quarters of a year as they did."""
        asked = self._asked(found.indicator.id, Basis.QUARTERLY)
        rows = self.results.trend(asked).values
        ago = range(4) if found.basis is Basis.ROLLING else range(1)
        keys = [Period.parse(period).shifted(-quarters).key for quarters in ago]
        sent = rows[~rows["status"].isin(["x", "z"]) & rows["period"].isin(keys)]["area"]
        reference = self.catalogue.reference
        years = {one.year for one in reference.populations}
        year = min(max(Period.parse(period).year, min(years)), max(years))
        people = [reference.population(area, year) for area in sent]
        return float(sum(one.people for one in people if one is not None)) / len(keys)

    def _comparison(self, found: Trend, asked: Selection) -> None:
        """Hold each area's place in the comparison to the same area in the trend."""
        compared = self.results.comparison(asked)
        then = found.values[found.values["period"] == compared.period.key]
        rows = by_area(then)
        for area, row in by_area(compared.values).items():
            where = f"{found.indicator.id} compared, {area}"
            for name in ("value", "numerator", "denominator", "lower", "upper"):
                held = number_in(rows[area], name) if area in rows else None
                self.tally.same(where, row[name], held)
        shown = sum(number_in(row, "value") is not None for row in rows.values())
        self.tally.same(f"{found.indicator.id} how many", compared.ranked, float(shown))

    def _file(self, found: Trend, asked: Selection) -> None:
        """Hold the file to the page, and the command's rows to both."""
        file = make_file(self.results, asked, View.TREND, Format.CSV)
        rows = pd.read_csv(io.BytesIO(file.data), comment="#")
        printed = self.results.figures(
            asked, [area.code for area in self.results.areas()], [p.key for p in found.periods]
        )
        mine = found.values.set_index(["area", "period"])["value"]
        for frame, name in ((rows, "file"), (printed, "command")):
            for row in rows_of(frame[frame["area"].isin(found.areas)]):
                where = f"{found.indicator.id} {row['area']} {row['period']} in the {name}"
                key = row["area"], row["period"]
                held = number_in({"value": mine.get(key)}, "value")
                self.tally.same(where, row["value"], held)

    def _parts(self, indicator: Indicator) -> None:
        for period in self.results.periods(indicator.id, Basis.QUARTERLY):
            for area in self.areas:
                asked = replace(
                    self._asked(indicator.id, Basis.QUARTERLY), area=area, period=period.key
                )
                found = self.results.parts(asked)
                for row in rows_of(found.values):
                    where = f"{indicator.id} {row['part']} of {area} in {period.key}"
                    number, whole = number_in(row, "number"), found.total.value
                    share = number / whole * 100 if number is not None and whole else None
                    self.tally.same(where, row["share"], share)
                    region = number_in(row, "region_share")
                    if region is not None:
                        self.tally.holds(where, true=is_of_tens(region / 100, None))

    def _profile(self, area: str) -> None:
        found = self.results.profile(replace(self._asked(), area=area))
        for row in rows_of(found.values):
            trend = self._trend_of(row)
            rows = trend.values[trend.values["period"] == row["period"]]
            values = [float(value) for value in rows["value"].dropna()]
            where = f"{row['indicator']} in the profile of {area}"
            self.tally.same(f"{where}, how many", row["shown"], float(len(values)))
            for name, mine in spread(values).items() if values else ():
                self.tally.same(f"{where}, {name}", row[name], mine)
            self._board_row(where, row, trend)

    def _board(self) -> None:
        for row in rows_of(self.results.board(self._asked()).values):
            trend = self._trend_of(row)
            where = f"{row['indicator']} of {row['area']} on the board"
            self._board_row(where, row, trend)

    def _trend_of(self, row: dict[str, object]) -> Trend:
        return self.results.trend(self._asked(str(row["indicator"]), Basis(str(row["basis"]))))

    def _board_row(self, where: str, row: dict[str, object], trend: Trend) -> None:
        """Hold a row of a board to the trend: figure, comparator, change on a year before."""
        period = Period.parse(str(row["period"]))
        now, before = (
            by_area(trend.values[trend.values["period"] == key]).get(str(row["area"]), {})
            for key in (period.key, period.year_before.key)
        )
        value = number_in(now, "value") if now.get("status") in SHOWN else None
        self.tally.same(where, row["value"], value)
        earlier = number_in(before, "value") if before else None
        change = value - earlier if value is not None and earlier is not None else None
        self.tally.same(f"{where}, change", row["change"], change)
        line = trend.comparator[trend.comparator["period"] == period.key].to_dict("records")
        held = number_in({"value": line[0]["value"]}, "value") if line else None
        self.tally.same(f"{where}, comparator", row["comparator"], held)
