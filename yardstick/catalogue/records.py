"""What a return of records may say: its tables, their columns, how each column leaves a partner.

A return of counts has items instead (`declarations.Item`). Both are checked by the rules here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from yardstick.catalogue.strict import Declaration, Identifier, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

ColumnType = Literal[
    "token",  # a pseudonym in the strict form of docs/pseudonyms.md
    "code",  # one of a code list
    "flag",  # Y or N
    "area",  # DfE or GSS code of an authority
    "urn",  # six digits
    "date",
    "month",  # 2025-03
    "period",  # key of the period that the return is of
    "whole",  # a whole number
    "number",
    "money",  # pounds, at most two decimals
    "percent",
    "text",  # short, plain, never a sentence about a person
]

# How each type stands in a row that a rule is about, and in what is kept of a return.
SQL_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        **dict.fromkeys(("token", "code", "area", "urn", "period", "text"), "VARCHAR"),
        **dict.fromkeys(("date", "month"), "DATE"),
        **dict.fromkeys(("number", "money", "percent"), "DOUBLE"),
        "flag": "BOOLEAN",
        "whole": "BIGINT",
    }
)
# What a rule may say of a period beside the columns of its row.
OF_PERIOD = ("period_start", "period_end")
# What a rule on an item of a return of counts may compare it with: `R11_before` and so on.
COMPARED = ("before", "mean", "lowest", "year_before", "year", "official", "least", "most")


class AtPartner(Declaration):
    """How the partner's own tool makes a column before anything leaves them.

    Attributes:
        of: Headers that the partner's file may use for what it is made of, most usual first. They
            never leave.
        does: `keep` sends it as it is; the others replace it by less: a keyed token, the token
            it had under last year's key, the school year of a birth date on 31 August, the month
            or the Monday of a date, the first half of a postcode, a band.
        bands: For `band`: lower ends, in order; a value belongs to the last it reaches.
    """

    of: tuple[str, ...] = Field(min_length=1)
    does: Literal[
        "keep", "token", "token_before", "year_group", "month", "week", "district", "band"
    ]
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
        made = self.at_partner.does if self.at_partner else "keep"
        if (self.type == "token") != made.startswith("token"):
            raise ValueError("at_partner: a token, and nothing else, is made there by token")
        return self


class Table(Declaration):
    """One table of a return of records.

    Attributes:
        grain: What one row is.
        key: Columns that together name one row once.
        optional: Whether a return may come without it; it is then asked why.
        dated_by: The column whose day says which codes could be used; the period's last day
            where it is None.
        sample: Invented rows that pass every check, as a partner would write them; `period` and
            `la_code` are filled in.

    `la_code` is the authority that sends the return and `period` the period it is of, wherever a
    table has columns of these names.
    """

    id: Identifier
    title: Sentence
    grain: Sentence
    key: tuple[Identifier, ...] = Field(min_length=1)
    columns: tuple[Column, ...] = Field(min_length=1)
    optional: bool = False
    dated_by: Identifier | None = None
    sample: tuple[dict[str, str | int | float], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_of_columns(self) -> Self:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError("columns: a name stands twice")
        named = {"key": self.key, "dated_by": (self.dated_by,) if self.dated_by else ()}
        sampled = {"sample": tuple(name for row in self.sample for name in row)}
        for place, given in (named | sampled).items():
            for name in given:
                if name not in names:
                    raise ValueError(f"{place}: '{name}' is not a column here")
        return self

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)


class Check(Declaration):
    """One rule that a return must keep, with the row that must break it.

    In a return of counts one row is the whole return: each item's name is its total, missing
    where the return gives none. Beside it stand, missing where there is nothing to compare with:

    - `<item>_before`, `<item>_year_before`: what the same authority returned for the period
      before and a year before;
    - `<item>_mean`, `<item>_lowest`: of the four periods before, where all four are there;
    - `<item>_year`: the year that ends with this period, which is the number itself where it is
      a stock; `<item>_official`: what the department publishes for the same year;
    - `<item>_least`, `<item>_most`: half and twice what 90 % of England's authorities lie
      between, as counts of this authority and period.

    In a return of records one row is a record, each column of the type in `SQL_TYPES`. Both have
    `period_start` and `period_end`.

    Attributes:
        code: What the report calls it.
        table: Of a return of records; None where the return is of counts.
        each: Items that the rule holds for one by one. `{item}` in the rule, in the columns and
            in the names of `fails_on` is the name.
        rule: What is wrong, as an SQL condition over one row (`rules.fault_in` says what it may
            hold). A missing value breaks nothing.
        severity: `reject` refuses the file; `ask` wants an answer or a confirmation.
        columns: Which cells of the row to mark: names of columns, or of items.
        message: What is wrong, in the reader's words. In a return of counts names of the row in
            braces become its numbers.
        allowed: What would be right.
        fails_on: Values of a row that must break it; run as this check's test. Of a return of
            records: what to change in the first row of the table's sample.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]{2,3}$")]
    table: Identifier | None = None
    each: tuple[Identifier, ...] = ()
    rule: Sentence
    severity: Literal["reject", "ask"]
    columns: tuple[str, ...] = Field(min_length=1)
    message: Sentence
    allowed: Sentence
    fails_on: dict[str, str | int | float | None] = Field(min_length=1)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return the items that it is tried on; one empty name where it is about the row."""
        return self.each or ("",)

    def rule_for(self, item: str) -> str:
        """Return the condition for one of its subjects."""
        return self.rule.replace("{item}", item)

    def columns_for(self, item: str) -> tuple[str, ...]:
        """Return the cells to mark for one of its subjects."""
        return tuple(name.replace("{item}", item) for name in self.columns)

    def breaking_for(self, item: str) -> dict[str, str | int | float | None]:
        """Return the values that must break it for one of its subjects."""
        return {name.replace("{item}", item): value for name, value in self.fails_on.items()}
