"""Wiring: the store, the catalogue, the accounts and the queries of this process, opened once.

Whoever serves readers (pages, downloads, the command line) asks the desk for a viewer's
`Results`; nothing else makes one.
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from yardstick.access.accounts import Accounts
from yardstick.access.audit import audit_key
from yardstick.access.policy import viewer_for
from yardstick.access.scope import records_cursor, scoped_cursor
from yardstick.access.witness import move_witness
from yardstick.catalogue import load_catalogue
from yardstick.catalogue.errors import CatalogueError
from yardstick.disclosure import NOTHING, withheld
from yardstick.model import Comparator, Selection
from yardstick.query import load_queries
from yardstick.results.book import Library, official_series, open_book
from yardstick.results.cache import Cache, Made
from yardstick.results.counts import protected_counts
from yardstick.results.gate import Results
from yardstick.results.settings import here
from yardstick.store.build import finish
from yardstick.store.connection import Releases
from yardstick.store.noted import Noted
from yardstick.store.notes import standing_notes
from yardstick.store.places import open_store, operations
from yardstick.store.release import release_before, release_ids
from yardstick.store.withheld import keep_withheld, read_withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import sqlalchemy as sa

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.disclosure import Protected
    from yardstick.model import Viewer
    from yardstick.results.book import Book, SeriesByBasis
    from yardstick.results.settings import Settings
    from yardstick.store.connection import OpenRelease
    from yardstick.store.places import Store

MOST_BOOKS = 64  # scopes times releases kept; about 20 MB each for ten authorities
MOST_RELEASES = 4
MOST_RESULTS = 400  # a board is some 200 KB, a trend 60


@dataclass
class Desk:
    """One process's store, catalogue and accounts, and the books made from them."""

    store: Store
    catalogue: Catalogue
    region: Region
    accounts: Accounts
    engine: sa.Engine
    library: Library
    releases: Releases
    _noted: Noted = field(init=False)
    _made: Cache[Any] = field(default_factory=lambda: Cache(MOST_RESULTS))
    _books: Cache[Book] = field(default_factory=lambda: Cache(MOST_BOOKS))
    _counts: Cache[Protected] = field(default_factory=lambda: Cache(MOST_BOOKS))
    _official: Cache[SeriesByBasis] = field(default_factory=lambda: Cache(MOST_RELEASES))

    def __post_init__(self) -> None:
        """Look at what is noted in the store it stands before."""
        self._noted = Noted(self.store)

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """Open everything, or say in one sentence what is wrong.

        Raises:
            StoreError: There is no store, or it is damaged.
            CatalogueError: A declaration is wrong, or the store's region is not declared.
            QueryError: A query file is wrong.
            AccountsError: The accounts file is missing or wrong.
        """
        store = open_store(settings.store, settings.database)
        catalogue = load_catalogue(settings.data)
        region = region_of(catalogue, store.region)
        accounts = Accounts(settings.accounts, demonstration=store.kind == "demonstration")
        accounts.current()  # a wrong accounts file stops the start, not the first sign-in
        finish(store, dt.datetime.now(dt.UTC), move_witness(audit_key(store.root)))
        library = Library(catalogue, load_queries(settings.queries), region)
        return cls(store, catalogue, region, accounts, operations(store), library, Releases(store))

    @property
    def is_demonstration(self) -> bool:
        """Whether the store's returns are invented."""
        return self.store.kind == "demonstration"

    def results(self, viewer: Viewer, release_id: str = "") -> Results:
        """Return a viewer's figures from one release, the current one where none is named.

        Raises:
            StoreError: There is no such release, or it is damaged.
        """
        opened = self.releases.get(release_id or None)
        newest = opened.info.id if not release_id else self.releases.get().info.id
        key = (opened.info.id, viewer.scope)
        book = self._books.get(key, lambda: self.book(opened, viewer))
        cursor = partial(scoped_cursor, opened.connection, viewer)
        tables = opened.own_tables, opened.shared_tables
        records = partial(records_cursor, opened.connection, viewer, *tables)
        notes = partial(standing_notes, self.store)
        return Results(
            viewer, opened.info, newest, book, self.library, cursor, records, self._made, notes
        )

    @property
    def edition(self) -> str:
        """Name all that is shown beside a release: definitions, and what authorities have noted."""
        return f"{self.catalogue.version} {self._noted.edition()}"

    def keep(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """Return what was made under a key, made now if it was not: the caller has asked who may.

        Nobody may change what is returned: the next reader gets the same.
        """
        made: Made = self._made.get(key, make)
        return made

    def book(self, opened: OpenRelease, viewer: Viewer) -> Book:
        """Return a viewer's book of an open release, made now."""
        protected = self._protected(opened, viewer)
        cursor = scoped_cursor(opened.connection, viewer)
        official = self._official_of(opened, viewer)
        return open_book(cursor, self.library, viewer, official, protected)

    def _official_of(self, opened: OpenRelease, viewer: Viewer) -> SeriesByBasis:
        cursor = scoped_cursor(opened.connection, viewer)
        return self._official.get(opened.info.id, lambda: official_series(cursor, self.library))

    def _protected(self, opened: OpenRelease, viewer: Viewer) -> Protected:
        """Protect a release's counts with all that the releases before it told the viewer.

        A viewer may have kept what those showed, so a correction is protected together with
        what it corrects.
        """
        key = (opened.info.id, viewer.scope)
        return self._counts.get(key, lambda: self._protect(opened, viewer))

    def _protect(self, opened: OpenRelease, viewer: Viewer) -> Protected:
        before = release_before(self.store, opened.info.id)
        earlier = (
            self._protected(self.releases.get(before), viewer).earlier
            if before
            else replace(NOTHING, withheld=read_withheld(self.store, viewer.scope))
        )
        cursor = scoped_cursor(opened.connection, viewer)
        official = self._official_of(opened, viewer)
        return protected_counts(cursor, self.library, viewer, official, earlier)

    def withhold(self, areas: Collection[str]) -> None:
        """Have what readers' and the newest release withhold because of others stay withheld.

        Before those others are removed: somebody may have kept what they showed.

        Args:
            areas: Codes of the areas withdrawn, of whose counts no word is kept.

        Raises:
            StoreError: A release is damaged, or nothing can be written.
        """
        every = [self.releases.get(), self.releases.get(release_ids(self.store)[0])]
        for opened in {one.info.id: one for one in every}.values():
            protected = {one.scope: self._protected(opened, one) for one in self._viewers()}
            kept = {scope: withheld(one, areas) for scope, one in protected.items()}
            keep_withheld(self.store, kept)

    def _viewers(self) -> Iterable[Viewer]:
        """Return one viewer for each scope that an account has."""
        accounts = self.accounts.current().credentials.usernames
        viewers = (viewer_for(account, self.accounts, self.region) for account in accounts)
        return {one.scope: one for one in viewers if one is not None}.values()

    def warm_up(self) -> None:
        """Make the book of every scope that an account has, so that no reader waits for the first.

        And where every authority stands, which no comparator changes: it is what most pages open
        with, and the dearest to make.
        """
        for viewer in self._viewers():
            results = self.results(viewer)
            for area in results.areas():
                results.profile(Selection(area.code, Comparator.REGION))
            results.board(Selection(results.home_area().code, Comparator.REGION))


def region_of(catalogue: Catalogue, identifier: str) -> Region:
    """Return a declared region.

    Raises:
        CatalogueError: It is not declared.
    """
    if identifier not in catalogue.regions:
        raise CatalogueError(
            f"data/regions/ does not declare '{identifier}'. "
            f"Declared: {', '.join(sorted(catalogue.regions))}."
        )
    return catalogue.regions[identifier]


_desk: Desk | None = None
_opening = threading.Lock()


def desk() -> Desk:
    """Return this process's desk, opened at the first call.

    Raises:
        StoreError, CatalogueError, QueryError, AccountsError: As `Desk.open`; the next call
            tries again, so that mending the cause is enough.
    """
    global _desk  # noqa: PLW0603 - one a process, on purpose
    with _opening:
        if _desk is None:
            _desk = Desk.open(here())
        return _desk


def close_desk() -> None:
    """Forget this process's desk, so that the next call opens another."""
    global _desk  # noqa: PLW0603 - see desk
    with _opening:
        _desk = None
