"""What a data set and an indicator may say: the schema of `data/datasets` and `data/indicators`.

Every key is checked; an unknown key, a missing key and a value out of its list are errors that
name the key. Nothing here has a default where a default could show too much.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations when it runs
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from yardstick.catalogue.cubes import Cubes  # noqa: TC001 - likewise
from yardstick.catalogue.records import Check, Table  # noqa: TC001 - pydantic reads them too
from yardstick.catalogue.strict import Declaration, Identifier, Sentence
from yardstick.model import Counted, Direction, PeriodKind, Protection, Unit

# ---- data sets ----------------------------------------------------------------------------


class SameCount(Declaration):
    """An item, here or of another data set, that counts the very same."""

    dataset: Identifier
    item: Identifier


class Item(Declaration):
    """One count that a return holds.

    `breakdown` names a code list in `data/reference/codes.csv`; its parts add to the item
    named by `adds_to`. `at_most` is the item this one can never exceed. A number is whole and not
    below nought unless it `may_be_fraction` or `may_be_negative`.

    What is hidden of one item must not be told by another. So it is declared which counts the very
    same (`same_as`), which the definitions never let this one exceed though no part is taken of
    it (`within`), and of which stock this is the mean on the first and the last day (`mean_of`).
    """

    name: Identifier
    label: Sentence
    counted: Counted
    counts: Literal[
        "children", "events", "episodes", "days", "points", "sessions", "pupils", "posts"
    ]
    breakdown: Identifier | None = None
    adds_to: Identifier | None = None
    at_most: Identifier | None = None
    within: Identifier | None = None
    same_as: SameCount | None = None
    mean_of: Identifier | None = None
    collected_from: str | None = None
    may_be_fraction: bool = False
    may_be_negative: bool = False


class Summary(Declaration):
    """What partners that were given the region's rows see of each authority's newest return.

    `made` is which, as `store.summaries` makes it while a release is built; `says` is it in words.
    """

    made: Literal["pay", "agency"]
    says: Sentence


class DataSet(Declaration):
    """One return, or the official statistics: what it holds and how it is protected.

    `protection` and `instruction` have no default: a data set without either does not load.
    `since` says from when partners agreed to record it; `joint`, that authorities which a region
    combines send one return for all of them.
    """

    id: Identifier
    number: int | None
    title: Sentence
    summary: Sentence
    cycle: Literal["quarter", "term", "year", "as_collected", "release"]
    submitted_by: Literal["local_authority", "government_department"]
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    checks: tuple[Check, ...] = ()
    cubes: Cubes | None = None
    summaries: tuple[Summary, ...] = ()
    days_to_submit: int = Field(default=42, ge=1)
    since: Sentence | None = None
    protection: Protection
    instruction: Sentence
    lawful_basis: Sentence
    owner: Sentence
    superseded_by_official: bool = False
    joint: bool = False

    @model_validator(mode="after")
    def _items_refer_to_items(self) -> Self:
        names = [item.name for item in self.items]
        if len(names) != len(set(names)):
            raise ValueError("items: a name stands twice")
        for item in self.items:
            for other in (item.adds_to, item.at_most, item.within, item.mean_of):
                if other is not None and other not in names:
                    raise ValueError(f"items.{item.name}: '{other}' is not an item here")
        return self

    @model_validator(mode="after")
    def _checks_refer_to_tables(self) -> Self:
        if self.items and self.tables:
            raise ValueError("tables: a return is of counts or of records, not of both")
        if self.protection is Protection.RECORDS and not self.tables:
            raise ValueError("protection: only tables are protected as records")
        tables = {table.id for table in self.tables}
        codes = [check.code for check in self.checks]
        if len(codes) != len(set(codes)):
            raise ValueError("checks: a code stands twice")
        for check in self.checks:
            if bool(tables) != (check.table in tables):
                raise ValueError(f"checks.{check.code}: table must be one of those declared here")
        return self

    @model_validator(mode="after")
    def _cubes_are_of_a_table(self) -> Self:
        if self.cubes is not None:
            if self.cycle != "term":
                raise ValueError("cubes: only returns of terms can be shared so far")
            named = self.cubes.table
            table = next((one for one in self.tables if one.id == named), None)
            fault = self.cubes.fault_in(table) if table else f"'{named}' is not a table here"
            if fault:
                raise ValueError(f"cubes: {fault}")
        return self

    @property
    def calendar(self) -> PeriodKind:
        """Return the kind of period that one return is of."""
        kinds = {"term": PeriodKind.TERM, "year": PeriodKind.ACADEMIC_YEAR}
        return kinds.get(self.cycle, PeriodKind.QUARTER)

    def table(self, identifier: str) -> Table:
        """Return a table of records by its identifier."""
        return next(table for table in self.tables if table.id == identifier)


# ---- indicators ---------------------------------------------------------------------------


class Count(Declaration):
    """One side of an indicator: an item of the data set, or a population."""

    item: Identifier | None = None
    population: Literal["age_0_17"] | None = None
    label: Sentence

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.item is None) == (self.population is None):
            raise ValueError("give either item or population, and one only")
        return self


class Denominator(Count):
    """What an indicator's numerator is taken over.

    `of_each` is how many of what it counts one child can have in a period, where a child has many:
    the interval of a percentage then counts children, because those of one child are alike.
    """

    of_each: int = Field(default=1, ge=1)


class PublishedSeries(Declaration):
    """Where an official release gives this indicator's value.

    `source` is a file in `data/published/`; `measure` is a code it declares. Where the release
    also gives the counts, `numerator` and `denominator` name them, and an interval follows.
    """

    source: Identifier
    measure: str
    period: PeriodKind
    numerator: str | None = None
    denominator: str | None = None
    comparable: bool = True
    note: str | None = None


class Source(Declaration):
    """Who publishes the definition or the official equivalent."""

    title: Sentence
    publisher: Sentence


class Break(Declaration):
    """A period from which figures are not comparable with those before."""

    period: str
    reason: Sentence


class Example(Declaration):
    """Rows of counts and the values they must give; run as this indicator's test.

    A row holds `area`, `period`, item names with numbers, and `population` where the
    denominator is one; an expected row holds `area`, `period`, `value` (one quarter, not
    annualised).
    """

    rows: tuple[dict[str, str | int | float], ...] = Field(min_length=1)
    expect: tuple[dict[str, str | int | float | None], ...] = Field(min_length=1)


class Indicator(Declaration):
    """One measure: what is counted over what, which way is better, and what to be careful of."""

    id: Identifier
    title: Sentence
    short: Annotated[str, Field(min_length=3, max_length=34)]
    theme: Literal[
        "Contacts and referrals",
        "Assessment",
        "Child protection",
        "Children looked after",
        "Care leavers",
        "Adoption",
        "Early help",
        "Missing and exploitation",
        "Home education",
        "SEND",
        "Exclusions",
        "Education results",
        "Attendance",
        "Education of looked-after children",
        "Workforce",
    ]
    order: int
    dataset: Identifier
    why_it_matters: Sentence
    numerator: Count
    denominator: Denominator | None
    unit: Unit
    counted: Counted
    better: Direction
    better_note: str | None = None
    decimals: int = Field(ge=0, le=2)
    annualise: bool = False
    breakdown: Identifier | None = None
    breaks: tuple[Break, ...] = ()
    collected_from: str | None = None
    minimum_denominator: int = Field(default=6, ge=6)
    published: tuple[PublishedSeries, ...] = ()
    published_note: Sentence
    synonyms: tuple[str, ...] = ()
    caveats: tuple[Sentence, ...] = Field(min_length=1)
    source: Source
    owner: Sentence
    reviewed: dt.date
    review_by: dt.date
    example: Example

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.denominator is None and self.unit is not Unit.COUNT:
            raise ValueError(f"denominator: a {self.unit} needs one")
        if self.annualise and self.counted is Counted.STOCK:
            raise ValueError("annualise: a stock is never annualised")
        if self.annualise and (self.denominator is None or self.denominator.population is None):
            raise ValueError("annualise: only a rate over a population is annualised")
        if self.of_each > 1 and self.unit is not Unit.PERCENT:
            raise ValueError("denominator: only the interval of a percent heeds of_each")
        if self.review_by <= self.reviewed:
            raise ValueError("review_by: must be later than reviewed")
        return self

    @property
    def of_each(self) -> int:
        """Return how many of the denominator one child can have in a period."""
        return self.denominator.of_each if self.denominator else 1

    @property
    def per_words(self) -> str:
        """Return the unit with its population, for every subtitle."""
        below = self.denominator.label if self.denominator else ""
        return {
            Unit.COUNT: "number",
            Unit.PERCENT: f"% of {below}",
            Unit.PER_100: f"per 100 {below}",
            Unit.PER_10K: f"per 10,000 {below}",
            Unit.DAYS: "days, mean",
            Unit.SCORE: "points, mean",
            Unit.RATIO: f"per {below}",
        }[self.unit]
