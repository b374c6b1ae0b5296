"""Reading `data/reference/*.csv`: every row checked, every problem with its line.

What belongs here turns the text of a table into the rows that `reference` holds.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from yardstick.catalogue.reference import Neighbour, Part, Population, PublishedRange, Reference
from yardstick.model import Area, AreaKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    # Called with a place (a table, or a table and line) and what is wrong there.
    Report = Callable[[str, str], None]

Row = TypeVar("Row")
Raw = dict[str, str]
_DFE_DIGITS = 3
_MODELS = ("2021", "2025")
_SHOWN = 5  # problems of one table that are worth reading
_NEIGHBOURS = ("area", "dfe", "position", "neighbour", "neighbour_dfe", "closeness")

TABLES = MappingProxyType(
    {
        "areas.csv": ("code", "dfe", "name", "kind", "region", "valid_from", "valid_to"),
        "other_codes.csv": ("code", "area", "reason"),
        "populations.csv": ("area", "year", "vintage", "people"),
        **{f"neighbours_{model}.csv": _NEIGHBOURS for model in _MODELS},
        "codes.csv": (
            "breakdown",
            "code",
            "label",
            "part",
            "part_label",
            "position",
            "valid_from",
            "valid_to",
        ),
        "ranges.csv": ("indicator", "low", "high", "year", "measure"),
    }
)


def read_reference(texts: Mapping[str, str], report: Report) -> Reference:
    """Read every table and check that they agree with each other.

    Args:
        texts: Name of each table to its text. A table that is absent is a problem.
        report: Called with a table's name, with the line where one is to blame, and what is
            wrong. The rest is still read.
    """
    tables = _Tables(texts, report)
    areas = {area.code: area for area in tables.rows("areas.csv", _area, lambda row: row.code)}
    others = dict(tables.rows("other_codes.csv", _other_code(areas), lambda row: row[0]))
    return Reference(
        areas=MappingProxyType(areas),
        by_dfe=MappingProxyType(_by_dfe(areas, others, report)),
        populations=tables.rows(
            "populations.csv", _population(areas), lambda row: (row.area, row.year)
        ),
        neighbours=tuple(_neighbours(tables, areas)),
        parts=tables.rows("codes.csv", _part, lambda row: (row.breakdown, row.code)),
        ranges=tables.rows("ranges.csv", _range, lambda row: row.indicator),
        superseded=MappingProxyType(
            {code: area for code, area in others.items() if len(code) != _DFE_DIGITS}
        ),
    )


def _by_dfe(areas: Mapping[str, Area], others: Mapping[str, str], report: Report) -> dict[str, str]:
    found = {code: area for code, area in others.items() if len(code) == _DFE_DIGITS}
    for area in areas.values():
        if area.region and area.region not in areas:
            report("areas.csv", f"{area.code} lies in '{area.region}', which is not an area here.")
        if area.dfe and found.setdefault(area.dfe, area.code) != area.code:
            report("areas.csv", f"DfE code {area.dfe} belongs to two areas; give it to one.")
    return found


def _neighbours(tables: _Tables, areas: Mapping[str, Area]) -> Iterator[Neighbour]:
    for model in _MODELS:
        yield from tables.rows(
            f"neighbours_{model}.csv",
            _neighbour(areas, model),
            lambda row: (row.area, row.position),
        )


@dataclass(frozen=True)
class _Tables:
    texts: Mapping[str, str]
    report: Report

    def rows(
        self, name: str, read: Callable[[Raw], Row], key: Callable[[Row], Hashable]
    ) -> tuple[Row, ...]:
        """Read one table row by row, reporting each row that cannot be used."""
        found: dict[Hashable, Row] = {}
        wrong: list[tuple[int, str]] = []
        for line, raw in self._numbered(name):
            try:
                row = read(_whole(raw))
                _once(key(row), found)
            except ValueError as error:
                wrong.append((line, str(error)))
            else:
                found[key(row)] = row
        for line, message in wrong[:_SHOWN]:
            self.report(f"{name}, line {line}", f"{message}.")
        if len(wrong) > _SHOWN:  # one wrong area spoils a hundred rows of the other tables
            self.report(name, f"{len(wrong) - _SHOWN} more rows cannot be used.")
        return tuple(found.values())

    def _numbered(self, name: str) -> Iterator[tuple[int, Raw]]:
        """Give each row with its line, if the table is there and has the right columns."""
        if name not in self.texts:
            self.report(name, "there is no such file.")
            return
        reader = csv.DictReader(io.StringIO(self.texts[name]))
        try:
            if tuple(reader.fieldnames or ()) == TABLES[name]:
                yield from ((reader.line_num, raw) for raw in reader)
            else:
                self.report(f"{name}, line 1", f"the header must be {','.join(TABLES[name])}.")
        except csv.Error as error:  # an open quotation mark swallows what follows it
            self.report(
                f"{name}, line {reader.line_num}", f"is not CSV that can be read ({error})."
            )


def _whole(raw: Raw) -> Raw:
    if None in raw or None in raw.values():
        raise ValueError("the row has more or fewer fields than the header")
    return raw


def _once(key: Hashable, found: Mapping[Hashable, object]) -> None:
    if key in found:
        shown = ", ".join(map(str, key)) if isinstance(key, tuple) else key
        raise ValueError(f"{shown} stands here a second time")


def _area(raw: Raw) -> Area:
    return Area(
        code=_filled(raw, "code"),
        dfe=raw["dfe"],
        name=_filled(raw, "name"),
        kind=_kind(raw["kind"]),
        region=raw["region"],
        valid_from=_day(raw, "valid_from"),
        valid_to=_day(raw, "valid_to"),
    )


def _other_code(areas: Mapping[str, Area]) -> Callable[[Raw], tuple[str, str]]:
    return lambda raw: (_filled(raw, "code"), _known(raw, "area", areas))


def _population(areas: Mapping[str, Area]) -> Callable[[Raw], Population]:
    return lambda raw: Population(
        area=_known(raw, "area", areas),
        year=_number(raw, "year"),
        vintage=_filled(raw, "vintage"),
        people=_number(raw, "people"),
    )


def _neighbour(areas: Mapping[str, Area], model: str) -> Callable[[Raw], Neighbour]:
    return lambda raw: Neighbour(
        model=model,
        area=_known(raw, "area", areas, dfe="dfe"),
        position=_number(raw, "position"),
        neighbour=_known(raw, "neighbour", areas, dfe="neighbour_dfe"),
        closeness=_filled(raw, "closeness"),
    )


def _part(raw: Raw) -> Part:
    texts = {name: _filled(raw, name) for name in ("breakdown", "code", "label", "part")}
    return Part(
        **texts,
        part_label=_filled(raw, "part_label"),
        position=_number(raw, "position"),
        valid_from=_day(raw, "valid_from"),
        valid_to=_day(raw, "valid_to"),
    )


def _range(raw: Raw) -> PublishedRange:
    low, high = _decimal(raw, "low"), _decimal(raw, "high")
    if low > high:
        raise ValueError("low is above high")
    texts = {name: _filled(raw, name) for name in ("indicator", "year", "measure")}
    return PublishedRange(low=low, high=high, **texts)


def _filled(raw: Raw, name: str) -> str:
    if not raw[name].strip():
        raise ValueError(f"{name} is empty")
    return raw[name]


def _number(raw: Raw, name: str) -> int:
    if not raw[name].isdecimal():
        raise ValueError(f"{name}: '{raw[name]}' is not a whole number")
    return int(raw[name])


def _decimal(raw: Raw, name: str) -> float:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", raw[name]):
        raise ValueError(f"{name}: '{raw[name]}' is not a number")
    return float(raw[name])


def _day(raw: Raw, name: str) -> dt.date | None:
    if not raw[name]:
        return None
    try:
        return dt.date.fromisoformat(raw[name])
    except ValueError:
        raise ValueError(f"{name}: '{raw[name]}' is not a date such as 2021-03-31") from None


def _kind(text: str) -> AreaKind:
    declared = [kind.value for kind in AreaKind if kind is not AreaKind.COMBINED]
    if text not in declared:
        raise ValueError(f"kind: '{text}' is not allowed; write {', '.join(declared)}")
    return AreaKind(text)


def _known(raw: Raw, name: str, areas: Mapping[str, Area], dfe: str | None = None) -> str:
    code = raw[name]
    if code not in areas:
        raise ValueError(f"{name}: '{code}' is not an area of areas.csv")
    if dfe is not None and raw[dfe] != areas[code].dfe:
        raise ValueError(f"{dfe}: {code} has the DfE code {areas[code].dfe}, not '{raw[dfe]}'")
    return code
