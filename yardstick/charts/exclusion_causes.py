"""Who is excluded and why, told: groups against a base group, and groups of reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import bars, dots
from yardstick.charts.exclusion_story import (
    counted,
    done,
    interval_cell,
    many,
    nothing,
    of_pupils,
    rows_of,
    share_columns,
    share_row,
    share_said,
    story,
    value_cell,
)
from yardstick.charts.numbers import plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_HEADLINE: Final = 10  # words
MORE_THAN_EXCLUSIONS: Final = "Reasons add to more than exclusions: each has up to three."
_ERAS: Final = (
    (
        "Reasons",
        (
            "One until August 2020, up to three since. Codes changed in September 2020 and "
            "change again in September 2026; groups of codes go through all three lists."
        ),
    ),
)
_RATIO: Final = (
    (
        "Ratio",
        (
            "Pupils excluded at least once over pupils at the January census, divided by the "
            "same of the base group: 2 is twice as likely, 1 is alike."
        ),
    ),
    (
        "95% interval",
        (
            "By the logarithmic method (Katz, 1978). One that holds 1 shows no "
            "difference. It says nothing of why."
        ),
    ),
    ("Looked-after children", "Counted, with no ratio: the headcount does not tell them apart."),
)


def groups(result: Exclusions) -> Story:
    """Tell which groups are excluded more often than their base group."""
    shown = rows_of(result)
    kind = result.asked.kind
    if not result.said["pupils"]:
        return nothing(result, f"Pupils {done(kind)}")
    drawn = [
        dots.Dot(
            f"{row['group']}, {row['label']}",
            row["value"],
            row["lower"],
            row["upper"],
            _said(row),
        )
        for row in shown
    ]
    return story(
        result,
        Telling(
            headline=_headline(shown, done(kind)),
            sentence=_sentence(result, shown),
            measure=f"Pupils {done(kind)}: how many times as likely as the base group",
            drawn=f"a chart of {len(shown)} groups with their intervals",
            figure=dots.figure(
                drawn, "Marks: times as likely as the base group\nLines: 95% interval"
            ),
            columns=(
                *texts("Group", "Characteristic"),
                *numbers(f"Pupils {done(kind)}", "Pupils", "Ratio", "95% interval"),
            ),
            cells=[_cells(row) for row in shown],
            meaning=_RATIO,
        ),
    )


def _furthest(shown: list[Row]) -> Row | None:
    """Return the group whose interval is highest above 1; None where none is above it."""
    above = [row for row in shown if (row["lower"] or 0.0) > 1]
    return max(above, key=lambda row: row["lower"] or 0.0, default=None)


def _headline(shown: list[Row], what: str) -> str:
    row = _furthest(shown)
    if row is None:
        return "No group differs from its base beyond chance"
    return f"{row['group']}, {row['label']}: most often {what}"


def _sentence(result: Exclusions, shown: list[Row]) -> str:
    row = _furthest(shown)
    pupils = f"{of_pupils(result.said['pupils']).capitalize()} were {done(result.asked.kind)}"
    if row is None:
        return f"{pupils}; every interval that can be made holds 1."
    ends = interval_cell(row, 1).text
    ratio = plain(row["value"] or 0.0, 1)
    who = f"{row['group']}, {row['label']}"
    return f"{pupils}. {who}: {ratio} times as likely as the base group (95% interval {ends})."


def _said(row: Row) -> str:
    number = of_pupils(row["number"])
    if row["is_base"]:
        return f"base ({number})"
    ratio = row["value"]
    return f"x, no headcount ({number})" if ratio is None else f"×{plain(ratio, 1)} ({number})"


def _cells(row: Row) -> list[Cell]:
    named = Cell(row["label"]), Cell(row["group"])
    ratio = Cell("base") if row["is_base"] else value_cell(row)
    return [*named, number_cell(row["number"]), number_cell(row["of"]), ratio, interval_cell(row)]


def reasons(result: Exclusions) -> Story:
    """Tell which reasons were given, and that they add to more than exclusions."""
    shown = rows_of(result)
    kind = result.asked.kind
    if not shown:
        return nothing(result, f"Reasons of {many(kind)}")
    first = shown[0]
    share = plain(first["value"] or 0.0, 0)
    drawn = [bars.Bar(row["label"], row["value"], share_said(row)) for row in shown]
    return story(
        result,
        Telling(
            headline=within(
                _HEADLINE,
                f"{first['label']}: a reason for {share}% of {many(kind)}",
                f"{first['label']}: a reason for {share}%",
            ),
            sentence=_given(result, first),
            measure=f"Reasons of {many(kind)}, share of all {many(kind)}",
            drawn=f"a bar chart of {len(shown)} groups of reasons",
            figure=bars.figure(drawn, MORE_THAN_EXCLUSIONS),
            columns=share_columns("Reason", "Group", "Times given"),
            cells=[share_row(row) for row in shown],
            meaning=_ERAS,
        ),
    )


def _given(result: Exclusions, row: Row) -> str:
    number = plain(row["number"], 0)
    of = counted(result.said["exclusions"], result.asked.kind)
    return f"{row['label']} is among the reasons of {number} of {of}. {MORE_THAN_EXCLUSIONS}"
