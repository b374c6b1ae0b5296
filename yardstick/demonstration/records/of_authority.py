"""Four years of one authority's exclusions, movements and headcount, made in one process.

An authority's pupils who move to another become its joiners; so rows of one authority's return
come from several of these, and are brought together by `made`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from yardstick.demonstration.chance import chance
from yardstick.demonstration.records import rolls
from yardstick.demonstration.records.exclusion_rows import REINSTATED, board_decisions, written
from yardstick.demonstration.records.exclusions import exclusions_of_year
from yardstick.demonstration.records.headcount import headcount
from yardstick.demonstration.records.moves import move
from yardstick.demonstration.records.progress import Progress
from yardstick.demonstration.records.pseudonyms import pseudonyms
from yardstick.demonstration.records.pupils import Newcomers
from yardstick.demonstration.records.rates import rates
from yardstick.demonstration.records.school_days import (
    YEARS,
    census,
    school_days,
)
from yardstick.demonstration.records.steps import Rolls, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import DataSet
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.place import Place
    from yardstick.demonstration.records.pupils import Pupils

# Beside the columns of a table: whose return a row is in, and of which term, by position.
AREA, TERM = "area at", "term at"
_NUMBERS_EACH: Final = 100_000_000  # pupils of one authority before the numbers of the next


@dataclass(frozen=True)
class Work:
    """What is made for one authority; small enough to be sent to another process.

    Attributes:
        place: Which authority, among which others.
        dataset: The declaration of the exclusions' data set.
        seed: What chance depends on, with the authority.
    """

    place: Place
    dataset: DataSet
    seed: str


def of_authority(work: Work) -> dict[str, pa.Table]:
    """Return the rows of each table that follow from one authority's pupils.

    Returns:
        Identifier of the table to its columns but `la_code` and `period`, with `AREA` and `TERM`
        in their stead.
    """
    place = work.place
    rng = chance(work.seed, place.own.area, "pupils")
    newcomers = Newcomers(place.own, place.at * _NUMBERS_EACH, rng)
    years = _Years(work, rng, Rolls())
    progress = Progress(rng, place, years.movements, newcomers)
    pupils = newcomers.population()
    progress.begin(pupils)
    for year in range(YEARS):
        pupils = progress.after(year, years.add(year, pupils))
    return years.tables()


class _Years:
    """The years made so far."""

    def __init__(self, work: Work, rng: np.random.Generator, movements: Rolls) -> None:
        self._work, self._rng, self.movements = work, rng, movements
        self._rates = rates(work.place.own.area)
        self._made: dict[str, list[pa.Table]] = {"exclusions": [], "headcount": []}

    def add(self, year: int, pupils: Pupils) -> Pupils:
        """Make a year, and return who is still on a roll of the authority when it ends."""
        place, rng = self._work.place, self._rng
        counted = headcount(pupils, place.own, year)
        term = np.full(len(counted["pupils"]), school_days().terms[census(year)])
        self._made["headcount"].append(_table(counted, place.at, term))
        found = exclusions_of_year(
            rng, year, pupils, place.own, frequency=self._rates, plants=place.plants
        )
        board = board_decisions(rng, found)
        steps = Steps(rng, place, self.movements, year, pupils=pupils, found=found)
        move(steps, found.pupil[board == REINSTATED])
        rows = written(rng, found, pupils, place.own, plants=place.plants, board=board)
        whose = {"pupil_ref": pseudonyms(self._work.dataset, rows.pupil)}
        self._made["exclusions"].append(_table({**rows.columns, **whose}, place.at, rows.term))
        return pupils.some(~steps.gone)

    def tables(self) -> dict[str, pa.Table]:
        """Return every table of the years."""
        areas, made = self._work.place.areas, self.movements
        tables = {table: pa.concat_tables(parts) for table, parts in self._made.items()}
        for table, rows, columns_of in (
            ("leavers", made.leavers.whole(), rolls.leavers),
            ("joiners", made.joiners.whole(), rolls.joiners),
        ):
            columns = columns_of(rows, areas)
            columns["pupil_ref"] = pseudonyms(self._work.dataset, rows["pupil"])
            terms = school_days().terms[rows["day"]]
            tables[table] = _table(columns, rows["area"], terms)
        return tables


def _table(columns: Mapping[str, pa.Array], area: Counts | int, term: Counts) -> pa.Table:
    at = np.broadcast_to(np.asarray(area, np.int64), term.shape)
    return pa.table({**columns, AREA: pa.array(at), TERM: pa.array(term)})
