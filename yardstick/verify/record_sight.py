"""What somebody is answered about others' records, question by question, as the door gives it.

A number is read wherever it can be: as it stands, from a rate over people whom everybody can
count, and from a region's figure without the reader's own. What is no multiple of 5 can have come
from no cube, and is taken for exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.access.errors import AccessDenied
from yardstick.model import Comparator, Selection
from yardstick.results.exclusions_types import DATASET as EXCLUSIONS
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView, Kind
from yardstick.results.placement_types import PlacementsAsked, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.results.gate import Results

BASE: Final = 5
_DIGITS: Final = 6  # a rate gives its number back to this, and no count needs more
_COLUMNS: Final = ["area", "number", "by_rate", "is_exact"]
_CHILDREN: Final = 10_000  # what a rate of placements is over


class Asked(NamedTuple):
    """One question.

    Attributes:
        dataset: Of which records.
        area: The authority in focus.
        year: Academic year; of placements no other is answered than the newest.
        part: Of which of them; empty for all.
        kind: Of exclusion; the answer is of suspensions whatever is asked.
        phase: Of schools, likewise of all.
    """

    dataset: str
    area: str
    year: str
    part: str = ""
    kind: Kind = Kind.SUSPENSION
    phase: str = "SEC"


class Answer(NamedTuple):
    """One number, of one authority, or of several where the door adds them up.

    Attributes:
        areas: Whose.
        part: Of which records; empty for all.
        number: As it was read.
        is_exact: Whether it is said to be exact, or cannot have come from a cube.
    """

    areas: frozenset[str]
    part: str
    number: float
    is_exact: bool


class _Read(NamedTuple):
    """What one question is answered, laid out alike for both data sets.

    Attributes:
        rows: `area`, `number`, `by_rate` (what its rate is made of, missing without), `is_exact`.
        whole: The region's number, and what its rate is made of; nan where there is none.
    """

    rows: pd.DataFrame
    whole: tuple[float, float]


@dataclass(frozen=True)
class Reader:
    """Somebody at the door.

    Attributes:
        results: What they are given.
        people: Children of each authority, as everybody can look up.
    """

    results: Results
    people: Mapping[str, float]

    def answers(self, asked: Asked) -> list[Answer]:
        """Return every number that a question is answered; none where it is refused."""
        ask = self._exclusions if asked.dataset == EXCLUSIONS else self._placements
        try:
            rows, wholes = ask(asked)
        except AccessDenied:
            return []
        rows = rows.dropna(subset=["number"])
        found = [
            _answer({area}, asked.part, number, exact=is_exact)
            for area, *numbers, is_exact in rows.itertuples(index=False)
            for number in numbers
        ]
        own = rows[rows["is_exact"].astype(bool)]
        others, mine = set(rows["area"]) - set(own["area"]), float(own["number"].sum())
        found += [_answer(others, asked.part, whole - mine, exact=False) for whole in wholes]
        return [one for one in dict.fromkeys(found) if not math.isnan(one.number) and one.areas]

    def mixed(self, area: str, year: str) -> dict[tuple[str, str], float]:
        """Return others' placements by basis and need, as shares of the region give them back."""
        places, mix = (
            self.results.placements(Selection(area, Comparator.REGION), PlacementsAsked(question))
            for question in (Question.PLACES_REGION, Question.MIX_REGION)
        )
        if not len(mix.rows) or {year} != {one.period and one.period.key for one in (places, mix)}:
            return {}
        basis_and_need = mix.rows["part"].str.partition("/")
        found = mix.rows["region_share"] / 100 * places.totals["number"] - mix.rows["placements"]
        groups = zip(basis_and_need[0], basis_and_need[2], strict=True)
        return dict(zip(groups, found.round(_DIGITS), strict=True))

    def _exclusions(self, asked: Asked) -> _Read:
        view = ExclusionsView.AUTHORITIES
        of = ExclusionsAsked(view, asked.area, asked.year, asked.kind, asked.phase, asked.part)
        found = self.results.exclusions(of)
        rows, codes = found.values, {area.name: area.code for area in self.results.areas()}
        per = found.said.get("per", math.nan)
        by_rate = rows["value"] * rows["of"] / per
        rows = rows.assign(area=rows["label"].map(codes), by_rate=by_rate)
        return _laid_out(rows, found.said, float(rows["of"].sum()) / per)

    def _placements(self, asked: Asked) -> _Read:
        of = PlacementsAsked(Question.PLACES_REGION, asked.part)
        found = self.results.placements(Selection(asked.area, Comparator.REGION), of)
        rows = found.rows.rename(columns={"part": "area"})
        if found.period is None or found.period.key != asked.year:
            return _laid_out(rows.iloc[:0].reindex(columns=_COLUMNS), {}, math.nan)
        over = rows["area"].map(dict(self.people)) / _CHILDREN
        rows = rows.assign(by_rate=rows["rate"] * over)
        return _laid_out(rows, found.totals, float(over.sum()))


def _laid_out(rows: pd.DataFrame, said: Mapping[str, float], over: float) -> _Read:
    whole = said.get("number", math.nan), said.get("rate", math.nan) * over
    return _Read(rows[_COLUMNS], whole)


def _answer(areas: set[str], part: str, number: float, *, exact: bool) -> Answer:
    found = round(float(number), _DIGITS)
    return Answer(frozenset(areas), part, found, bool(exact) or found % BASE != 0)
