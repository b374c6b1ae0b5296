"""What is told of every authority's suspensions, and of published rates: from A to Z, no league."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import bars
from yardstick.charts.exclusion_story import (
    many,
    nothing,
    rows_of,
    story,
    value_cell,
)
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.shared_words import (
    COARSE,
    FOOTNOTE,
    NOT_HERE,
    ROUNDED,
    shown_cell,
    shown_text,
)
from yardstick.charts.table import Cell, numbers, texts
from yardstick.results.exclusion_others import PER_PUPILS

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_HEADLINE: Final = 10
_COUNTED: Final = (
    "Counted",
    (
        "Suspensions by the school year of the return, each once, as last returned: one that came "
        "late counts in the year in which it came. Elsewhere on this page the first day counts."
    ),
)
_NOT_SHOWN: Final = (
    "Not shown",
    (
        "Other authorities' phases, terms, year groups, lengths, repeats and schools: they are no "
        "part of what is shared. Permanent exclusions are published exactly, so those are shown."
    ),
)
_NOT_PUBLISHED: Final = (
    "No published rate of the authority is in this release. It appears once the department's file "
    "is read in."
)
_NO_ORDER: Final = ("From A to Z", "There is no order of merit: a rate says nothing of why.")
_PUBLISHED: Final = (
    "Published",
    (
        "The Department for Education's own rates of state-funded schools, exact, from its "
        "official files. They are another count than our returns and stand apart from them."
    ),
)


def authorities(result: Exclusions) -> Story:
    """Tell every authority's suspensions of one kind, over its pupils or children."""
    shown = rows_of(result)
    if not shown:
        return nothing(result, "Suspensions of other authorities", NOT_HERE)
    per = _per(result)
    mine = next(row for row in shown if row["is_own"])
    region = result.said.get("rate")
    drawn = [
        bars.Bar(row["label"], row["value"], _said(row), region, not row["is_own"]) for row in shown
    ]
    return story(
        result,
        Telling(
            headline=_headline(result, mine),
            sentence=_sentence(result, mine),
            measure=f"Suspensions returned{_of(result, mine)}, {per}, from A to Z ({FOOTNOTE})",
            drawn=f"a bar chart of {len(shown)} authorities",
            figure=bars.figure(
                drawn,
                f"Bars: {per}" + ("" if region is None else ". Orange line: all these authorities"),
            ),
            columns=(*texts("Authority"), *numbers("Number", "Over", per.capitalize())),
            cells=[
                [
                    Cell(row["label"]),
                    shown_cell(row),
                    number_cell(row["of"]),
                    value_cell(row),
                ]
                for row in shown
            ],
            meaning=(ROUNDED, COARSE, _COUNTED, _over(result), _NOT_SHOWN, _NO_ORDER),
        ),
    )


def _per(result: Exclusions) -> str:
    if result.said["per"] == PER_PUPILS:
        return "per 100 pupils of the January census"
    return "per 1,000 children aged 0 to 17"


def _over(result: Exclusions) -> tuple[str, str]:
    if result.said["per"] == PER_PUPILS:
        return "Pupils", "All pupils that the department published for the year, of any group."
    return (
        "Children",
        (
            "The department's files of this release do not give pupils of the year, so rates are "
            "over the newest estimate of all children aged 0 to 17, of any group."
        ),
    )


def _said(row: Row) -> str:
    value = row["value"]
    number = shown_text(row)
    return number if value is None else f"{plain(value, 1)} ({number})"


def _of(result: Exclusions, mine: Row) -> str:
    """Return of which suspensions it is, in brackets; nothing where it is of all."""
    return f" ({mine['group']})" if result.asked.part else ""


def _headline(result: Exclusions, mine: Row) -> str:
    value, region = mine["value"], result.said.get("rate")
    level = "" if region is None else f", region {plain(region, 1)}"
    if value is None:
        return f"{result.area.name}: no rate of these suspensions"
    per = "100 pupils" if result.said["per"] == PER_PUPILS else "1,000 children"
    return within(
        _HEADLINE,
        f"{result.area.name}: {plain(value, 1)} suspensions per {per}{level}",
        f"{plain(value, 1)} suspensions per {per}{level}",
    )


def _sentence(result: Exclusions, mine: Row) -> str:
    number = f"{count_text(mine['number'])} suspensions{_of(result, mine)}"
    own = f"{result.area.name} returned {number}"
    whole = result.said.get("number")
    if whole is None:
        return f"{own}. Not every authority has such a figure, so there is no total."
    return f"{own}; all these authorities ≈ {count_text(whole)}, with your own exact."


def published(result: Exclusions) -> Story:
    """Tell the department's rates, and our own of the same year beside the authority's."""
    shown, kind = rows_of(result), result.asked.kind
    if not shown:
        return nothing(result, f"Published rates of {many(kind)}", _NOT_PUBLISHED)
    mine = next(row for row in shown if row["is_own"])
    drawn = [
        bars.Bar(
            row["label"],
            row["value"],
            _published_said(row),
            row["published"],
            not row["is_own"],
        )
        for row in shown
    ]
    rate = plain(mine["value"] or 0.0, 2)
    return story(
        result,
        Telling(
            headline=within(
                _HEADLINE,
                f"{result.area.name}: {rate} {many(kind)} per 100 pupils published",
                f"{rate} {many(kind)} per 100 pupils published",
            ),
            sentence=f"The department published {rate} {many(kind)} per 100 pupils of "
            f"{result.area.name} for {mine['group']}{_ours(mine)}.",
            measure=f"Published {many(kind)} per 100 pupils, all state-funded schools",
            drawn=f"a bar chart of {len(shown)} places",
            figure=bars.figure(
                drawn, "Bars: published, not from our returns. Orange line: our own returns"
            ),
            columns=(
                *texts("Place", "School year"),
                *numbers("Published rate", "Rate of our returns"),
            ),
            cells=[
                [
                    Cell(row["label"]),
                    Cell(row["group"]),
                    value_cell(row),
                    value_cell(row, "published"),
                ]
                for row in shown
            ],
            meaning=(_PUBLISHED, _NO_ORDER),
        ),
        f"school year {mine['group']}",
    )


def _published_said(row: Row) -> str:
    value = row["value"]
    return f"{'x' if value is None else plain(value, 2)}{_ours(row)}"


def _ours(row: Row) -> str:
    ours = row["published"]
    return "" if ours is None else f"; our returns {plain(ours, 2)}"
