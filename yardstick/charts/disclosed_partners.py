"""Who is shown what, by data set and by what a partner was given: the policy, in a table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts.table import Cell, TableData, made, texts
from yardstick.model import Protection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import DataSet
    from yardstick.results.disclosed import Disclosed

_NOTHING: Final = "Nothing"
_EXACT: Final = "Every count, exactly"
_SUPPRESSED: Final = "Counts, with small ones suppressed; regional totals to the nearest 10"
_PUBLISHED: Final = "As the department publishes it"
_RECORDS: Final = "Every record, to people named for it"
_ROWS: Final = "Every row, exactly"

# What the authority itself sees, and what a partner sees of others who was given the region.
_SEEN: Final[Mapping[Protection, tuple[str, str]]] = MappingProxyType(
    {
        Protection.PARTNER_FULL: (_EXACT, _EXACT),
        Protection.PARTNER_SUPPRESSED: (_EXACT, _SUPPRESSED),
        Protection.PUBLIC: (_SUPPRESSED, _SUPPRESSED),
        Protection.RECORDS: (_RECORDS, _NOTHING),
        Protection.OFFICIAL: (_PUBLISHED, _PUBLISHED),
    }
)


def partners(result: Disclosed) -> TableData:
    """One row per data set: what each kind of partner is shown of it."""
    columns = texts(
        *("Data set", "The authority itself", "Others, with the region's data"),
        *("Others, with their own data only", "Without the data set"),
    )
    caption = "Who is shown what"
    return made(caption, columns, (_row(one) for one in result.datasets.values()))


def _row(dataset: DataSet) -> tuple[Cell, ...]:
    protection = Protection(dataset.protection)
    own, others = _SEEN[protection]
    if dataset.tables:  # rows are their owner's, whatever is decided of counts
        own, others = own if protection is Protection.RECORDS else _ROWS, _NOTHING
    if dataset.cubes:
        others = "Counts rounded to multiples of 5" + (
            "; mean prices of the region" if dataset.cubes.prices else ""
        )
    if dataset.summaries:
        others = ". ".join(one.says for one in dataset.summaries)
    of_own = _PUBLISHED if own == _PUBLISHED else _NOTHING
    return tuple(Cell(text) for text in (dataset.title, own, others, of_own, _NOTHING))
