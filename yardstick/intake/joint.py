"""Joint figures that a file gives to each of the authorities they belong to together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.catalogue.regions import Combined
    from yardstick.intake.figures import Figure
    from yardstick.intake.problems import Findings

_ENOUGH_YEARS = 3  # alike, before agreeing is more than chance


def note_joint_figures(
    figures: Iterable[Figure], combined: Iterable[Combined], findings: Findings
) -> None:
    """Note the measures of which joint authorities have one and the same figures.

    DfE has one workforce return from the Northamptonshire Children's Trust, and LAIT copies its
    figures to both authorities. The figures are not changed. Whole percentages agree by chance
    now and then, so a measure counts from three years on, and with decimals.
    """
    series: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for figure in figures:
        if figure.value is not None:
            series[figure.measure, figure.area][figure.period] = figure.value
    measures = tuple(dict.fromkeys(measure for measure, _ in series))
    for joint in combined:
        alike = [m for m in measures if _copied([series.get((m, p), {}) for p in joint.parts])]
        if alike:
            said = f"Each authority of {joint.name} has the joint figure in"
            findings.add(None, "", said, ", ".join(alike))


def _copied(parts: list[Mapping[str, float]]) -> bool:
    first, *others = parts
    exact = any(not value.is_integer() for value in first.values())
    return len(first) >= _ENOUGH_YEARS and exact and all(part == first for part in others)
