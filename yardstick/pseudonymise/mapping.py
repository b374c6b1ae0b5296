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
Lookups = dict[str, dict[str, Record]]  # list, number in the extracts, column
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
    lookups: Lookups,
    given: Mapping[str, str],
    window: Window,
) -> dict[str, Rows]:
    """Return our tables, in the headers that the register makes their columns of.

    Args:
        mapping: As `data/mappings/` declares it.
        files: The extracts, in any order; those of several terms add up.
        lookups: Lists that the partner gives besides, such as `schools`: the extracts' number for
            one to a row about it.
        given: What is the same in every row, such as the authority.
        window: Of the return.

    Raises:
        PseudonymiseError: An extract is not one of the mapping's, or one that is needed lacks.
    """
    extracts = _extracts(mapping, files)
    reader = _Reader(mapping.get("values", {}), lookups, given)
    made = {
        table: [row for source in sources for row in _rows(reader, source, extracts, window)]
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
    reader: _Reader, source: Mapping[str, Any], extracts: Extracts, window: Window
) -> list[Record]:
    kept = [row for row in _joined(source, extracts) if _is_meant(source, row, window)]
    made = [reader.row(source["columns"], row) for row in kept]
    return _counted(made) if source.get("count") else made


def _is_meant(source: Mapping[str, Any], row: Record, window: Window) -> bool:
    """Whether a row has the values that its source asks for, and lies within the return's days."""
    asked = all(row.get(name) in allowed for name, allowed in source.get("only", {}).items())
    return asked and ("within" not in source or window.holds(row[source["within"]]))


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
    """Reads the cells of our rows from those of the extracts."""

    values: Mapping[str, Mapping[str, str]]
    lookups: Lookups
    given: Mapping[str, str]

    def row(self, columns: Mapping[str, Any], row: Record) -> Record:
        return {name: self._cell(how, row) for name, how in columns.items()}

    def _cell(self, how: str | Mapping[str, Any], row: Record) -> str:
        """Read a column: by its name; `of` one, as it is, by `codes` or in a `list`; or `given`."""
        if isinstance(how, str):
            return row.get(how, "").strip()
        if "given" in how:
            return self.given[how["given"]]
        if any(row.get(name) in values for name, values in how.get("unless", {}).items()):
            return ""
        value = row.get(how["of"], "").strip()
        if "list" in how:
            return self._listed(how, value)
        return self._coded(how, value) if "codes" in how else value

    def _coded(self, how: Mapping[str, str], value: str) -> str:
        """Recode a value, or one that begins with what is coded; `*` is any other."""
        codes = self.values[how["codes"]]
        beginnings = (value[:end] for end in range(len(value), 0, -1))
        known = (one for one in beginnings if one in codes) if how.get("by") == "beginning" else ()
        return codes.get(next(iter(known), value), codes.get("*", value))

    def _listed(self, how: Mapping[str, str], value: str) -> str:
        """Read a column of a list that the partner gave; `otherwise` where it says nothing."""
        found = self.lookups.get(how["list"], {}).get(value, {}).get(how["column"])
        if found is None and "otherwise" not in how:
            raise PseudonymiseError(
                f"'{how['column']}' is not known for every row. Give --{how['list']} FILE, whose "
                f"first column is the extracts' '{how['of']}' and another '{how['column']}'."
            )
        return how.get("otherwise", "") if found is None else found


def _counted(rows: Sequence[Record]) -> list[Record]:
    counts = Counter(tuple(row.items()) for row in rows)
    return [{**dict(row), COUNT: str(number)} for row, number in sorted(counts.items())]


def _table(name: str, rows: Sequence[Record]) -> Rows:
    header = tuple(rows[0])
    return Rows(f"table {name}", header, tuple(tuple(row[one] for one in header) for row in rows))
