"""The tables of a release that hold what may be shown to others of records: never a record.

They are filled by whoever builds the release and knows how to protect; a release that is built
without stays empty here, and shows nothing of others. The columns:

- `shared_<data set>`, one row per cell of an authority's cube that is not shown as 0: `dataset`,
  `area`, `period` (an academic year, `2024/25`), `measure`, a column for each declared dimension
  (in words; `All` where it is left out for this authority and year), `number` (a multiple of 5).
  A cell that is not there is 0, which means "0 to 4", if `shared_cube` has the cube at all.
- `shared_cube`, one row per cube: `dataset`, `area`, `period`, `measure`; `wording`, which
  dimensions are coarser; the largest error that is stated of `total`, `one_way`, `two_way` and
  `three_way` tables (missing where there is none); `tried`, how many small numbers were attacked;
  `public`, how many of them published tables leave narrow; `close`, whether margins are as close
  as the product aims at; `held`, whether the figures of the release before stand.
- `shared_price`, one row per mean price of the whole region that may be shown: `dataset`, `period`,
  a column for each dimension that prices are given by (`All` where it is for all of them), `price`
  (pounds a year, to £1,000 or three figures).

The first two belong to an authority and are seen by whoever was given its rows or the region's;
prices only by who was given the region's. What is shown of each other's workforce needs no
protection, and is in `store/summaries.py` with its columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from yardstick.store.schema import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb
    import pyarrow as pa

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.cubes import Cubes
    from yardstick.catalogue.declarations import DataSet

PREFIX: Final = "shared_"
CUBE: Final = f"{PREFIX}cube"
PRICE: Final = f"{PREFIX}price"
_KEYS = ("dataset", "area", "period", "measure")


def _columns(kind: str, *names: str, may_miss: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, kind, may_miss) for name in names)


_CUBE = Table(
    CUBE,
    (
        *_columns("VARCHAR", *_KEYS, "wording"),
        *_columns("BIGINT", "total", "one_way", "two_way", "three_way", may_miss=True),
        *_columns("BIGINT", "tried", "public", may_miss=True),
        *_columns("BOOLEAN", "close", "held"),
    ),
    _KEYS,
    is_unique=True,
)


@dataclass(frozen=True)
class Shared:
    """What may be shown of one data set's records, and what the next release must know.

    Attributes:
        tables: By name, with the columns above.
        memory: What the next release is protected with, as a file. Secret, like records.
        key: Names the key that cells were drawn with.
        sha256: Of the cubes.
    """

    tables: Mapping[str, pa.Table]
    memory: bytes = field(repr=False)
    key: str
    sha256: str


class Sharing(Protocol):
    """Make what may be shown of one data set's records."""

    def __call__(  # noqa: PLR0913 - all that a release knows of a data set's records
        self,
        dataset: DataSet,
        catalogue: Catalogue,
        records: pa.Table,
        *,
        key: bytes,
        before: bytes | None,
        progress: Callable[[int, int], None],
    ) -> Shared:
        """Protect every authority's records.

        Args:
            dataset: Declares what is shown.
            catalogue: Gives the code lists.
            records: `area`, `period`, and the columns that are needed, as the release has them.
            key: The store's own; the same for every release.
            before: What the newest release before has left for this one.
            progress: Told how many cubes are done, of how many.

        Raises:
            StoreError: Something cannot be protected; there is no release then.
        """


def shared_tables(catalogue: Catalogue) -> dict[str, Table]:
    """Return the table of a release for each data set that declares cubes, and the two of all."""
    own = {
        f"{PREFIX}{dataset.id}": _table(dataset.id, dataset.cubes)
        for dataset in catalogue.datasets.values()
        if dataset.cubes is not None
    }
    return {**own, CUBE: _CUBE, PRICE: _price(catalogue)}


def fill_shared(connection: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table) -> None:
    """Add rows to a table, sorted."""
    connection.register("shared", rows.select(table.arrow.names).cast(table.arrow))
    sorted_rows = f'SELECT {table.listing} FROM "shared" ORDER BY {table.sorting}'  # noqa: S608 - names of declared columns
    connection.execute(f'INSERT INTO "{table.name}" {sorted_rows}')
    connection.unregister("shared")


def _price(catalogue: Catalogue) -> Table:
    declared = [dataset.cubes for dataset in catalogue.datasets.values() if dataset.cubes]
    by = dict.fromkeys(name for each in declared if each.prices for name in each.prices.by)
    names = ("dataset", "period", *by)
    columns = (*_columns("VARCHAR", *names), *_columns("BIGINT", "price"))
    return Table(PRICE, columns, names, is_unique=True)


def _table(dataset: str, cubes: Cubes) -> Table:
    names = (*_KEYS, *(dimension.name for dimension in cubes.dimensions))
    columns = (*_columns("VARCHAR", *names), *_columns("BIGINT", "number"))
    return Table(f"{PREFIX}{dataset}", columns, names, is_unique=True)
