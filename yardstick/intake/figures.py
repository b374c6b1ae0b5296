"""Figures read from a file, one by one, and which of them stands where two are about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yardstick.intake.problems import Findings

# Where a file holds two editions of one figure, the later counts.
_EDITIONS = (Status.PROVISIONAL, Status.REVISED, Status.SHOWN)


class Figure(NamedTuple):
    """One published value, or why there is none."""

    measure: str
    area: str
    period: str
    value: float | None
    status: Status
    row: int


def settled(figures: Iterable[Figure], findings: Findings) -> list[Figure]:
    """Return one figure for each measure, area and period, in the order of the file.

    A figure that stands twice alike is kept once. Of a number and a symbol the number is kept
    (an authority under its old and its new code), of two editions the later. Where two numbers
    still differ nobody can tell which is right, so neither is kept.
    """
    together: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        together.setdefault(figure[:3], []).append(figure)
    return [
        kept
        for alike in together.values()
        if (kept := alike[0] if len(alike) == 1 else _choose(alike, findings)) is not None
    ]


def _choose(alike: Sequence[Figure], findings: Findings) -> Figure | None:
    best = max(_standing(figure) for figure in alike)
    candidates = [figure for figure in alike if _standing(figure) == best]
    first = candidates[0]
    if all((other.value, other.status) == (first.value, first.status) for other in candidates):
        findings.add(alike[1].row, "", "A figure that stands twice", "was kept once")
        return first
    findings.add(
        alike[1].row,
        "",
        f"{first.measure} of {first.area} in {first.period}",
        f"stands twice and differs (first in row {first.row}); neither was kept",
    )
    return None


def _standing(figure: Figure) -> int:
    return _EDITIONS.index(figure.status) if figure.status in _EDITIONS else -1


def as_frame(figures: Sequence[Figure], vintage: str) -> pd.DataFrame:
    """Return the figures with a column for each attribute, and their population vintage."""
    columns: Mapping[str, pd.Series] = {
        "measure": pd.Series([figure.measure for figure in figures], dtype="str"),
        "area": pd.Series([figure.area for figure in figures], dtype="str"),
        "period": pd.Series([figure.period for figure in figures], dtype="str"),
        "value": pd.Series([figure.value for figure in figures], dtype="Float64"),
        "status": pd.Series([figure.status.value for figure in figures], dtype="str"),
        "vintage": pd.Series([vintage] * len(figures), dtype="str"),
        "row": pd.Series([figure.row for figure in figures], dtype="int64"),
    }
    return pd.DataFrame(columns)
