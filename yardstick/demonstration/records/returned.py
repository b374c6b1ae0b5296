"""One invented return of records, as the ledger takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    import pyarrow as pa

    Tell: TypeAlias = Callable[[int, int], None]  # how many are done, of how many

SEED: Final = "yardstick"  # another one gives another region of the same size


@dataclass(frozen=True)
class RecordReturn:
    """One invented return of records.

    Attributes:
        dataset: Identifier of the data set.
        area: GSS code of the authority.
        period: Key of the period.
        tables: Identifier of each table to its typed columns, as the intake keeps them.
    """

    dataset: str
    area: str
    period: str
    tables: Mapping[str, pa.Table]


def untold(done: int, of: int) -> None:
    """Tell nobody."""
