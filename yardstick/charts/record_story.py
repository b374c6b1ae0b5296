"""How what an analysis of records tells becomes a story: the one place that puts it together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.charts import bars
from yardstick.charts.phrases import opened
from yardstick.charts.record_words import Telling
from yardstick.charts.stories import Story
from yardstick.charts.table import made, texts

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.model import Area
    from yardstick.results.placement_types import Placements
    from yardstick.results.types import Stamp
    from yardstick.results.workforce_types import Workforce


def put_together(
    told: Telling, focus: Area, period: str, values: pd.DataFrame, stamp: Stamp
) -> Story:
    """Return an analysis as a story: its words, its chart, its table, whose and of when.

    Args:
        told: What the analysis says for itself.
        focus: Whose records.
        period: Which they are of, in words; empty where there are none, or it is of no period.
        values: The rows behind it.
        stamp: What is printed beside it.
    """
    whose = ", ".join(filter(None, [focus.name, period]))
    subtitle = f"{told.measure}. {whose}"
    return Story(
        focus=focus,
        period=period,
        headline=told.headline,
        sentence=told.sentence,
        subtitle=subtitle,
        drawn=told.drawn or f"a bar chart of {len(told.bars)} rows",
        meaning=told.meaning,
        cautions=told.cautions,
        figure=told.figure or bars.figure(told.bars, told.key, told.ends, told.sign),
        twin=made(subtitle, told.columns, told.cells),
        values=values,
        stamp=stamp,
    )


def story_of(
    result: Placements | Workforce, told: Telling, cautions: tuple[str, ...] = ()
) -> Story:
    """Return an analysis of one period's records as a story.

    Args:
        result: What it is of.
        told: What the analysis says for itself.
        cautions: What is said of every analysis of such records, after its own.
    """
    period = opened(result.period.words) if result.period else ""
    told = replace(told, cautions=(*told.cautions, *cautions))
    return put_together(told, result.focus, period, result.rows, result.stamp)


def nothing(area: str, measure: str, why: str) -> Telling:
    """Tell that there is nothing to show, and why: an answer, and no empty chart."""
    return Telling(
        headline=f"{area}: nothing to show",
        sentence=why,
        measure=measure,
        columns=texts("Nothing to show"),
        cells=(),
        key="Nothing to draw",
    )
