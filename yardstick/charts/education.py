"""Results of pupils as a story: how they did, and how far each figure has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import trend
from yardstick.charts.numbers import interval_text, n_text, point_text
from yardstick.charts.phrases import (
    COMPARED,
    amount,
    compared_with,
    opened,
    polarity,
    series_break,
    within,
)
from yardstick.charts.rows import figure_of, rows
from yardstick.charts.sentences import against
from yardstick.charts.stories import Story
from yardstick.charts.table import (
    Cell,
    Column,
    figure_cell,
    interval_cell,
    made,
    n_cell,
    numbers,
    texts,
)
from yardstick.charts.tallies import level
from yardstick.model import Judgement, Status, Unit
from yardstick.results.education_types import POOLED, Stage, Years
from yardstick.results.naming import the

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.rows import Row
    from yardstick.charts.table import TableData
    from yardstick.model import Period
    from yardstick.results.education_types import Education
    from yardstick.results.types import Point, Trend

_HEADLINE, _SENTENCE = 10, 30  # words
_TOGETHER: Final = f"{POOLED} years together"
_LOCAL: Final = (
    "Local figures ({}) are provisional and not for publication. DfE's figures replace them here "
    "once they are published."
)
_STAGES: Final = (
    "Local: what authorities know of their own pupils. The department's figure of the same "
    "measure and year takes its place on every screen and in every file, and is itself "
    "provisional, then revised, then final."
)
_POOLED: Final = (
    f"Numbers of pupils of {POOLED} years that follow each other are added, so that a small "
    "cohort says more. There is none where a year lacks its numbers, or across a break."
)
_STANDS: Final = {Stage.LOCAL.value: "Provisional, from local returns"}  # in a sentence
_INTERVAL: Final = {
    Unit.PERCENT: "Wilson's: where the share would lie for 95 of 100 cohorts of this size.",
    Unit.SCORE: "None: a mean needs each pupil's own points, which a return does not hold.",
}


def story(result: Education) -> Story:
    """Return a measure with its words, chart and table. The same result gives the same story."""
    found, indicator = result.trend, result.trend.indicator
    ours = _of_focus(result)
    span = _TOGETHER if result.asked.years is Years.POOLED else "Each year by itself"
    period = found.latest_period
    subtitle = f"{indicator.title}, {indicator.per_words}. {found.focus.name}. {span}"
    if level(found).value is not None:
        subtitle += f". {compared_with(found.against)}"
    return Story(
        focus=found.focus,
        period=_ending(result, period) if period else "",
        headline=_headline(result),
        sentence=_sentence(result, ours),
        subtitle=subtitle,
        drawn=f"a line chart of {len(found.periods)} academic years, "
        f"{found.focus.name} among {len(found.areas)} areas",
        meaning=_meaning(result),
        cautions=_cautions(result, ours),
        figure=trend.figure(found, interval=True),
        twin=_twin(result, ours, subtitle),
        values=result.rows if ours else result.rows[:0],
        stamp=found.stamp,
    )


def _of_focus(result: Education) -> list[Row]:
    return rows(result.rows[result.rows["area"] == result.trend.focus.code])


def _point(row: Row, prefix: str = "") -> Point:
    """Return one of the two figures that a row holds: of its year, or of several together."""
    named = ("value", "lower", "upper", "numerator", "denominator", "status")
    found: Row = {name: row[f"{prefix}{name}"] for name in named}
    return figure_of({**found, "status": Status(found["status"])})


def _ending(result: Education, period: Period) -> str:
    if result.asked.years is Years.ONE:
        return opened(period.words)
    first = period.shifted(1 - POOLED)
    return f"{first.key} to {period.key}"


def _headline(result: Education) -> str:
    found = result.trend
    area, short, latest = found.focus.name, found.indicator.short, found.latest
    if latest.value is None or found.latest_period is None:
        why = latest.status.words
        return within(_HEADLINE, f"{short} in {area}: {why}", f"{area}: {why}")
    value = point_text(latest, found.indicator)
    judgement = found.verdict.judgement
    if judgement is not Judgement.NOT_COMPARED:
        compared = f"{COMPARED[judgement]} {the(found.against)}"
        return within(
            _HEADLINE,
            f"{short} in {area}: {value}, {compared}",
            f"{short}: {area} is {compared}",
            f"{short} in {area}: {value}, {judgement}",
            f"{area}: {value}, {judgement}",
        )
    when = _ending(result, found.latest_period).removeprefix("Academic year ")
    return within(_HEADLINE, f"{short} in {area}: {value}, {when}", f"{area}: {value}, {when}")


def _sentence(result: Education, ours: list[Row]) -> str:
    found = result.trend
    if not ours:
        return f"{found.focus.name} has no figure of this measure that you may see."
    if found.latest.value is None or found.latest_period is None:
        return "The newest figure is not shown. The table says why of each year."
    when = _ending(result, found.latest_period).removeprefix("Academic year ")
    said = f"{opened(when)}: {amount(found.latest, found.indicator)}"
    between = interval_text(found.latest, found.indicator)
    bounds = f"; 95% interval {between}" if between else ""
    stage = next((row["stage"] for row in ours if row["period"] == found.latest_period.key), "")
    stands = f". {_STANDS.get(stage, stage)}." if stage else "."
    number = n_text(found.latest, found.indicator.unit)
    counted = f" ({number})" if number else ""
    beside = _against(found)
    return within(
        _SENTENCE,
        f"{said}{counted}{beside}{bounds}{stands}",
        f"{said}{counted}{bounds}{stands}",
        f"{said}{bounds}{stands}",
    )


def _against(found: Trend) -> str:
    judgement = found.verdict.judgement
    if judgement is Judgement.NOT_COMPARED:
        return ""
    return against(found, judgement, level(found))


def _cautions(result: Education, ours: list[Row]) -> tuple[str, ...]:
    if not ours:
        return ()
    local = [row["period"] for row in ours if row["stage"] == Stage.LOCAL.value]
    named = ", ".join(local)
    breaks = (series_break(key, reason) for key, reason in result.trend.breaks.items())
    return (*([_LOCAL.format(named)] if local else []), *breaks)


def _meaning(result: Education) -> tuple[tuple[str, str], ...]:
    indicator = result.trend.indicator
    interval = _INTERVAL.get(indicator.unit, "")
    said = (
        ("Measure", f"{indicator.title}, {indicator.per_words}. {polarity(indicator)}"),
        ("Stages", _STAGES),
        (opened(_TOGETHER), _POOLED),
        ("95% interval", interval),
        *(("Caution", caveat) for caveat in indicator.caveats),
    )
    return tuple((label, text) for label, text in said if text)


def _twin(result: Education, ours: list[Row], caption: str) -> TableData:
    """One row per academic year, oldest first: the year by itself, and several together."""
    indicator = result.trend.indicator
    columns = (
        Column("Academic year"),
        *numbers("Value", "95% interval", "Number"),
        *texts("Stage"),
        *numbers(_TOGETHER, f"95% interval of {_TOGETHER}", f"Number of {_TOGETHER}"),
    )
    body = (
        [
            _year(result, row["period"]),
            *_figure(_point(row), indicator),
            Cell(row["stage"]),
            *_figure(_point(row, "pooled_"), indicator),
        ]
        for row in ours
    )
    return made(caption, columns, body)


def _figure(point: Point, indicator: Indicator) -> list[Cell]:
    return [
        figure_cell(point, indicator),
        interval_cell(point, indicator),
        n_cell(point, indicator.unit),
    ]


def _year(result: Education, key: str) -> Cell:
    """Return a year, marked where figures before it are not comparable."""
    reason = result.trend.breaks.get(key)
    return Cell(f"{key} (break: {reason})" if reason else key)
