"""Tables made of another system's extracts, by a mapping file: joined, renamed, recoded, counted.

A mapping is data (`data/mappings/`): it names the extracts by their headers, and says for each of
our tables which extract its rows come from and which of its columns ours are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import Rows
from yardstick.pseudonymise.making import WrongValueError, date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Record = dict[str, str]
Extracts = dict[str, list[Record]]
COUNT = "pupils"


@dataclass(frozen=True)
class Window:
    """The days that a return is of, both included, written 2024-09-01."""

    first: str
    last: str

    def holds(self, text: str) -> bool:
        """Whether a date lies in it; a missing or unreadable one does not."""
        try:
            return self.first <= date(text) <= self.last
        except WrongValueError:
            return False


def mapped(
    mapping: Mapping[str, Any],
    files: Sequence[Rows],
    lookups: Mapping[str, Mapping[str, str]],
    window: Window,
) -> dict[str, Rows]:
    """Return our tables, in the headers that the register makes their columns of.

    Args:
        mapping: As `data/mappings/` declares it.
        files: The extracts, in any order; those of several terms add up.
        lookups: What the partner gives besides, such as `schools`: their number to the URN.
        window: Of the return.

    Raises:
        PseudonymiseError: An extract is not one of the mapping's, or one that is needed lacks.
    """
    extracts = _extracts(mapping, files)
    made = {
        table: [
            row for source in sources for row in _rows(mapping, source, extracts, lookups, window)
        ]
        for table, sources in mapping["tables"].items()
    }
    return {table: _table(table, rows) for table, rows in made.items() if rows}


def _extracts(mapping: Mapping[str, Any], files: Sequence[Rows]) -> Extracts:
    found: Extracts = {}
    for file in files:
        kinds = [k for k, needs in mapping["files"].items() if set(needs) <= set(file.header)]
        if not kinds:
            raise PseudonymiseError(f"{file.name} is not an extract that '{mapping['id']}' knows.")
        rows = [dict(zip(file.header, row, strict=True)) for row in file.rows]
        found.setdefault(kinds[0], []).extend(rows)
    return found


def _rows(
    mapping: Mapping[str, Any],
    source: Mapping[str, Any],
    extracts: Extracts,
    lookups: Mapping[str, Mapping[str, str]],
    window: Window,
) -> list[Record]:
    joined = list(_joined(source, extracts))
    only = source.get("only", {})
    kept = [row for row in joined if all(row.get(k) in v for k, v in only.items())]
    if dated := source.get("within"):
        kept = [row for row in kept if window.holds(row[dated])]
    reader = _Reader(mapping.get("values", {}), lookups)
    made = [reader.row(source["columns"], row) for row in kept]
    return _counted(made) if source.get("count") else made


def _joined(source: Mapping[str, Any], extracts: Extracts) -> Iterator[Record]:
    """Give each row of an extract, with the columns of those it is joined to as `name.column`."""
    wanted = source.get("with", {})
    known = {
        name: {row[key]: row for row in extracts.get(name, [])} for name, key in wanted.items()
    }
    for row in extracts.get(source["from"], []):
        others = [(name, known[name].get(row[key])) for name, key in wanted.items()]
        if any(other is None for _, other in others):
            continue  # its pupil is in an extract of another term, which was not given
        yield row | {
            f"{name}.{column}": value
            for name, other in others
            for column, value in (other or {}).items()
        }


@dataclass(frozen=True)
class _Reader:
    values: Mapping[str, Mapping[str, str]]
    lookups: Mapping[str, Mapping[str, str]]

    def row(self, columns: Mapping[str, Any], row: Record) -> Record:
        return {name: self._cell(how, row) for name, how in columns.items()}

    def _cell(self, how: str | Mapping[str, str], row: Record) -> str:
        """Read a column by its name, or by `of` with `codes` or `lookup`, or as it `is`."""
        if isinstance(how, str):
            return row.get(how, "").strip()
        if "is" in how:
            return how["is"]
        value = row.get(how["of"], "").strip()
        if "lookup" in how:
            return self._looked_up(how["lookup"], value)
        codes = self.values[how["codes"]]
        return codes.get(value, codes.get("*", value))

    def _looked_up(self, name: str, value: str) -> str:
        table = self.lookups.get(name, {})
        if value not in table:
            raise PseudonymiseError(
                f"'{value}' is not in the list of {name}. Give --{name} FILE with two columns: "
                "the number in your extracts, and ours."
            )
        return table[value]


def _counted(rows: Sequence[Record]) -> list[Record]:
    counts = Counter(tuple(row.items()) for row in rows)
    return [{**dict(row), COUNT: str(number)} for row, number in sorted(counts.items())]


def _table(name: str, rows: Sequence[Record]) -> Rows:
    header = tuple(rows[0])
    return Rows(f"table {name}", header, tuple(tuple(row[one] for one in header) for row in rows))
