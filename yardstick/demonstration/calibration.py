"""The published level of every indicator and area: what the invented figures agree with."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yardstick.intake.official import read_official
from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator, PublishedSeries
    from yardstick.catalogue.regions import Region

CALIBRATED: Final = Period.parse("2024-25")
OFFICIAL_SAMPLE: Final = Path(__file__).parents[2] / "data" / "samples" / "official_lait.csv"


def published_levels(
    catalogue: Catalogue, sample: Path = OFFICIAL_SAMPLE
) -> Mapping[str, Mapping[str, float]]:
    """Return published values of the calibrated year by area and indicator.

    Args:
        catalogue: Says which measure is which indicator's.
        sample: A file of one of its families of official files.

    Returns:
        GSS code to indicator to value: a rate per 10,000 or a percentage. What was not
        published for the year, or is counted in another way than by authorities, is absent.

    Raises:
        IntakeError: The sample is missing or damaged.
    """
    file = read_official(sample, catalogue)
    of_year = file.values[file.values["period"] == CALIBRATED.key].dropna(subset=["value"])
    by_measure = dict(tuple(of_year.groupby("measure")))
    levels: dict[str, dict[str, float]] = defaultdict(dict)
    for indicator, series in _comparable(catalogue, file.source):
        rows = by_measure.get(series.measure, of_year[:0])
        for area, value in zip(rows["area"], rows["value"], strict=True):
            if people := people_of(catalogue, area):
                is_number = series.measure == series.numerator
                per_person = indicator.unit.multiplier / people if is_number else 1
                levels[area][indicator.id] = float(value) * per_person
    return levels


def _comparable(catalogue: Catalogue, source: str) -> Iterator[tuple[Indicator, PublishedSeries]]:
    for indicator in catalogue.indicators.values():
        for series in indicator.published:
            if series.source == source and series.comparable:
                yield indicator, series


def people_of(catalogue: Catalogue, area: str) -> int:
    """Return the people aged 0 to 17 that the year's published rates are over; 0 if not known.

    Source: DfE rates use the estimate for the middle of the financial year.
    """
    found = catalogue.reference.population(area, CALIBRATED.year)
    return found.people if found else 0


def by_size(catalogue: Catalogue, region: Region) -> list[str]:
    """Return a region's authorities by the people that `people_of` counts, the most first."""
    return sorted(region.authorities, key=lambda code: -people_of(catalogue, code))
