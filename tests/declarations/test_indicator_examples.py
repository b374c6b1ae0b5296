"""Every indicator proves itself with the worked example in its own file."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.disclosure import protect
from yardstick.model import Basis, Grant, Period, Reach, Viewer
from yardstick.results.counts import rule_for
from yardstick.results.grids import Returns
from yardstick.results.returned import returned_series

CATALOGUE = load_catalogue(ROOT / "data")
NOT_ITEMS = {"area", "period", "population", "breakdown"}
PARTS = {(part.breakdown, part.code): part.part for part in CATALOGUE.reference.parts}


def as_counts(indicator):
    """Write an example's rows as the counts that `queries/returned_counts.sql` returns."""
    cells = []
    for row in indicator.example.rows:
        for item in row.keys() - NOT_ITEMS:
            given = (indicator.breakdown, row.get("breakdown"))
            part = PARTS.get(given, "") if item == indicator.numerator.item else ""
            place = (indicator.dataset, item, part, row["area"], row["period"])
            cells.append((*place, float(row[item]), "shown"))
    columns = ["dataset", "item", "part", "area", "period", "number", "status"]
    frame = pd.DataFrame(cells, columns=columns)
    return (
        frame.drop_duplicates()
        .groupby(columns[:5], as_index=False)
        .agg(number=("number", "sum"), status=("status", "max"))
    )


def populations(indicator):
    """Write the example's own populations over those of the product, for its period's year."""
    example = {
        (row["area"], Period.parse(row["period"]).year): row["population"]
        for row in indicator.example.rows
        if "population" in row
    }
    known = {(one.area, one.year): one.people for one in CATALOGUE.reference.populations}
    rows = [(*key, "example", people) for key, people in (known | example).items()]
    return pd.DataFrame(rows, columns=["area", "year", "vintage", "people"])


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=CATALOGUE.indicators)
def test_indicator_gives_its_own_example(indicator):
    codes = frozenset(str(row["area"]) for row in indicator.example.rows)
    owner = Viewer(
        "owner", "Owner", "p", codes, frozenset({Grant(indicator.dataset, Reach.REGION)})
    )
    dataset = CATALOGUE.datasets[indicator.dataset]
    rules = {dataset.id: rule_for(dataset, owner)}
    returns = Returns(
        protected=protect(as_counts(indicator), rules, codes),
        population=populations(indicator),
        areas={code: CATALOGUE.reference.areas[code] for code in sorted(codes)},
        own=codes,
    )
    series = returned_series(indicator, dataset, returns)[Basis.QUARTERLY]
    for expected in indicator.example.expect:
        point = series.point(expected["area"], expected["period"], expected.get("part", ""))
        assert point.value == pytest.approx(expected["value"], abs=0.5 * 10**-indicator.decimals)
