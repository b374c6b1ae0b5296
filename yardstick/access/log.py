"""Reading the audit log: who may, which lines, and how much at once.

The host reads everything. A partner's administrator reads what the partner's own people did.
Nobody else reads anything. Each reading is a line of its own, written before it is answered.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from yardstick.access.audit import LINES, Action, add_line
from yardstick.access.errors import AccessDenied
from yardstick.access.usage import Used, used_lately
from yardstick.store.operations import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.access.door import Door
    from yardstick.model import Viewer

ROLES = frozenset({"administrator", "publisher"})
AT_ONCE = 50
_MOST_KEPT = 2_000  # most of the lines that were read are read again by the next reading
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the log. Equal to itself only, so that what is made of it can be kept by it.

    Attributes:
        number: Its place, from 1.
        at: When, in UTC.
        account: Whose doing; empty where it is not known.
        action: What was done.
        detail: What it was done to, by name.
    """

    number: int
    at: dt.datetime
    account: str
    action: str
    detail: Mapping[str, str]


@dataclass(frozen=True)
class Portion:
    """A part of what was asked for, the newest first.

    Attributes:
        lines: At most `AT_ONCE`.
        total: How many lines there are in all.
        portion: Which part this is, from 1.
        portions: How many parts there are; 1 where there is no line.
    """

    lines: tuple[Line, ...]
    total: int
    portion: int
    portions: int


@dataclass(frozen=True)
class Log:
    """The log as far as one viewer may read it.

    Attributes:
        door: Of the installation.
        viewer: Who reads.
    """

    door: Door
    viewer: Viewer

    @property
    def is_host(self) -> bool:
        """Whether the viewer reads everything."""
        return self.viewer.partner == self.door.region.host and bool(ROLES & self.viewer.roles)

    def people(self) -> tuple[str, ...]:
        """Return the sign-in names of those whose lines may be read, in order.

        Raises:
            AccessDenied: The viewer may read nobody's.
        """
        found = self.door.accounts.current().credentials.usernames.items()
        if self.is_host:
            return tuple(sorted(name for name, _ in found))
        if "administrator" not in self.viewer.roles:
            raise AccessDenied
        own = self.viewer.partner
        return tuple(sorted(name for name, person in found if person.partner == own))

    def actions(self) -> tuple[str, ...]:
        """Return what lines can be held to, in order."""
        return tuple(sorted(action.value for action in Action))

    def read(
        self,
        *,
        account: str = "",
        action: str = "",
        since: dt.date | None = None,
        until: dt.date | None = None,
        portion: int = 1,
    ) -> Portion:
        """Return the lines asked for, as far as the viewer may read them.

        Args:
            account: Whose; everybody's if empty. A name that may not be read has no lines.
            action: An `Action`; every one if empty.
            since: First day, in UTC.
            until: Last day, in UTC.
            portion: Which part, from 1; the last one if there are fewer.

        Raises:
            AccessDenied: The viewer may read nobody's lines.
        """
        wanted = self._readable() | _between(since, until)
        wanted |= {"account": account} if account else {}
        wanted |= {"action": action} if action else {}
        asked = {"account": account, "action": action, "since": since, "until": until}
        detail = {name: str(value)[:80] for name, value in asked.items() if value}
        with writing(self.door.engine) as connection:  # one, so that both see the same log
            add_line(connection, self.door.key, self.viewer.account, Action.READ_LOG, detail)
            return _portion(connection, wanted, portion)

    def views(self) -> tuple[Used, ...]:
        """Return how often each page was opened, by role and month, for the host.

        Raises:
            AccessDenied: The viewer is not the host.
        """
        self._for_host()
        return used_lately(self.door.engine).views

    def exports(self) -> tuple[Used, ...]:
        """Return how many files were taken of each data set, by month, for the host.

        Raises:
            AccessDenied: The viewer is not the host.
        """
        self._for_host()
        return used_lately(self.door.engine).exports

    def _for_host(self) -> None:
        if not self.is_host:
            raise AccessDenied

    def _readable(self) -> dict[str, object]:
        """Return what holds the lines to those that may be read."""
        return {} if self.is_host else {"readable": self.people()}


def _portion(connection: sa.Connection, wanted: dict[str, object], portion: int) -> Portion:
    at = max(1, portion)
    total, lines = _part(connection, wanted, at)
    if not lines and at > 1:  # there are fewer: the last there is
        total, _ = _part(connection, wanted, 1)
        at = _portions(total)
        total, lines = _part(connection, wanted, at)
    return Portion(lines, total, at, _portions(total))


def _portions(total: int) -> int:
    return max(1, -(-total // AT_ONCE))


def _part(
    connection: sa.Connection, wanted: dict[str, object], at: int
) -> tuple[int, tuple[Line, ...]]:
    """Return how many lines there are in all (0 beyond the last part), and those of a part."""
    part = {"before": (at - 1) * AT_ONCE, "at_once": AT_ONCE}
    rows = connection.execute(_asking(tuple(wanted)), wanted | part).all()
    total = rows[0][0] if rows else 0
    return total, tuple(_line(*row) for _, *row in rows)


def _between(since: dt.date | None, until: dt.date | None) -> dict[str, object]:
    """Return what holds lines to these days: their moments are text that sorts by time."""
    first: dict[str, object] = {"first": since.isoformat()} if since else {}
    if until and until < dt.date.max:
        return first | {"after": (until + _DAY).isoformat()}
    return first


_HELD_TO: dict[str, sa.ColumnElement[bool]] = {
    "readable": LINES.c.account.in_(sa.bindparam("readable", expanding=True)),
    "account": LINES.c.account == sa.bindparam("account"),
    "action": LINES.c.action == sa.bindparam("action"),
    "first": LINES.c.at >= sa.bindparam("first"),
    "after": LINES.c.at < sa.bindparam("after"),
}


@cache  # making it takes longer than asking
def _asking(wanted: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """Return what asks for a part of the lines, held to what is named, and how many there are."""
    held = [_HELD_TO[name] for name in wanted]
    # Without a gap from 1 on: where nothing is held back, the newest number is how many.
    counted = sa.func.count() if held else sa.func.max(LINES.c.number)
    total = sa.select(counted).select_from(LINES).where(*held).scalar_subquery()
    columns = (LINES.c[name] for name in ("number", "at", "account", "action", "detail"))
    newest_first = sa.select(total, *columns).where(*held).order_by(LINES.c.number.desc())
    return newest_first.offset(sa.bindparam("before")).limit(sa.bindparam("at_once"))


@lru_cache(maxsize=_MOST_KEPT)  # by all that a line says
def _line(number: int, at: str, account: str, action: str, detail: str) -> Line:
    said = MappingProxyType(json.loads(detail))
    return Line(number, dt.datetime.fromisoformat(at), account, action, said)
