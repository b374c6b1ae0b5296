"""What the return to DfE is made of, as it is handed to the writer's door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Exact:
    """One quarter's return.

    Attributes:
        period: Key of the quarter.
        release: Identifier of the release it is made of.
        rows: As they go to DfE, one per item, part and area, exact; the region's rows last.
        checksum: SHA-256 of the comma-separated file of these rows.
        returned: How many authorities are in it.
        expected: How many there were.
    """

    period: str
    release: str
    rows: pd.DataFrame
    checksum: str
    returned: int
    expected: int


class ExactReturns(Protocol):
    """Makes returns to DfE for one viewer, or refuses to."""

    def periods(self) -> tuple[str, ...]:
        """Return the quarters that there are, newest first."""

    def of(self, period: str) -> Exact:
        """Return the return of one of them."""
