"""What stands beside a chart: its numbers as tiles, why it matters, how it was compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import tags, words
from yardstick.charts.markup import Markup, joined, link, tag
from yardstick.charts.numbers import (
    change_text,
    count_text,
    interval_text,
    n_text,
    period_text,
    point_text,
    rank_text,
    star,
)
from yardstick.charts.tallies import level, own
from yardstick.model import Direction
from yardstick.results.types import Comparison, Parts, Trend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Point
    from yardstick.ui.exhibits import Charted
    from yardstick.ui.page import PageContext


def beside(page: PageContext, result: Charted) -> Markup:
    """Return the tiles of a result, then what they mean and where more is."""
    return tag("div", tags.tiles(*_tiles(result)), *_meaning(page, result), class_="ys-beside")


def _tiles(result: Charted) -> Iterator[Markup]:
    if isinstance(result, Trend):
        return _over_time(result)
    return _between(result) if isinstance(result, Comparison) else _in_parts(result)


def _over_time(result: Trend) -> Iterator[Markup]:
    indicator = result.indicator
    period = result.latest_period
    when = period_text(period, indicator.counted) if period else ""
    yield _own(result, result.latest, when)
    judged = tags.judgement_tag(result.verdict.judgement)
    yield tags.tile(result.against.label, point_text(level(result), indicator), judged)
    change = "–" if result.change is None else change_text(result.change, indicator).capitalize()
    recent = joined("Over five yearly figures: ", tags.trend_tag(result.recent, indicator.better))
    yield tags.tile("On a year earlier", change, recent)


def _between(result: Comparison) -> Iterator[Markup]:
    indicator, mine = result.indicator, own(result)
    yield _own(result, mine.figure, period_text(result.period, indicator.counted))
    judged = tags.judgement_tag(mine.judgement)
    yield tags.tile(result.against.label, point_text(result.comparator, indicator), judged)
    rank = rank_text(mine.rank_low, mine.rank_high, result.ranked)
    if rank and indicator.better is not Direction.NEITHER:
        yield tags.tile("Position its interval allows", rank.capitalize(), "1st is best")


def _in_parts(result: Parts) -> Iterator[Markup]:
    number = count_text(result.total.value) or result.total.status.words
    number += star(noted=result.total.noted)
    when = period_text(result.period, result.indicator.counted)
    yield tags.tile(result.focus.name, number, f"in all, {when}")


def _own(result: Trend | Comparison, figure: Point, when: str | None) -> Markup:
    indicator = result.indicator
    interval = interval_text(figure, indicator)
    behind = [n_text(figure, indicator.unit), interval and f"95% interval {interval}", when or ""]
    note = "; ".join(text for text in behind if text)
    return tags.tile(result.focus.name, point_text(figure, indicator), note)


def _meaning(page: PageContext, result: Charted) -> Iterator[Markup]:
    indicator = result.indicator
    yield tags.polarity_line(indicator)
    yield _part("Why it matters", indicator.why_it_matters)
    yield _part("How we compare", words.compared_with(result.against), *_verdict(result))
    yield _more(page, indicator)


def _verdict(result: Charted) -> list[str]:
    if not isinstance(result, Trend):
        return []
    verdict = result.verdict
    gap = words.gap(verdict, result.indicator, result.against)
    return [text for text in (verdict.reason, gap) if text]


def _part(name: str, *sentences: str) -> Markup:
    said = (tag("p", f"{sentence.removesuffix('.')}.") for sentence in sentences)
    return tag("section", tag("h2", name), *said)


def _more(page: PageContext, indicator: Indicator) -> Markup:
    definition = link(page.link("definitions", search=indicator.id), "Definition in full")
    area = link(page.link("area"), "Every indicator for this authority")
    return tag("p", joined(definition, area, between=" · "))
