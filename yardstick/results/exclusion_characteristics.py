"""Who is excluded and why: groups of pupils against a base group, and groups of reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.results.exclusion_span import frame, shares
from yardstick.stats.ratios import relative_rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.results.exclusion_span import Span

    Made = tuple[pd.DataFrame, dict[str, float]]

_YES_NO: Final = MappingProxyType({True: "Eligible", False: "Not eligible"})
_CARE: Final = MappingProxyType({True: "Looked after", False: "Not looked after"})


@dataclass(frozen=True)
class _Characteristic:
    """Groups of one kind. The base is the group that the others are held against."""

    name: str
    column: str
    base: str
    labels: Mapping[str, str] | Mapping[bool, str]


def _characteristics(span: Span) -> list[_Characteristic]:
    def coded(name: str, column: str, base: str) -> _Characteristic:
        labels = span.labels(column)
        return _Characteristic(name, column, labels[base], labels)

    return [
        coded("Special educational needs", "sen_provision", "N"),
        _Characteristic("Free school meals", "fsm", _YES_NO[False], _YES_NO),
        coded("Sex", "sex", "F"),
        coded("Ethnic group", "ethnic_group", "W"),
        _Characteristic("Looked-after children", "looked_after", _CARE[False], _CARE),
    ]


def groups(span: Span) -> Made:
    """Return pupils excluded at least once, by group, against the base group.

    `number` is pupils excluded, `of` pupils at the January census, `value` how many times as
    likely they were to be excluded as the base group, 1 for the base itself. Not available for
    looked-after children: the headcount does not tell them apart.
    """
    excluded = span.run("excluded_groups")
    counted = span.run("exclusion_group_headcount", census=str(span.census_year))
    rows = [
        row for kind in _characteristics(span) for row in _against_base(kind, excluded, counted)
    ]
    return frame(rows, "is_base"), {"pupils": float(excluded["pupils"].sum())}


def _against_base(
    kind: _Characteristic, excluded: pd.DataFrame, counted: pd.DataFrame
) -> list[dict[str, object]]:
    some = _by_group(kind, excluded)
    of = _by_group(kind, counted) if kind.column in counted else {}
    labels = [label for label in dict.fromkeys(kind.labels.values()) if label in {*some, *of}]
    numbers = [some.get(label, 0.0) for label in labels]
    pupils = [of.get(label, math.nan) for label in labels]
    base = some.get(kind.base, 0.0), of.get(kind.base, math.nan)
    ratios = relative_rate(numbers, pupils, base[0], base[1])
    found = zip(labels, numbers, pupils, *ratios, strict=True)
    return [
        {
            "group": kind.name,
            "label": label,
            "number": number,
            "of": people,
            "value": ratio,
            "lower": None if label == kind.base else lower,
            "upper": None if label == kind.base else upper,
            "is_base": label == kind.base,
        }
        for label, number, people, ratio, lower, upper in found
    ]


def _by_group(kind: _Characteristic, found: pd.DataFrame) -> dict[str, float]:
    """Return pupils by the group's name: older codes count with those that replaced them."""
    named = found[kind.column].map(dict(kind.labels))
    return {str(label): float(n) for label, n in found.groupby(named)["pupils"].sum().items()}


def reasons(span: Span) -> Made:
    """Return groups of reasons, the most frequent first, each over all exclusions of the kind.

    An exclusion has up to three reasons, so that reasons add to more than exclusions. A code
    that no list has counts as another reason.
    """
    found = span.run("exclusion_reasons")
    names = span.labels("exclusion_reason")
    whole = float(found["first_reasons"].sum())  # each exclusion has one first reason
    times = found.groupby(found["reason"].map(lambda code: names.get(code, names["OT"])))["times"]
    ordered = sorted(times.sum().items(), key=lambda pair: (-pair[1], str(pair[0])))
    rows = shares([("Reasons", str(name), float(number)) for name, number in ordered], whole)
    return frame(rows), {"exclusions": whole, "reasons": float(found["times"].sum())}
