"""One account's way through every view that is made of what others share of their records.

Each number of a view, its region lines and its file are made again from the tables of the release,
which the verifier reads by itself (`released`), and of nothing else: a number that was made of a
record of another authority would come out otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from yardstick.charts.views import View
from yardstick.export.files import Format, Look, make_file
from yardstick.model import Comparator, Reach, Selection
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.placement_types import REGION_MEAN, Move, PlacementsAsked, Question
from yardstick.results.workforce_types import WorkforceAsked, WorkforceQuestion
from yardstick.verify.recomputed_prices import PriceTwin
from yardstick.verify.recomputed_records import EXCLUSIONS, PLACEMENTS, Per, Twin, whole
from yardstick.verify.recomputed_workforce import WorkforceTwin
from yardstick.verify.released import CUBES, PRICES
from yardstick.verify.same_rows import same_file, same_of_parts, same_rows, same_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue import Catalogue
    from yardstick.results.exclusions_types import Exclusions
    from yardstick.results.gate import Results
    from yardstick.results.placement_types import Placements
    from yardstick.verify.recomputed import Tally
    from yardstick.verify.recomputed_records import Number
    from yardstick.verify.released import Released, Row
    from yardstick.verify.same_rows import Made

WORKFORCE: Final = "workforce"
_PER_10_000, _PER_1_000, _PER_100 = 10_000, 1_000, 100
_EVERY: Final = Move(1_000, REGION_MEAN)
_STATED: Final = ("total", "one_way", "two_way", "three_way", "tried")


@dataclass(frozen=True)
class RecordViews:
    """What one account is shown of a release.

    Attributes:
        results: Theirs.
        catalogue: Code lists and names.
        released: What the verifier reads of the same release.
        tally: Keeps what came out otherwise.
        focuses: Whose pages are opened.
        every: Which of the parts that numbers are cut by: 1 for all, 7 for each seventh.
    """

    results: Results
    catalogue: Catalogue
    released: Released
    tally: Tally
    focuses: tuple[str, ...]
    every: int

    def everything(self) -> None:
        """Open every view."""
        for focus in self.focuses:
            self._places(focus)
            self._workforce(focus)
            if focus in self.results.viewer.areas:
                self._exclusions(focus)
                self._prices(focus)
        self._report()

    @cached_property
    def placements(self) -> Twin:
        """Return what the verifier knows of placements."""
        return Twin(self.released, self.catalogue, self.results.region, PLACEMENTS)

    @cached_property
    def exclusions(self) -> Twin:
        """Return what the verifier knows of exclusions."""
        return Twin(self.released, self.catalogue, self.results.region, EXCLUSIONS)

    def _is_regional(self, dataset: str) -> bool:
        return self.results.viewer.reach(dataset) is Reach.REGION

    def _seen(self, dataset: str) -> frozenset[str]:
        """Return the authorities of which this account is shown cubes."""
        everybody = frozenset(self.results.region.authorities)
        return everybody if self._is_regional(dataset) else everybody & self.results.viewer.areas

    def _numbers(self, twin: Twin, exact: Mapping[str, float], asked: _Part) -> list[Number]:
        seen = self._seen(twin.kind.dataset)
        shown = {area: twin.of_others(area, asked.year, asked.part) for area in seen}
        return twin.numbers(exact, shown, asked.per)

    # ---- placements --------------------------------------------------------------------------

    def _places(self, focus: str) -> None:
        twin, per = self.placements, Per(self.placements.children(), _PER_10_000)
        cuts = set(self.results.cuts(twin.kind.dataset))
        self.tally.holds("What placements are cut by", true=cuts == set(twin.parts))
        year = twin.years(self._seen(twin.kind.dataset))[-1]
        for part in list(twin.parts)[:: self.every]:
            found = self._asked(focus, PlacementsAsked(Question.PLACES_REGION, part))
            exact = {focus: twin.own(focus, year, part)} if found.is_own else {}
            numbers = self._numbers(twin, exact, _Part(year, part, per))
            rows: list[Made] = [
                {
                    "part": one.area,
                    "number": one.number,
                    "rate": one.rate,
                    "is_exact": one.is_exact,
                }
                for one in numbers
            ]
            where = f"Placements {part} in {year} for {focus}"
            same_rows(self.tally, where, found.rows, rows)
            same_whole(self.tally, where, found.totals, whole(numbers, per))

    def _asked(self, focus: str, asked: PlacementsAsked) -> Placements:
        """Return an analysis, its file held to it."""
        selection = Selection(focus, Comparator.REGION)
        found = self.results.placements(selection, asked)
        look = Look(order=asked.order)
        file = make_file(self.results, selection, View.PLACEMENTS, Format.CSV, look)
        same_file(self.tally, f"{asked.order} of {focus}", file, found.rows)
        return found

    def _prices(self, focus: str) -> None:
        twin = PriceTwin(self.placements, focus, self._is_regional(PLACEMENTS.dataset))
        for question, again in (
            (Question.PRICE_REGION, twin.against_region),
            (Question.MIX_REGION, twin.mix),
        ):
            found = self._asked(focus, PlacementsAsked(question))
            rows, figures = again()
            where = f"{question.value} of {focus}"
            same_of_parts(self.tally, where, found.rows, rows)
            same_whole(self.tally, where, found.totals, figures)
        moved = self._asked(focus, PlacementsAsked(Question.WHAT_IF, move=_EVERY))
        same_of_parts(self.tally, f"What if, of {focus}", moved.rows, twin.all_moved())

    # ---- exclusions --------------------------------------------------------------------------

    def _exclusions(self, focus: str) -> None:
        shown = self.exclusions.years(self._seen(EXCLUSIONS.dataset))
        for year in (one.key for one in self.results.exclusion_years(focus)):
            for part in list(self.exclusions.parts)[:: self.every] if year in shown else ():
                self._suspensions(focus, year, part)

    def _suspensions(self, focus: str, year: str, part: str) -> None:
        twin, pupils = self.exclusions, self.exclusions.pupils(year)
        per = Per(pupils, _PER_100) if pupils else Per(twin.children(), _PER_1_000)
        asked = ExclusionsAsked(ExclusionsView.AUTHORITIES, focus, year=year, part=part)
        found = self._excluded(asked)
        exact = {focus: twin.own(focus, year, part)}
        numbers = self._numbers(twin, exact, _Part(year, part, per))
        rows: list[Made] = [
            {
                "label": self.catalogue.reference.areas[one.area].name,
                "number": one.number,
                "of": per.of[one.area],
                "value": one.rate,
                "is_exact": one.is_exact,
            }
            for one in numbers
        ]
        where = f"Suspensions {part} in {year} for {focus}"
        same_rows(self.tally, where, found.values, rows)
        said = {name: value for name, value in found.said.items() if name in {"number", "rate"}}
        same_whole(self.tally, where, said, whole(numbers, per))

    def _excluded(self, asked: ExclusionsAsked) -> Exclusions:
        """Return a view, its file held to it."""
        selection, look = Selection(asked.area, Comparator.REGION), Look(order=asked.order)
        found = self.results.exclusions(asked)
        file = make_file(self.results, selection, View.EXCLUSIONS, Format.CSV, look)
        same_file(self.tally, f"{asked.order} of {asked.area}", file, found.values)
        return found

    # ---- workforce ---------------------------------------------------------------------------

    def _workforce(self, focus: str) -> None:
        twin = WorkforceTwin(self.released, self.catalogue, self.results.region)
        is_shown = self._is_regional(WORKFORCE)
        asked = [
            (WorkforceAsked(WorkforceQuestion.PAY_REGION, role=role), twin.pay(focus, role))
            for role in list(self.results.roles())[:: self.every]
        ]
        agencies = WorkforceAsked(WorkforceQuestion.AGENCIES_REGION)
        for one, (rows, figures) in (*asked, (agencies, twin.agencies(focus))):
            selection, look = Selection(focus, Comparator.REGION), Look(order=one.order)
            found = self.results.workforce(selection, one)
            where = f"{one.order} for {focus}"
            same_rows(self.tally, where, found.rows, rows if is_shown else ())
            same_whole(self.tally, where, found.totals, figures if is_shown else {})
            file = make_file(self.results, selection, View.WORKFORCE, Format.CSV, look)
            same_file(self.tally, where, file, found.rows)

    # ---- how it is protected -----------------------------------------------------------------

    def _report(self) -> None:
        """Hold what is told of cubes and prices to what the release says of them."""
        found = self.results.disclosed()
        said = sorted(
            (row for row in self.released.tables[CUBES] if self._is_told(row)), key=_of_cube
        )
        cubes: list[Made] = [{name: row[name] for name in ("area", *_STATED)} for row in said]
        by = ["dataset", "area", "period"]
        same_rows(self.tally, "What is said of cubes", found.cubes.sort_values(by), cubes)
        prices = self.released.tables[PRICES] if self._is_regional(PLACEMENTS.dataset) else ()
        means = found.means["means"].sum()
        self.tally.same("How many means are shown", means, float(len(prices)))

    def _is_told(self, cube: Row) -> bool:
        return str(cube["area"]) in self._seen(str(cube["dataset"]))


@dataclass(frozen=True)
class _Part:
    """Which part of the records, of which year, over whom."""

    year: str
    part: str
    per: Per


def _of_cube(row: Row) -> tuple[str, ...]:
    return str(row["dataset"]), str(row["area"]), str(row["period"])
