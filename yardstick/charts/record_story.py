"""How what an analysis of records tells becomes a story: the one place that puts it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import bars
from yardstick.charts.phrases import opened
from yardstick.charts.record_words import Telling
from yardstick.charts.stories import Story
from yardstick.charts.table import made, texts

if TYPE_CHECKING:
    from yardstick.results.placement_types import Placements
    from yardstick.results.workforce_types import Workforce


def put_together(
    result: Placements | Workforce, told: Telling, cautions: tuple[str, ...] = ()
) -> Story:
    """Return an analysis as a story: its words, its chart, its table, whose and of when.

    Args:
        result: What it is of.
        told: What the analysis says for itself.
        cautions: What is said of every analysis of such records, after its own.
    """
    period = opened(result.period.words) if result.period else ""
    whose = ", ".join(filter(None, [result.focus.name, period]))
    subtitle = f"{told.measure}. {whose}"
    figure, terms = told.lines or (bars.figure(told.bars, told.key, told.ends), 0)
    drawn = f"a line chart of {terms} terms" if terms else f"a bar chart of {len(told.bars)} rows"
    return Story(
        focus=result.focus,
        period=period,
        headline=told.headline,
        sentence=told.sentence,
        subtitle=subtitle,
        drawn=drawn,
        meaning=told.meaning,
        cautions=(*told.cautions, *cautions),
        figure=figure,
        twin=made(subtitle, told.columns, told.cells),
        values=result.rows,
        stamp=result.stamp,
    )


def nothing(area: str, measure: str, why: str) -> Telling:
    """Tell that there is nothing to show, and why: an answer, and no empty chart."""
    return Telling(
        headline=f"{area}: nothing to show",
        sentence=why,
        measure=measure,
        bars=(),
        key="Nothing to draw",
        columns=texts("Nothing to show"),
        cells=(),
        meaning=(),
    )
