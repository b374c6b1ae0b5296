"""What one person is answered at every door inside the product, beside what the agreement says.

Each question is asked where the product itself decides: which page opens, which rows the engine
holds, which names and analyses `Results` gives, what the log, the accounts and the writer's door
show. What should be answered comes from `stated`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from yardstick.access.errors import AccessDenied
from yardstick.access.log import Log
from yardstick.access.scope import GUARDED, OF_THE_REGION, records_cursor
from yardstick.model import Comparator, Selection
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.placement_types import PlacementsAsked
from yardstick.results.workforce_types import DATASET as WORKFORCE
from yardstick.results.workforce_types import WorkforceAsked, WorkforceQuestion
from yardstick.ui import menu
from yardstick.ui.wiring import submissions_for
from yardstick.verify import stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from yardstick.access.door import Door
    from yardstick.model import Viewer
    from yardstick.results.gate import Results
    from yardstick.verify.matrix import Held
    from yardstick.verify.stated import Person

    Pairs = frozenset[tuple[str, str]]


class Question(NamedTuple):
    """One question: what was asked, what was answered, what the agreement says."""

    what: str
    answered: object
    stated: object


def of_session(person: Person, viewer: Viewer | None) -> Iterator[Question]:
    """Yield whether a session opens anything, and each page."""
    yield Question("the product", viewer is not None, stated.may_enter(person))
    opened = {module.PAGE.path for module in menu.open_to(viewer)} if viewer else set()
    for path in (module.PAGE.path for module in menu.declared()):
        is_ruled = path in stated.PAGES
        told = stated.may_open(person, path) if is_ruled else "nothing stated"
        yield Question(f"page {path}", path in opened, told)


@dataclass(frozen=True)
class Inside:
    """Somebody who is in.

    Attributes:
        held: The release.
        door: Of the installation.
        person: As the bar made them up.
        viewer: As the product knows them.
        session: Hash of the session they are in with.
    """

    held: Held
    door: Door
    person: Person
    viewer: Viewer
    session: str

    @property
    def _everything(self) -> Pairs:
        return self.held.counts | self.held.records

    def questions(self) -> Iterator[Question]:
        """Yield every question about data."""
        yield from self._rows()
        yield from self._names(self.held.desk.results(self.viewer))
        yield from self._analyses(self.held.desk.results(self.viewer))
        yield from self._others()

    def _rows(self) -> Iterator[Question]:
        """Yield, for each data set, whose rows the engine holds in each kind of table."""
        opened = self.held.desk.releases.get()
        tables = opened.own_tables, opened.shared_tables
        cursor = records_cursor(opened.connection, self.viewer, *tables)
        whole = set(opened.shared_tables).difference(OF_THE_REGION)
        for kind, names, held, rule in (
            ("counts", {"returned"}, self.held.counts, stated.sees_rows),
            ("returns", GUARDED, self._everything, stated.sees_rows),
            ("records", opened.own_tables, self.held.records, stated.sees_records),
            ("shared figures", whole, self.held.shared, stated.sees_rows),
        ):
            found = {pair for name in names for pair in _pairs(cursor, name)}
            yield from self._by_dataset(kind, found, held, rule)
        priced = {one for name in OF_THE_REGION for one in _datasets(cursor, name)}
        for dataset in self.held.priced:
            told = stated.sees_prices(self.person, dataset)
            yield Question(f"prices of {dataset}", dataset in priced, told)

    def _by_dataset(
        self,
        kind: str,
        found: set[tuple[str, str]],
        held: Pairs,
        rule: Callable[[Person, str, str], bool],
    ) -> Iterator[Question]:
        for dataset in self.held.desk.catalogue.datasets:
            answered = {area for one, area in found if one == dataset}
            areas = {area for one, area in held if one == dataset}
            told = {area for area in areas if rule(self.person, dataset, area)}
            yield Question(f"{kind} of {dataset}", answered, told)

    def _names(self, results: Results) -> Iterator[Question]:
        """Yield which data sets are named, as choices and as holding anything."""
        given = {one for one in stated.DATASETS if self.person.reach(one)}
        coverage = results.coverage()
        named = {one.dataset for one in results.indicators()}
        yield Question("indicators beyond what was given", named - given, set())
        yield Question("data sets named", {one.id for one in coverage.datasets}, given)
        opened = {one.dataset.id for one in results.register() if one.granted}
        yield Question("register open beyond what was given", opened - given, set())
        came = coverage.returns[coverage.returns["state"] != "missing"]
        listed = set(zip(came["dataset"], came["area"], strict=True))
        sent = self._everything
        counted = sent.union(stated.SENT_FOR[pair] for pair in sent & set(stated.SENT_FOR))
        told = {pair for pair in counted if stated.sees_rows(self.person, *pair)}
        yield Question("returns listed", listed, told)

    def _analyses(self, results: Results) -> Iterator[Question]:
        """Yield which analyses of records answer; of the person's own area, or of Derbyshire."""
        area = min(self.person.areas, default=stated.DERBYSHIRE)
        selection = Selection(area, Comparator.REGION)
        asked: dict[str, Callable[[], object]] = {
            "send_placements": lambda: results.placements(selection, PlacementsAsked()),
            "workforce": lambda: results.workforce(selection, WorkforceAsked()),
            "school_exclusions": lambda: results.exclusions(
                ExclusionsAsked(ExclusionsView.TERMS, area)
            ),
        }
        for dataset, ask in asked.items():
            told = stated.may_analyse(self.person, dataset)
            if dataset == "school_exclusions":
                told = told and area in self.person.areas
            yield Question(f"analyses of {dataset}", _answers(ask), told)
        yield from self._pay_of_others(results, selection)

    def _pay_of_others(self, results: Results, selection: Selection) -> Iterator[Question]:
        """Yield of which authorities pay is shown: the region's, to who was given it."""
        if not stated.may_analyse(self.person, WORKFORCE):
            return
        found = results.workforce(selection, WorkforceAsked(WorkforceQuestion.PAY_REGION)).rows
        areas = {area for dataset, area in self.held.records if dataset == WORKFORCE}
        told = areas if stated.sees_prices(self.person, WORKFORCE) else set()
        shown = found.dropna()["part"] if len(found) else ()
        yield Question("pay by authority", set(shown), told)

    def _others(self) -> Iterator[Question]:
        """Yield what is no figure: the accounts, the log, the returns on their way."""
        people, log = self.door.people(self.viewer.account), Log(self.door, self.viewer)
        administers = stated.may_administer(self.person)
        yield Question("the accounts", _answers(people.listed), administers)
        yield Question("the log", _answers(log.people), stated.may_read_log(self.person))
        inbox = submissions_for(self.held.desk, self.viewer).inbox().returns
        found = {(one.submission.dataset, one.submission.area) for one in inbox}
        told = {pair for pair in self._everything if stated.sees_return(self.person, *pair)}
        yield Question("returns on their way", found, told)


def _pairs(cursor: duckdb.DuckDBPyConnection, table: str) -> set[tuple[str, str]]:
    rows = cursor.table(table).project("dataset, area").distinct().fetchall()
    return {(dataset, area) for dataset, area in rows}


def _datasets(cursor: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {dataset for (dataset,) in cursor.table(table).project("dataset").distinct().fetchall()}


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except AccessDenied:
        return False
    return True
