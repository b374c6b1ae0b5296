"""A traced figure made once more from the files of the ledger, in plain arithmetic.

Nothing of the release is used but which returns and files the figure is from, so that a release
that says otherwise than its files is found out.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from yardstick.model import Basis
from yardstick.results.trace import codes_of
from yardstick.store.errors import StoreError
from yardstick.store.ledger import counts_of, officials, return_called, values_of

if TYPE_CHECKING:
    from yardstick.catalogue import Catalogue
    from yardstick.results.trace import Trace
    from yardstick.store.places import Store

QUARTERS = 4
NEAR = 1e-9  # of its size: what two ways of adding in floating point may differ by


def remade(store: Store, catalogue: Catalogue, trace: Trace) -> float | None:
    """Return a figure as its files give it; None where they give none.

    Args:
        store: Whose ledger.
        catalogue: For the population.
        trace: Of an own area, or of an official figure.

    Raises:
        StoreError: A file is missing or damaged, or the ledger has no such return.
    """
    if trace.basis is Basis.PUBLISHED:
        return _published(store, catalogue, trace)
    pairs = [_pair(store, catalogue, trace, str(one)) for one in trace.returns["submission"]]
    if len(pairs) < (QUARTERS if trace.basis is Basis.ROLLING else 1):
        return None
    below = trace.indicator.denominator
    above = [one for one, _ in pairs]
    under = [one for _, one in pairs]
    if below is not None and below.population:
        under = under[-1:]  # a population is not summed
    return _over(trace, above, under)


def same(shown: float | None, made: float | None) -> bool:
    """Whether two figures are one; nothing is the same as nothing only."""
    if shown is None or made is None:
        return shown is made
    return math.isclose(shown, made, rel_tol=NEAR, abs_tol=NEAR)


def _over(trace: Trace, above: list[float | None], under: list[float | None]) -> float | None:
    numbers = [one for one in [*above, *under] if one is not None]
    if len(numbers) < len(above) + len(under):
        return None
    whole = sum(numbers[: len(above)])
    if trace.indicator.denominator is None:
        return whole
    over = sum(numbers[len(above) :])
    if not over:
        return None
    year = QUARTERS if trace.basis is Basis.ANNUALISED else 1
    return whole / over * trace.indicator.unit.multiplier * year


def _pair(
    store: Store, catalogue: Catalogue, trace: Trace, identifier: str
) -> tuple[float | None, float | None]:
    """Return what one return says above and below the line."""
    sent = return_called(store, identifier)
    if sent is None:
        raise StoreError(f"The ledger has no return '{identifier}'. Restore the store's backup.")
    cells = counts_of(store, sent)
    held = {
        (str(row["item"]), str(row["breakdown"])): row["number"]
        for row in cells[cells["number"].notna()].to_dict("records")
    }
    below = trace.indicator.denominator
    codes = codes_of(catalogue.reference, trace.indicator.breakdown, trace.part)
    sent_as = [(trace.indicator.numerator.item or "", code) for code in codes]
    numbers = [held[cell] for cell in sent_as if cell in held]
    above = sum(numbers) if numbers else None
    if below is None:
        return above, 1.0
    if below.population:
        return above, _people(catalogue, trace)
    return above, held.get((below.item or "", ""))


def _people(catalogue: Catalogue, trace: Trace) -> float | None:
    """Return the area's population of the period's year, or of the nearest there is."""
    years = [one.year for one in catalogue.reference.populations]
    year = min(max(trace.period.year, min(years)), max(years))
    found = catalogue.reference.population(trace.area.code, year)
    return None if found is None else float(found.people)


def _published(store: Store, catalogue: Catalogue, trace: Trace) -> float | None:
    """Return what the file gives: the figure, or a number of which a rate is made."""
    rows = trace.files[trace.files["measure"] == trace.measure]
    if rows.empty:
        return None
    row = rows.iloc[0]
    of_file = {one.file: one for one in officials(store)}
    values = values_of(store, of_file[str(row["file"])])
    at = (values["measure"] == row["measure"]) & (values["area"] == trace.area.code)
    found = values[at & (values["period"] == trace.period.key)]["value"].dropna()
    if found.empty:
        return None
    value = float(found.iloc[0])
    return value if trace.as_published else _over(trace, [value], [_people(catalogue, trace)])
