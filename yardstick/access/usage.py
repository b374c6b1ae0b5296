"""How much each page and data set is used, without a record of who reads what.

A page view is kept under a mark that is another for every month, page and role, so that marks
tell how many people there were and cannot be put together into what one person reads. Where
fewer than five people stand behind a figure, it is not shown.
"""

from __future__ import annotations

import hmac
import json
import logging
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from yardstick.access.audit import LINES, Action
from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA, reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.access.tokens import Clock
    from yardstick.model import Viewer

FEWEST_PEOPLE = 5
FLUSH_SECONDS = 60.0  # a click is no write; what a crash loses is a minute of counting
_MARK_BYTES = 16
_MONTH = len("2026-01")
_ALL = "several"
_LOG = logging.getLogger(__name__)

VIEWS = sa.Table(
    "page_view",
    METADATA,
    sa.Column("month", sa.String, primary_key=True),
    sa.Column("page", sa.String, primary_key=True),
    sa.Column("role", sa.String, primary_key=True),
    sa.Column("mark", sa.String, primary_key=True),
    sa.Column("views", sa.Integer, nullable=False),
)


@dataclass(frozen=True)
class Used:
    """How much one thing was used in a month.

    Attributes:
        month: As `2026-01`.
        what: The page or the data set.
        role: Of those who did; empty for files.
        times: How often; None where fewer than five people stand behind it.
    """

    month: str
    what: str
    role: str
    times: int | None


@dataclass
class Usage:
    """Counts page views of one installation; one a process.

    Attributes:
        engine: Operations database, with the tables made.
        key: Of the audit log, for the marks.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    clock: Clock = time.time
    _waiting: Counter[tuple[str, ...]] = field(default_factory=Counter, init=False)
    _written: float = field(default=float("-inf"), init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def note(self, viewer: Viewer, page: str) -> None:
        """Count one view of a page. Written down once a minute at most."""
        now = self.clock()
        month = time.strftime("%Y-%m", time.gmtime(now))
        role = "+".join(sorted(viewer.roles)) or "reader"
        with self._lock:
            self._waiting[month, page, role, self._mark(month, page, role, viewer.account)] += 1
            if now - self._written < FLUSH_SECONDS:
                return
            taken, self._waiting, self._written = self._waiting, Counter(), now
        try:
            self._write(taken)
        except StoreError as fault:  # nobody is kept from reading because it cannot be counted
            _LOG.warning("Page views wait to be counted: %s", fault)
            with self._lock:
                self._waiting += taken

    def _mark(self, *parts: str) -> str:
        text = json.dumps(parts).encode()
        return hmac.digest(self.key, text, "sha256")[:_MARK_BYTES].hex()

    def _write(self, counted: Mapping[tuple[str, ...], int]) -> None:
        names = ("month", "page", "role", "mark")
        with writing(self.engine) as connection:
            for values, views in counted.items():
                same = [VIEWS.c[name] == one for name, one in zip(names, values, strict=True)]
                more = VIEWS.update().where(*same).values(views=VIEWS.c.views + views)
                if not connection.execute(more).rowcount:
                    new = dict(zip(names, values, strict=True))
                    connection.execute(VIEWS.insert().values(**new, views=views))


# Made once: making a statement takes longer than counting.
_GROUP = (VIEWS.c.month, VIEWS.c.page, VIEWS.c.role)
_COUNTED = sa.select(*_GROUP, sa.func.count(), sa.func.sum(VIEWS.c.views)).group_by(*_GROUP)
_DOWNLOADED = sa.select(LINES.c.at, LINES.c.account, LINES.c.detail).where(
    LINES.c.action == Action.DOWNLOADED.value
)


class Use(NamedTuple):
    """What all people together used, each part the newest month first."""

    views: tuple[Used, ...]
    exports: tuple[Used, ...]


def used_lately(engine: sa.Engine) -> Use:
    """Return how much was used, as it stood within the last minute.

    Counting reads every line, which the host's page would do at every click.
    """
    return _used_in(engine, int(time.time() // FLUSH_SECONDS))


@lru_cache(maxsize=2)  # of the minute that runs
def _used_in(engine: sa.Engine, _minute: int) -> Use:
    return Use(views_by_page(engine), exports_by_dataset(engine))


def views_by_page(engine: sa.Engine) -> tuple[Used, ...]:
    """Return how often each page was opened, by month and role, the newest month first."""
    with reading(engine) as connection:
        rows = connection.execute(_COUNTED).all()
    found = (Used(m, page, role, _shown(n, times)) for m, page, role, n, times in rows)
    return _newest_first(found)


def exports_by_dataset(engine: sa.Engine) -> tuple[Used, ...]:
    """Return how many files were taken of each data set, by month, the newest month first.

    A file about several data sets, as a board is, counts for none of them and as `several`.
    """
    who: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with reading(engine) as connection:
        for at, account, detail in connection.execute(_DOWNLOADED):
            dataset = json.loads(detail).get("dataset") or _ALL
            who[at[:_MONTH], dataset][account] += 1
    return _newest_first(
        Used(month, dataset, "", _shown(len(people), people.total()))
        for (month, dataset), people in who.items()
    )


def _shown(people: int, times: int) -> int | None:
    return times if people >= FEWEST_PEOPLE else None


def _newest_first(found: Iterable[Used]) -> tuple[Used, ...]:
    by_name = sorted(found, key=lambda one: (one.what, one.role))
    return tuple(sorted(by_name, key=lambda one: one.month, reverse=True))
