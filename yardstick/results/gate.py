"""The one door to figures: authorise, query, protect, label. One short method per result type.

Pages, files and the command line get a `Results` that already belongs to a viewer. What it
returns is safe to draw and to export; nothing before it is. There is no logic here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from yardstick.access.errors import AccessDenied
from yardstick.results.boards import board, profile
from yardstick.results.comparisons import comparison
from yardstick.results.coverage import coverage
from yardstick.results.disclosed import disclosed
from yardstick.results.education import education
from yardstick.results.exclusions import check_asked, exclusion_years, exclusions
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.figures import figures
from yardstick.results.own_records import authority_in
from yardstick.results.placements import may_open, placements
from yardstick.results.quality import Quality, quality
from yardstick.results.register import register
from yardstick.results.replies import Replies, replies
from yardstick.results.shared_numbers import cuts
from yardstick.results.sheets import usual_basis
from yardstick.results.since import Since, since
from yardstick.results.standing import standing
from yardstick.results.trace import Trace, trace
from yardstick.results.trends import parts, trend
from yardstick.results.workforce import may_open_workforce, workforce
from yardstick.results.workforce_others import roles

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    import duckdb
    import pandas as pd

    from yardstick.catalogue.declarations import Indicator
    from yardstick.catalogue.regions import Region
    from yardstick.model import Area, Basis, Period, Selection, Viewer
    from yardstick.results.book import Book, Library
    from yardstick.results.cache import Cache
    from yardstick.results.coverage_types import Coverage, Entry
    from yardstick.results.disclosed import Disclosed
    from yardstick.results.education_types import Education, EducationAsked
    from yardstick.results.exclusions_types import Exclusions
    from yardstick.results.placement_types import Placements, PlacementsAsked
    from yardstick.results.since import Figures
    from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend
    from yardstick.results.workforce_types import Workforce, WorkforceAsked
    from yardstick.store.notes import Note
    from yardstick.store.release import ReleaseInfo


Made = TypeVar("Made")


@dataclass(frozen=True)
class Results:
    """Figures for one viewer, from one release. Made only by `desk.Desk.results`.

    Attributes:
        viewer: Whose rights these are.
        info: The release everything is read from.
        newest: Identifier of the release that readers get without asking for one.
    """

    viewer: Viewer
    info: ReleaseInfo
    newest: str
    _book: Book
    _library: Library
    _cursor: Callable[[], duckdb.DuckDBPyConnection]
    _records: Callable[[], duckdb.DuckDBPyConnection]
    _made: Cache[Any]
    _notes: Callable[[], tuple[Note, ...]]

    @property
    def release(self) -> str:
        """Return the release's identifier."""
        return self.info.id

    @property
    def region(self) -> Region:
        """Return the region's declaration."""
        return self._library.region

    def areas(self) -> tuple[Area, ...]:
        """Return the region's authorities, in the region's order."""
        return tuple(self._book.areas.values())

    def home_area(self) -> Area:
        """Return the viewer's own area, or the region's first where they have none."""
        mine = (area for area in self.areas() if area.code in self.viewer.areas)
        return next(mine, self.areas()[0])

    def indicators(self) -> tuple[Indicator, ...]:
        """Return the granted indicators that hold any figure, in catalogue order."""
        return self._book.indicators

    def titles(self) -> Mapping[str, str]:
        """Return the same, identifier to title."""
        return self._book.titles

    def indicator(self, identifier: str) -> Indicator:
        """Return one granted indicator that holds a figure.

        Raises:
            AccessDenied: It does not exist, is not granted, or holds nothing. The three are not
                told apart, so that names cannot be probed.
        """
        found = next((i for i in self.indicators() if i.id == identifier), None)
        if found is None:
            raise AccessDenied
        return found

    def bases(self, identifier: str) -> tuple[Basis, ...]:
        """Return the bases an indicator can be shown on, its default first."""
        return self._book.bases(self.indicator(identifier).id)

    def usual_basis(self, selection: Selection) -> Basis:
        """Return the basis to start an indicator with, beside the comparator."""
        indicator = self.indicator(selection.indicator)
        return self._once(selection, lambda: usual_basis(self._book, indicator, selection))

    def periods(self, identifier: str, basis: Basis) -> tuple[Period, ...]:
        """Return the periods that hold a row, oldest first."""
        if basis not in self.bases(identifier):
            return ()
        return self._book.series[identifier, basis].periods

    def trend(self, selection: Selection) -> Trend:
        """Return one indicator over time."""
        indicator = self.indicator(selection.indicator)
        made = self._once(selection, lambda: trend(self._book, indicator, selection, self.info))
        return self._replies().beside_trend(made)

    def comparison(self, selection: Selection) -> Comparison:
        """Return one indicator in one period for every area."""
        indicator = self.indicator(selection.indicator)
        made = self._once(
            selection, lambda: comparison(self._book, indicator, selection, self.info)
        )
        return self._replies().beside_comparison(made)

    def parts(self, selection: Selection) -> Parts:
        """Return the parts of an indicator that has them."""
        indicator = self.indicator(selection.indicator)
        made = self._once(selection, lambda: parts(self._book, indicator, selection, self.info))
        return self._replies().beside_parts(made)

    def board(self, selection: Selection) -> Board:
        """Return every indicator for every area."""
        made = self._once(selection, lambda: board(self._book, selection, self.info))
        return self._replies().beside_board(made)

    def profile(self, selection: Selection) -> Profile:
        """Return one area on every indicator."""
        made = self._once(selection, lambda: profile(self._book, selection, self.info))
        return self._replies().beside_profile(made)

    def standing(self, selection: Selection) -> Standing:
        """Return what is better, worse, changed, and what to ask."""
        return standing(self.profile(selection))

    def placements(self, selection: Selection, asked: PlacementsAsked) -> Placements:
        """Return one analysis of an authority's own placements, or of them beside others'.

        Raises:
            AccessDenied: They are no commissioner, or were not given the placements; or there is
                no such authority, or no such part.
        """
        may_open(self.viewer)
        whose = authority_in(self._book.areas, selection.area)
        return self._once(
            selection,
            lambda: placements(
                self._records(),
                self._library,
                self.viewer,
                asked=asked,
                focus=whose,
                info=self.info,
            ),
            asked,
        )

    def cuts(self, dataset: str) -> Mapping[str, str]:
        """Return what numbers of every authority can be cut by: value in a link to words."""
        return cuts(self._library, dataset)

    def exclusions(self, asked: ExclusionsAsked) -> Exclusions:
        """Return one view of the exclusions of the viewer's own area.

        Raises:
            AccessDenied: The viewer is not named for exclusions, or the area is not their own; or
                there is no such year, phase or part.
        """
        check_asked(self.viewer, asked)
        library = self._library
        return self._once(asked, lambda: exclusions(self._records(), library, asked, self.info))

    def exclusion_years(self, area: str) -> tuple[Period, ...]:
        """Return the school years of the viewer's own returns of exclusions, oldest first.

        Raises:
            AccessDenied: As `exclusions`.
        """
        check_asked(self.viewer, ExclusionsAsked(ExclusionsView.TERMS, area))
        library = self._library
        return self._once(area, lambda: exclusion_years(self._records(), library, area))

    def roles(self) -> Mapping[str, str]:
        """Return the regional roles that pay is shown by: code to words."""
        return roles(self._library)

    def workforce(self, selection: Selection, asked: WorkforceAsked) -> Workforce:
        """Return one analysis of an authority's own return of its workforce, or of every one's.

        Raises:
            AccessDenied: They were not given the workforce; no such authority, or no such role.
        """
        may_open_workforce(self.viewer)
        whose = authority_in(self._book.areas, selection.area)
        return self._once(
            selection,
            lambda: workforce(
                self._records(),
                self._library,
                self.viewer,
                asked=asked,
                focus=whose,
                info=self.info,
            ),
            asked,
        )

    def education(self, selection: Selection, asked: EducationAsked) -> Education:
        """Return one measure of education over the years; AccessDenied as `indicator`."""
        of = (self._book, self.indicator(asked.indicator), asked, selection, self.info)
        made = self._once(selection, lambda: education(*of), asked)
        return made.noted(self._replies())

    def _once(self, selection: Hashable, make: Callable[[], Made], *more: Hashable) -> Made:
        """Return a result, made when it is first asked for and kept for this scope.

        The cards of a page share one result, and so do readers with the same rights. What is
        made is named by the function that makes it.
        """
        key = (make.__qualname__, self.info.id, self.viewer.scope, selection, *more)
        made: Made = self._made.get(key, make)
        return made

    def _replies(self) -> Replies:
        """Return the notes as they stand now: unlike figures, they change within a release."""
        datasets = self._library.catalogue.datasets
        return replies(self._notes(), self.viewer, self._book, datasets)

    def trace(self, selection: Selection) -> Trace:
        """Return where one figure comes from."""
        indicator = self.indicator(selection.indicator)
        found = trace(
            self._cursor(), self._library, self.viewer, self._book, indicator, selection, self.info
        )
        return self._replies().beside_trace(found)

    def since(self, older: Figures, selection: Selection) -> Since:
        """Return how the figures of the viewer's result of an older release stand in this one."""
        return since(older, selection, self._book, self.release)

    def quality(self, selection: Selection) -> Quality:
        """Return how good the returns are, with one authority looked at."""
        area, of = selection.area, (self._library, self.viewer, self._book)
        return self._once(area, lambda: quality(self._cursor(), *of, area=area, info=self.info))

    def coverage(self) -> Coverage:
        """Return what the release holds."""
        of = (self._library, self.viewer, self._book, self.info)
        return self._once("", lambda: coverage(self._cursor(), *of))

    def disclosed(self) -> Disclosed:
        """Return how what the viewer is shown is protected."""
        of = (self._library, self.viewer, self._book, self.info)
        return self._once("", lambda: disclosed(self._records(), *of))

    def register(self) -> tuple[Entry, ...]:
        """Return every item of the register."""
        return register(self._library.catalogue, self.viewer, self._book)

    def figures(
        self, selection: Selection, areas: Sequence[str], periods: Sequence[str]
    ) -> pd.DataFrame:
        """Return the rows that `python -m yardstick figures` prints."""
        indicator = self.indicator(selection.indicator)
        found = figures(self._book, indicator, selection, self.info, areas, periods)
        return self._replies().beside_rows(found)
