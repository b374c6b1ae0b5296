"""Whether anything that others are shown of a workforce moves with the numbers that are returned.

Two stores hold the same returns, save that every number in the second is another: of workers,
assignments, rates, supplements. Who is to see none of others' reads the same from both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from yardstick.demonstration.records import invent_workforce
from yardstick.model import Comparator, Selection
from yardstick.results.workforce_types import (
    DATASET,
    OF_OTHERS,
    WorkforceAsked,
    WorkforceQuestion,
)
from yardstick.store.places import create_store
from yardstick.verify.invented_region import InventedRegion, viewer_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.results.gate import Results

    # Whose, and what was asked, to what was read.
    Answers = Mapping[tuple[str, WorkforceAsked], str]

SHOWN: Final = frozenset({"salary_least", "salary_most"})  # of every authority, as is declared
NOT_RETURNED: Final = "row"  # of the file
READER: Final = "derbyshire.commissioner"  # was given the region's, as few accounts are


def told_by_numbers(
    folder: Path, catalogue: Catalogue, region: Region, others: int
) -> tuple[int, list[str]]:
    """Return how many answers about others were compared, and what moved with a number.

    Args:
        folder: Where the two stores are made.
        catalogue: Declares the return.
        region: Whose authorities; the first of them is the reader's own.
        others: How many others' analyses are asked for. Those of every one's are in any case.
    """
    areas = region.authorities[: 1 + others]
    one, other = (
        _answers(_results(folder / name, catalogue, region, more), areas)
        for name, more in (("as-returned", 0), ("otherwise", 1))
    )
    moved = [key for key in one if one[key] != other[key]]
    mine = [key for key in one if _is_of(areas[0], *key)]
    told = [
        f"Numbers of others move {asked.order} of {area}."
        for area, asked in moved
        if not _is_of(areas[0], area, asked)
    ]
    if not set(moved) & set(mine):
        told.append("An authority's own numbers move nothing: what was read is not the workforce.")
    return len(one) - len(mine), told


def _is_of(home: str, area: str, asked: WorkforceAsked) -> bool:
    """Tell whether an answer is made of the reader's own return alone."""
    return area == home and asked.question not in OF_OTHERS


def _results(folder: Path, catalogue: Catalogue, region: Region, more: int) -> Results:
    """Publish the newest returns with so much added to every number, and open them to a reader."""
    made = InventedRegion(create_store(folder, "demonstration", region.id), catalogue)
    returns = list(invent_workforce(catalogue, region))
    for one in returns:
        if one.period == returns[-1].period:
            tables = {name: _with(table, more) for name, table in one.tables.items()}
            made.send_tables(DATASET, one.area, one.period, tables)
    desk = made.publish()
    return desk.results(viewer_of(READER, desk))


def _with(table: pa.Table, more: int) -> pa.Table:
    for at, column in enumerate(table.schema):
        is_number = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
        if is_number and column.name not in {*SHOWN, NOT_RETURNED}:
            added = pc.add(table[column.name], pa.scalar(more, column.type))
            table = table.set_column(at, column, added)
    return table


def _answers(results: Results, areas: Sequence[str]) -> Answers:
    """Return every analysis of some authorities, as it was read, and the pay of every role."""
    asked = [(area, WorkforceAsked(question)) for area in areas for question in WorkforceQuestion]
    of_pay = (WorkforceAsked(WorkforceQuestion.PAY_REGION, role=role) for role in results.roles())
    asked += [(areas[0], one) for one in of_pay]
    return {key: _read(results, *key) for key in asked}


def _read(results: Results, area: str, asked: WorkforceAsked) -> str:
    found = results.workforce(Selection(area, Comparator.REGION), asked)
    return f"{found.period} {found.before} {found.rows.to_csv()} {sorted(found.totals.items())}"
