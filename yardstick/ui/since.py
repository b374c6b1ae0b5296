"""The banner over figures of an older release: how many have since been revised, with both values.

A link opens the release it was made on. Where that is no longer the newest, whoever follows it
must learn what has changed of what they see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from yardstick.charts import since as words
from yardstick.charts.markup import joined, tag
from yardstick.charts.table import table
from yardstick.export.files import Look, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.charts.stories import Story
    from yardstick.charts.table import TableData
    from yardstick.charts.views import View
    from yardstick.results.since import Figures
    from yardstick.ui.page import PageContext


def banner(page: PageContext, result: Figures) -> None:
    """Draw what became of the figures of a result; nothing where they are the newest release's."""
    if page.results.release != page.results.newest:
        found = page.newest().since(result, page.selection)
        _draw(words.sentence(found), words.table(found))


def story_banner(page: PageContext, story: Story, view: View, look: Mapping[str, str]) -> None:
    """Draw the same of an analysis of records, which is asked for again in the newest release."""
    if page.results.release == page.results.newest:
        return
    again = result_of(page.newest(), page.selection, view, Look(order=look.get("order", "")))
    _draw(*words.story_since(story, cast("Story", again)))


def _draw(sentence: str, revised: TableData) -> None:
    both = tag("details", tag("summary", "Both values"), table(revised)) if revised.rows else ""
    said = joined(tag("p", tag("strong", sentence)), both)
    st.html(tag("div", said, class_="ys-notice ys-since", role="status"))
