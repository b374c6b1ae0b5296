"""Who takes part: a region with its authorities, partners and cycles, and what is given to whom.

Every key is checked, as in `declarations`; nothing has a default that could show too much.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yardstick.catalogue.strict import Declaration, Identifier, Sentence
from yardstick.model import Comparator, Reach  # noqa: TC001 - pydantic reads the annotations


class Partner(Declaration):
    """An organisation that signed, and the areas whose figures are its own."""

    id: Identifier
    name: Sentence
    areas: tuple[str, ...]


class Group(Declaration):
    """A named set of authorities that a figure may be held against."""

    id: Identifier
    name: Sentence
    areas: tuple[str, ...] = Field(min_length=2)


class Combined(Declaration):
    """Authorities for which some figures exist only jointly, and the code they succeeded."""

    code: str
    name: Sentence
    parts: tuple[str, ...] = Field(min_length=2)
    predecessor: str


class Cycle(Declaration):
    """How often the partners do something together."""

    id: Identifier
    name: Sentence
    every: Literal["quarter", "four_months", "six_months", "year", "two_years"]


class Region(Declaration):
    """A region: configuration, never code.

    `authorities` are GSS codes in DfE order. `neighbours_model` is the model used unless a
    link asks for the other. `default_comparator` is what a newcomer sees. `letters` begin every
    pseudonym of the region.
    """

    id: Identifier
    name: Sentence
    code: str
    host: Identifier
    authorities: tuple[str, ...] = Field(min_length=2)
    partners: tuple[Partner, ...]
    groups: tuple[Group, ...]
    combined: tuple[Combined, ...] = ()
    cycles: tuple[Cycle, ...]
    letters: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    neighbours_model: Literal["2021", "2025"]
    default_comparator: Comparator
    contact: Sentence

    def combined_of(self, code: str) -> Combined | None:
        """Return the authorities that one is combined with, itself among them; None for others."""
        return next((one for one in self.combined if code in one.parts), None)


class GrantDeclaration(Declaration):
    """A data set given to a partner or a person, and whose rows."""

    dataset: Identifier
    reach: Reach
