"""A desk and results made of `result_builders`, for tests of screens that need no store."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import result_builders as made
from exclusion_builders import LIBRARY
from exclusion_results import exclusion_years, exclusions
from placement_results import nothing
from workforce_results import no_workforce, workforce

from yardstick.access.errors import AccessDenied
from yardstick.access.own_account import OwnStanding
from yardstick.access.sessions import Begun
from yardstick.catalogue.regions import Region
from yardstick.model import Basis, Comparator, Grant, Period, Reach, Viewer
from yardstick.results.shared_numbers import cuts
from yardstick.results.since import Revised, Since
from yardstick.results.workforce_others import roles
from yardstick.results.workforce_types import OF_OTHERS

REGION = Region(
    id="east_midlands",
    name="East Midlands",
    code="E12000004",
    host="leicestershire",
    authorities=tuple(made.AREAS),
    partners=({"id": "leicester", "name": "Leicester", "areas": ("E06000016",)},),
    groups=({"id": "cities", "name": "Cities", "areas": ("E06000015", "E06000016")},),
    cycles=({"id": "quarter", "name": "Quarterly return", "every": "quarter"},),
    neighbours_model="2025",
    default_comparator=Comparator.REGION,
    contact="the regional data team",
    letters="EM",
)
RELEASES = ("r2", "r1")
GIVEN = frozenset({Grant("riia_quarterly", Reach.REGION)})
DIRECTOR = Viewer(
    "director", "Sam Ahmed", "leicester", frozenset({"E06000016"}), GIVEN, title="Director"
)
HOST = Viewer("host", "Jo Bell", "host", frozenset(), GIVEN)
GUEST = Viewer("guest", "Pat Cole", "nobody", frozenset(), frozenset())
QUARTERS = made.periods()
YEARS = tuple(Period.parse(key) for key in ("2022-23", "2023-24", "2024-25"))


@dataclass
class FakeResults:
    """Every result, whatever is asked for; `asked` says what was."""

    viewer: Viewer
    release: str
    region: Region = REGION
    newest: str = RELEASES[0]
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def areas(self):
        return tuple(made.AREAS.values())

    def home_area(self):
        mine = (area for area in self.areas() if area.code in self.viewer.areas)
        return next(mine, self.areas()[0])

    def indicators(self):
        return made.INDICATORS if self.viewer.grants else ()

    def titles(self):
        return {indicator.id: indicator.title for indicator in self.indicators()}

    def indicator(self, identifier):
        for indicator in self.indicators():
            if indicator.id == identifier:
                return indicator
        raise AccessDenied

    def usual_basis(self, selection):
        return self.bases(selection.indicator)[0]

    def bases(self, identifier):
        both = self.indicator(identifier).id == "R02"
        return (Basis.QUARTERLY, Basis.PUBLISHED) if both else (Basis.QUARTERLY,)

    def periods(self, identifier, basis):
        self.indicator(identifier)
        return YEARS if basis is Basis.PUBLISHED else QUARTERS

    def _note(self, name, selection):
        self.asked.append((name, selection))
        if not self.viewer.grants:
            raise AccessDenied

    def _about(self, name, selection):
        self._note(name, selection)
        return {
            "measure": self.indicator(selection.indicator),
            "focus": made.AREAS[selection.area],
        }

    def trend(self, selection):
        return made.trend(**self._about("trend", selection))

    def comparison(self, selection):
        return made.comparison(**self._about("comparison", selection))

    def parts(self, selection):
        self._note("parts", selection)
        return made.parts(focus=made.AREAS[selection.area])

    def board(self, selection):
        self._note("board", selection)
        return made.board(focus=made.AREAS[selection.area])

    def profile(self, selection):
        self._note("profile", selection)
        return made.profile(focus=made.AREAS[selection.area])

    def standing(self, selection):
        self._note("standing", selection)
        return made.standing(focus=made.AREAS[selection.area])

    def cuts(self, dataset):
        return cuts(LIBRARY, dataset)

    def placements(self, selection, asked):
        self._note("placements", selection)
        found = made.placements if selection.area in self.viewer.areas else nothing
        of = {"focus": made.AREAS[selection.area], "is_own": found is made.placements}
        return found(asked, **of)

    def roles(self):
        return roles(LIBRARY)

    def workforce(self, selection, asked):
        self._note("workforce", selection)
        is_own = selection.area in self.viewer.areas
        is_regional = self.viewer.reach("workforce") is Reach.REGION
        found = workforce if is_own else no_workforce
        if asked.question in OF_OTHERS:
            found = workforce if is_regional else no_workforce
        of = {"focus": made.AREAS[selection.area], "is_own": is_own}
        return found(asked, **of, is_regional=is_regional)

    def education(self, selection, asked):
        self._note("education", asked)
        return made.education(asked, made.AREAS[selection.area])

    def trace(self, selection):
        return made.trace(**self._about("trace", selection))

    def disclosed(self):
        self.asked.append(("disclosed", None))
        return made.disclosed()

    def exclusions(self, asked):
        self._note("exclusions", asked)
        return exclusions(asked)

    def exclusion_years(self, area):
        return exclusion_years(area)

    def quality(self, selection):
        self._note("quality", selection)
        return made.quality(focus=made.AREAS[selection.area])

    def since(self, older, selection):
        self._note("since", (older, selection))
        after = made.point(30.1, made.Status.SHOWN, numerator=150.0)
        before = made.point(28.8, made.Status.SHOWN, numerator=144.0)
        revised = Revised(made.REPEAT_REFERRALS, "Leicester", "2024-25 Q4", before, after)
        return Since(self.release, 14, (revised, revised))

    def coverage(self):
        self.asked.append(("coverage", None))
        return made.coverage()

    def register(self):
        self.asked.append(("register", None))
        return made.entries()


@dataclass
class FakeWriter:
    """The writer's door for somebody who sends nothing."""

    viewer: Viewer
    region: Region = REGION
    catalogue: Any = field(
        default_factory=lambda: SimpleNamespace(
            version="c1",
            datasets={"riia_quarterly": made.dataset()},
            indicators={one.id: one for one in made.INDICATORS},
        )
    )

    def may_send(self):
        return ()

    def may_note(self, _indicator, area):
        return area in self.viewer.areas

    def notes(self):
        return ()

    def requests(self):
        return ()

    def may_decide(self):
        return False


@dataclass
class FakeOwnAccount:
    """The account of somebody who is signed in here and nowhere else."""

    def standing(self):
        here = Begun("s1", "10.0.0.1", 1_800_000_000.0, 1_800_000_060.0)
        return OwnStanding(
            is_shared=False, why_no_password="", recovery_left=None, sessions=(here,)
        )


@dataclass
class FakeDesk:
    """A process with a store that never was. `opened` keeps what was handed out."""

    region: Region = REGION
    is_demonstration: bool = True
    catalogue: Any = field(default_factory=lambda: SimpleNamespace(version="c1"))
    edition: str = "c1 0.0"
    store: Any = None
    opened: list[FakeResults] = field(default_factory=list)
    views: list[tuple[Viewer, str]] = field(default_factory=list)
    refused: list[tuple[Viewer, str]] = field(default_factory=list)
    kept: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def results(self, viewer, release_id=""):
        self.opened.append(FakeResults(viewer, release_id or RELEASES[0]))
        return self.opened[-1]

    def keep(self, key, make):
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    @property
    def asked(self):
        """Return the names of all results that were asked for, in order."""
        return [name for results in self.opened for name, _ in results.asked]
