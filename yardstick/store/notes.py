"""What authorities say beside figures of their own: notes, which are only ever added.

The newest row about a figure is what stands. Writing again supersedes, ending leaves nothing
standing, and what was written before stays to be read by its authority. A text can be emptied,
when its partner is withdrawn with all it sent, and changed in no other way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.operations import METADATA, append_only, reading, refuse_rows
from yardstick.store.places import operations

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import TypeAlias

    from yardstick.store.places import Store

    _Query: TypeAlias = sa.Select[tuple[object, ...]]

LONGEST = 400  # characters: beside a figure, not in place of one
WRITTEN, ENDED = "written", "ended"


@dataclass(frozen=True)
class Figure:
    """What a note is about.

    Attributes:
        indicator: Identifier.
        area: GSS code of the authority.
        period: Key of the period.
    """

    indicator: str
    area: str
    period: str


@dataclass(frozen=True)
class Note:
    """One thing that an authority did about a figure of its own.

    Attributes:
        sequence: Its place among all of them.
        figure: About which.
        act: `written`, or `ended`.
        text: What is said; empty where it was ended or emptied.
        account: Whose doing.
        at: When, in UTC.
    """

    sequence: int
    figure: Figure
    act: str
    text: str
    account: str
    at: dt.datetime


_NOTE = append_only(
    sa.Table(
        "note",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("indicator", "area", "period")),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.CheckConstraint(f"length(text) <= {LONGEST}", name="note_length"),
        sa.Index("note_figure", "indicator", "area", "period"),
    ),
    erasable=("text",),
)
_NOT_A_NOTE = f"""
    NOT ((NEW.act = '{WRITTEN}' AND NEW.text <> '') OR (
        NEW.act = '{ENDED}' AND NEW.text = '' AND '{WRITTEN}' = COALESCE((
            SELECT act FROM note
            WHERE indicator = NEW.indicator AND area = NEW.area AND period = NEW.period
            ORDER BY sequence DESC LIMIT 1
        ), '')
    ))
"""  # noqa: S608 - made of the two words above and of nothing else
refuse_rows(_NOTE, _NOT_A_NOTE, "no such note")


def write_note(
    connection: sa.Connection, figure: Figure, text: str, account: str, at: dt.datetime
) -> None:
    """Say something about a figure within a transaction; what was said before is superseded."""
    _add(connection, figure, {"act": WRITTEN, "text": text, "account": account}, at)


def end_note(connection: sa.Connection, figure: Figure, account: str, at: dt.datetime) -> None:
    """End what stands about a figure, within a transaction."""
    _add(connection, figure, {"act": ENDED, "text": "", "account": account}, at)


def _add(connection: sa.Connection, figure: Figure, said: dict[str, str], at: dt.datetime) -> None:
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    connection.execute(sa.insert(_NOTE).values({**vars(figure), **said, "at": moment}))


def notes_on(connection: sa.Connection, figure: Figure) -> tuple[Note, ...]:
    """Return everything that was ever done about a figure, oldest first, within a transaction."""
    query = sa.select(_NOTE).filter_by(**vars(figure)).order_by(_NOTE.c.sequence)
    return tuple(map(_read, connection.execute(query)))


def standing_in(notes: Sequence[Note], figure: Figure) -> Note | None:
    """Return what stands about a figure, of everything that was noted, in order."""
    newest = next((one for one in reversed(notes) if one.figure == figure), None)
    return newest if newest is not None and newest.act == WRITTEN else None


def standing_notes(store: Store) -> tuple[Note, ...]:
    """Return what stands about every figure that has a note, oldest first.

    A note whose text was emptied says nothing any more and is left out.
    """
    return _found(store, _STANDING)


def notes_of(store: Store, areas: Collection[str]) -> tuple[Note, ...]:
    """Return everything that was ever done about figures of some areas, oldest first."""
    return _found(store, _OF_AREAS, wanted=sorted(areas))


def notes_edition(store: Store) -> str:
    """Name all that is said at this moment: another name, another text somewhere."""
    with reading(operations(store)) as connection:
        rows, letters = connection.execute(_HOW_MUCH).one()
    return f"{rows}.{letters}"  # rows are only added, and texts only emptied


# Made once: they are asked at a click, and making them takes longer.
_ABOUT = (_NOTE.c.indicator, _NOTE.c.area, _NOTE.c.period)
_NEWEST = sa.select(sa.func.max(_NOTE.c.sequence)).group_by(*_ABOUT)
_SAYS = (_NOTE.c.act == WRITTEN, _NOTE.c.text != "")
_EVERY: _Query = sa.select(_NOTE).order_by(_NOTE.c.sequence)
_STANDING = _EVERY.where(_NOTE.c.sequence.in_(_NEWEST), *_SAYS)
_OF_AREAS = _EVERY.where(_NOTE.c.area.in_(sa.bindparam("wanted", expanding=True)))
_HOW_MUCH = sa.select(
    sa.func.count(), sa.func.coalesce(sa.func.sum(sa.func.length(_NOTE.c.text)), 0)
).select_from(_NOTE)


def erase_notes(connection: sa.Connection, areas: Collection[str]) -> None:
    """Empty what was written about figures of some areas: words can hold figures."""
    erasing = sa.update(_NOTE).where(_NOTE.c.area.in_(sorted(areas)))
    connection.execute(erasing.values(text=""))


def _found(store: Store, query: _Query, **wanted: list[str]) -> tuple[Note, ...]:
    with reading(operations(store)) as connection:
        rows = connection.execute(query, wanted).all()
    return tuple(map(_read, rows))


def _read(row: sa.Row[tuple[object, ...]]) -> Note:
    said = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name for it
    figure = Figure(**{name: said.pop(name) for name in ("indicator", "area", "period")})
    return Note(**{**said, "figure": figure, "at": dt.datetime.fromisoformat(said["at"])})
