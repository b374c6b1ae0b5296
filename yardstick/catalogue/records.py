"""What a return of records may say: its tables, their columns, how each column leaves a partner.

A return of counts has items instead (`declarations.Item`). Both are checked by the rules here.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from yardstick.catalogue.strict import Declaration, Identifier, Sentence

ColumnType = Literal[
    "token",  # a pseudonym in the strict form of docs/pseudonyms.md
    "code",  # one of a code list
    "flag",  # Y or N
    "area",  # DfE or GSS code of an authority
    "urn",  # six digits
    "date",
    "month",  # 2025-03
    "whole",  # a whole number
    "number",
    "money",  # pounds, at most two decimals
    "percent",
    "text",  # short, plain, never a sentence about a person
]


class AtPartner(Declaration):
    """How the partner's own tool makes a column before anything leaves them.

    Attributes:
        of: Headers that the partner's file may use for what it is made of, most usual first. They
            never leave.
        does: `keep` sends it as it is; the others replace it by less: a keyed token, the school
            year of a birth date on 31 August, the month or the Monday of a date, the first half of
            a postcode, a band.
        bands: For `band`: lower ends, in order; a value belongs to the last it reaches.
    """

    of: tuple[str, ...] = Field(min_length=1)
    does: Literal["keep", "token", "year_group", "month", "week", "district", "band"]
    bands: tuple[float, ...] = ()


class Column(Declaration):
    """One column of a table of records. A column that is not declared is a refused file."""

    name: Identifier
    label: Sentence
    type: ColumnType
    required: bool
    codes: Identifier | None = None
    least: float | None = None
    most: float | None = None
    longest: int = Field(default=60, ge=1, le=200)
    at_partner: AtPartner | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.type == "code") != (self.codes is not None):
            raise ValueError("codes: a column of type code names its code list, and no other does")
        if self.type == "token" and (self.at_partner is None or self.at_partner.does != "token"):
            raise ValueError("at_partner: a token is made at the partner; say of what")
        return self


class Table(Declaration):
    """One table of a return of records.

    Attributes:
        grain: What one row is.
        key: Columns that together name one row once.
        optional: Whether a return may come without it.
    """

    id: Identifier
    title: Sentence
    grain: Sentence
    key: tuple[Identifier, ...] = Field(min_length=1)
    columns: tuple[Column, ...] = Field(min_length=1)
    optional: bool = False

    @model_validator(mode="after")
    def _key_is_of_columns(self) -> Self:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError("columns: a name stands twice")
        for name in self.key:
            if name not in names:
                raise ValueError(f"key: '{name}' is not a column here")
        return self

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)


class Check(Declaration):
    """One rule that a return must keep, with the row that must break it.

    In a return of counts one row is the whole return: each item's name is its total, and
    `<item>_before`, `<item>_mean`, `<item>_year_before`, `<item>_official` are what the same
    authority returned for the period before, on average of the four before, a year before, and
    what the department publishes for the same time; missing where there is none.

    Attributes:
        code: What the report calls it.
        table: Of a return of records; None where the return is of counts.
        each: Items that the rule holds for one by one, `{item}` in it being the name.
        rule: An SQL condition over one row. What is not false passes: a missing value breaks
            nothing.
        severity: `reject` refuses the file; `ask` wants an answer or a confirmation.
        columns: Which cells of the row to mark.
        message: What is wrong, in the reader's words.
        allowed: What would be right.
        fails_on: Values of a row that must break it; run as this check's test.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]+-[0-9]{2,3}$")]
    table: Identifier | None = None
    each: tuple[Identifier, ...] = ()
    rule: Sentence
    severity: Literal["reject", "ask"]
    columns: tuple[str, ...] = Field(min_length=1)
    message: Sentence
    allowed: Sentence
    fails_on: dict[str, str | int | float | None] = Field(min_length=1)
