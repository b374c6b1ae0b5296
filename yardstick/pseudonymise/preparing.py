"""A table on its way out: what will leave, what stays, and the rows as they leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.pseudonymise import upn
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import FIRST_ROW
from yardstick.pseudonymise.making import WrongValueError
from yardstick.pseudonymise.register import Column, found_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.pseudonymise.files import Rows
    from yardstick.pseudonymise.making import Maker

_SHORTEST_TELLING = 5  # characters: shorter values of a name or number occur by chance
_ALWAYS_TELLING = re.compile(
    r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[^@\s]+@[^@\s]+\.[a-z]+", re.IGNORECASE
)


@dataclass(frozen=True)
class Plan:
    """What will be done with one table.

    Attributes:
        table: Its identifier.
        rows: What the partner's file holds.
        places: Each column that will leave, with the place of what it is made of.
        stays: Headers of the partner's file that no column that leaves is made of as it is.
    """

    table: str
    rows: Rows
    places: tuple[tuple[Column, int], ...]

    @property
    def stays(self) -> tuple[str, ...]:
        """Return the headers whose values do not leave."""
        kept = {place for column, place in self.places if not column.is_made}
        return tuple(name for place, name in enumerate(self.rows.header) if place not in kept)

    def lines(self) -> Iterator[str]:
        """Say what will leave and what will not: headers and numbers, never a value."""
        yield f"{self.rows.name}: {len(self.rows.rows)} rows, as table '{self.table}'"
        for column, place in self.places:
            source = self.rows.header[place]
            how = f"made of '{source}' ({column.does})" if column.is_made else f"from '{source}'"
            yield f"  leaves  {column.name}  {how}"
        for header in self.stays:
            yield f"  stays   {header}"


@dataclass(frozen=True)
class Prepared:
    """A table as it leaves.

    Attributes:
        header: Names of the columns.
        rows: One for each row that leaves.
        wrong: Rows that cannot leave: their number in the partner's file, and why.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wrong: tuple[tuple[int, str], ...]


def plan(table: str, columns: Sequence[Column], rows: Rows) -> Plan:
    """Find in the partner's file what each column of a table is made of.

    Raises:
        PseudonymiseError: A column that every row must have is not there.
    """
    found = [(column, found_in(column, rows.header)) for column in columns]
    lacking = [column for column, place in found if place is None and column.required]
    if lacking:
        named = "; ".join(
            f"{one.name} (from {' or '.join(one.of or (one.name,))})" for one in lacking
        )
        raise PseudonymiseError(f"{rows.name} has no column for: {named}.")
    return Plan(table, rows, tuple((one, place) for one, place in found if place is not None))


def prepare(planned: Plan, maker: Maker) -> Prepared:
    """Make the rows that leave."""
    rows: list[tuple[str, ...]] = []
    wrong: list[tuple[int, str]] = []
    for number, row in enumerate(planned.rows.rows, start=FIRST_ROW):
        try:
            rows.append(tuple(_cell(maker, column, row[place]) for column, place in planned.places))
        except WrongValueError as error:
            wrong.append((number, str(error)))
    header = tuple(column.name for column, _ in planned.places)
    return Prepared(header, tuple(rows), tuple(wrong))


def check_leaves_nothing(planned: Plan, prepared: Prepared) -> None:
    """Look once more at what was made, for anything that says who somebody is.

    Every value of a column that stays is looked for among the cells that leave, and so is
    whatever reads as a pupil number, a postcode or an e-mail address.

    Raises:
        PseudonymiseError: Something was found. The message names the column, never the value.
    """
    telling = _telling(planned)
    for row in prepared.rows:
        for name, cell in zip(prepared.header, row, strict=True):
            if _ALWAYS_TELLING.fullmatch(cell) or upn.is_upn(upn.normal(cell)) or cell in telling:
                raise PseudonymiseError(
                    f"A value of '{name}' would say who a pupil is. Nothing was written. "
                    "Look at that column in your file."
                )


def _telling(planned: Plan) -> frozenset[str]:
    """Return the values of what tokens are made of."""
    places = {place for column, place in planned.places if column.does.startswith("token")}
    values = {row[place].strip() for row in planned.rows.rows for place in places}
    return frozenset(value for value in values if len(value) >= _SHORTEST_TELLING)


def _cell(maker: Maker, column: Column, value: str) -> str:
    try:
        made = maker.made(column, value)
    except WrongValueError as error:
        raise WrongValueError(f"{column.name} {error}") from None
    if column.required and not made:
        raise WrongValueError(f"{column.name} is empty")
    return made
