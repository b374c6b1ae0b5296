"""An attack on the register: returns that are right in all but one column that nobody declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.intake.broken import draft_of, sheets_of
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.returns import check_return
from yardstick.intake.samples import sample_period, sample_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet

NAMES: Final = (
    "favourite_colour",
    "R25",
    "la_code2",
    "Pupil",
    "social worker",
    "risk score",
    "ward",
    "note 2",
)


def taken_in(catalogue: Catalogue, area: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Give each attempt in words, and whether the return was taken in all the same.

    Args:
        catalogue: Whose returns are tried.
        area: GSS code of the authority that is said to send them.
        names: Headers that no data set declares.
    """
    for dataset in catalogue.datasets.values():
        if dataset.submitted_by == "local_authority":
            for sheet in sample_sheets(dataset, catalogue.reference, area):
                for name in names:
                    said = f"{dataset.id}, {sheet or 'the counts'}, with a column '{name}'"
                    yield said, _is_taken(catalogue, dataset, area, sheet, name)


def _is_taken(catalogue: Catalogue, dataset: DataSet, area: str, sheet: str, name: str) -> bool:
    draft = draft_of(sample_sheets(dataset, catalogue.reference, area))
    header, *rows = draft[sheet]
    draft[sheet] = [[*header, name], *([*row, "1"] for row in rows)]
    checked = check_return(
        sheets_of(draft),
        dataset,
        catalogue.reference,
        area=area,
        period=sample_period(dataset),
        known=NOTHING_KNOWN,
    )
    return not checked.refused
