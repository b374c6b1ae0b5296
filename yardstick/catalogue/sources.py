"""What a family of official files may say of itself: the schema of `data/published/`."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from yardstick.catalogue.strict import Declaration, Identifier, Sentence
from yardstick.model import PeriodKind  # noqa: TC001 - pydantic reads the annotations


class OfficialMeasure(Declaration):
    """One number of an official file: a column, in the rows where `where` holds.

    Where the file gives only parts, `columns` names those that add to it.
    """

    code: str
    label: Sentence
    column: str | None = None
    columns: tuple[str, ...] = Field(default=(), min_length=2)
    where: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _column_or_columns(self) -> Self:
        if (self.column is None) == (not self.columns):
            raise ValueError("give either column or columns, and one only")
        return self

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the columns whose numbers add to this one."""
        return self.columns if self.column is None else (self.column,)


class OfficialSource(Declaration):
    """One family of official files and how to read it.

    `recognised_by` are headers that together tell this family from the others. `renamed` maps
    headers of other years to the ones used here. `symbols` maps what the family writes in
    place of a number to a status. `period` is the calendar its years belong to unless the file
    says otherwise.
    """

    id: Identifier
    title: Sentence
    publisher: Sentence
    layout: Literal["statistics_service", "lait", "lait_dictionary"]
    recognised_by: tuple[str, ...] = Field(min_length=2)
    period: PeriodKind
    release: Sentence
    population_vintage: str | None = None
    renamed: dict[str, str] = Field(default_factory=dict)
    symbols: dict[str, str]
    measures: tuple[OfficialMeasure, ...] = ()
