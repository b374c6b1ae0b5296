"""Whether a partner's file is a return that can be taken in, and what it then holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.findings import Finding
    from yardstick.intake.known import Known
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period

COUNTS = ("item", "breakdown", "number", "status", "place")


def no_counts() -> pd.DataFrame:
    """Return the counts of a return that holds none."""
    return pd.DataFrame({name: [] for name in COUNTS})


@dataclass(frozen=True)
class CheckedReturn:
    """A file as one return of one authority, and everything that was found in it.

    Attributes:
        dataset: Identifier.
        area: GSS code.
        period: Which period it is of.
        counts: Of a return of counts: one row per `item` and `breakdown` (empty for the total),
            `number` (missing where `status` has none), `status` and `place` ("Returns!C7").
        tables: Of a return of records: identifier of the table to its typed columns in their
            order and `row`, the row of the file as a spreadsheet numbers it.
        findings: In the order of the file.

    A refused return holds neither counts nor tables: nothing is half accepted.
    """

    dataset: str
    area: str
    period: Period
    counts: pd.DataFrame = field(default_factory=no_counts)
    tables: Mapping[str, pa.Table] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything in it refuses the whole file."""
        return any(one.severity == "reject" for one in self.findings)

    @property
    def asks(self) -> tuple[Finding, ...]:
        """Return the findings that want an answer or a confirmation."""
        return tuple(one for one in self.findings if one.severity == "ask")


def check_return(  # noqa: PLR0913 - what the file is said to be, and what it is held against
    sheets: Sequence[Sheet],
    dataset: DataSet,
    reference: Reference,
    *,
    area: str,
    period: Period,
    known: Known,
) -> CheckedReturn:
    """Check a file as one return, and read what it holds.

    Identifiers are looked for first: a file that seems to hold any is refused.

    Args:
        sheets: As `sandbox.read_sheets` gives them.
        dataset: What the file is said to be a return of.
        reference: Areas and code lists.
        area: GSS code of the authority that it is said to be of.
        period: Likewise; of the data set's calendar.
        known: What the numbers are held against.
    """
    raise NotImplementedError
