"""An analysis of records, told: its words, its chart, its table and its rows, made together.

Analyses of records have no indicator, so what is said of each is written where it is drawn. What
is here is what every one of them brings, so that a page and a file need to know no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.charts.table import TableData
    from yardstick.charts.theme import Json
    from yardstick.model import Area
    from yardstick.results.types import Stamp


@dataclass(frozen=True)
class Story:
    """One analysis of records.

    Attributes:
        focus: Whose records.
        period: Which they are of, in words; empty where there are none.
        headline: The finding, at most ten words.
        sentence: The same with its numbers, at most thirty words.
        subtitle: What is measured, where and when.
        drawn: What is drawn, for those who do not see it ("a bar chart of 12 needs").
        meaning: How to read it: label and text.
        cautions: What a reader must know first.
        figure: The chart, empty where there is nothing to draw.
        twin: The same figures as a table.
        values: The rows behind it, unrounded; what is not there is missing.
        stamp: What is printed beside every figure.
    """

    focus: Area
    period: str
    headline: str
    sentence: str
    subtitle: str
    drawn: str
    meaning: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    figure: Json
    twin: TableData
    values: pd.DataFrame
    stamp: Stamp
