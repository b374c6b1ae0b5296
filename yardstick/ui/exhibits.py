"""What stands round every figure: sentence, source and warnings, files, and the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from yardstick.charts import tags, theme, words
from yardstick.charts.markup import Markup, joined, link, tag, unbroken
from yardstick.charts.replies import reply_list
from yardstick.charts.table import table
from yardstick.export.files import formats
from yardstick.ui import definition, links, options, since

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from yardstick.charts.stories import Story
    from yardstick.charts.table import TableData
    from yardstick.charts.theme import Json
    from yardstick.charts.views import Result, View
    from yardstick.results.types import Comparison, Parts, Trend
    from yardstick.ui.page import PageContext

    Charted = Trend | Comparison | Parts

_IN_A_FILE: Final = (
    "Each file holds all figures of this view with their definitions, filters and release, "
    "and only what your organisation has been given."
)


def head() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the places at the top of a page: for the finding, and for the page's own options."""
    left, right = st.columns([2, 1], gap="medium")
    with right:
        return left, options.row()


def finding(result: Result) -> None:
    """Draw the finding: as the page's heading, and in a sentence with its numbers."""
    st.title(unbroken(words.headline(result)), anchor=False)
    st.html(tag("p", words.sentence(result), class_="ys-lead"))


@dataclass(frozen=True)
class Exhibit:
    """A chart and what belongs to it.

    Attributes:
        result: What is shown; its words stand round the chart.
        view: Which chart of the result.
        figure: The chart.
        twin: The same figures, in the same order, as a table.
        look: How the chart stands, by names in the link to its file.
    """

    result: Charted
    view: View
    figure: Json
    twin: TableData
    look: Mapping[str, str]


def show(page: PageContext, exhibit: Exhibit) -> None:
    """Draw a chart, and one step away its table, its files and what it means."""
    since.banner(page, exhibit.result)
    taken = files(page, exhibit.view, exhibit.look)
    drawn = _Drawn(exhibit.view, exhibit.figure, exhibit.twin, taken)
    _draw(exhibit.result, drawn, definition.brief(exhibit.result.indicator))


def tell(page: PageContext, story: Story, view: View, look: Mapping[str, str]) -> None:
    """Draw an analysis of records: its chart, and one step away its table, files and meaning.

    Where there is nothing to draw, the finding has said why, and nothing more is drawn.
    """
    if story.values.empty:
        return
    since.story_banner(page, story, view, look)
    drawn = _Drawn(view, story.figure, story.twin, files(page, view, look))
    _draw(story, drawn, definition.reading(story.meaning))


class _Drawn(NamedTuple):
    """What stands in the tabs of a result."""

    view: View
    figure: Json
    twin: TableData
    taken: Markup


def _draw(result: Result, drawn: _Drawn, meaning: Markup) -> None:
    chart, rows, taken, meant = st.tabs(["Chart", "Table", "Download", "About"])
    with chart:
        st.plotly_chart(
            drawn.figure,
            theme=None,
            config=theme.CONFIG,
            alt=words.alt_text(result, drawn.view),
            key=f"chart_{drawn.view.value}",
        )
        # Below the chart, so that sentence and chart are on the first screen together.
        subtitle = tag("p", words.subtitle(result), class_="ys-subtitle")
        st.html(joined(subtitle, notes(result)))
    rows.html(joined(table(drawn.twin), reply_list(result)))
    taken.html(drawn.taken)
    meant.html(meaning)


def foot(page: PageContext, result: Result, view: View) -> None:
    """Draw what stands below a result that has no chart: source, warnings, key, files."""
    st.html(joined(notes(result), files(page, view, {})))


def notes(result: Result) -> Markup:
    """Return warnings, source, the key to the symbols that occur, and the authorities' notes."""
    lines = [tags.warning(text) for text in words.warnings(result)]
    if not isinstance(result, tuple) and result.stamp.source:
        lines.append(tag("p", words.source_line(result.stamp), class_="ys-source"))
    return tag("div", *lines, tags.symbol_key(result), reply_list(result), class_="ys-notes")


def files(page: PageContext, view: View, look: Mapping[str, str]) -> Markup:
    """Return the links to the files of what is shown."""
    made = (
        link(
            page.download(view.value, form, look),
            links.FORMATS[form],
            class_="ys-button",
            download="",
        )
        for form in formats(view)
    )
    offered = tag("p", "Download these figures: ", joined(*made, between=" "), class_="ys-files")
    return joined(offered, tag("p", _IN_A_FILE, class_="ys-of"))


def empty(why: str, what_to_do: str) -> None:
    """Draw an empty place: why nothing is there, and what to do."""
    st.html(nothing(why, what_to_do))


def nothing(why: str, what_to_do: str) -> Markup:
    """Return what `empty` draws, for a page that draws it together with other parts."""
    return tag("div", tag("p", f"{why} {what_to_do}"), class_="ys-notice")
