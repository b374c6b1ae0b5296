"""A story of records with invented figures, for tests of what is made of one."""

from __future__ import annotations

import pandas as pd
import result_builders as made
from figure_builders import STAMP

from yardstick.charts import bars, table
from yardstick.charts.stories import Story

BARS = (
    bars.Bar("Autism", 61_000.0, "£61,000 (24 placements)", tick=58_000.0),
    bars.Bar("Vision <b>impairment</b>", None, "c, too few"),
    bars.Bar("Change", -4_000.0, "−£4,000", pale=True),
)


def story(**changes):
    """Return a story that holds every kind of thing."""
    told = {
        "focus": made.AREAS["E06000016"],
        "period": "autumn term 2024/25",
        "headline": "Autism costs most",
        "sentence": "Leicester pays £61,000 a year for autism.",
        "subtitle": "Median price, pounds a year",
        "drawn": "a bar chart of 3 needs",
        "meaning": (("Median", "The price in the middle."),),
        "cautions": ("Some prices are provisional.",),
        "figure": bars.figure(BARS, "Bars: median"),
        "twin": table.made(
            "Prices",
            (*table.texts("Need"), *table.numbers("Median")),
            [[table.Cell("Autism"), table.Cell("£61,000", 61_000.0, "#,##0")]],
        ),
        "values": pd.DataFrame({"part": ["ASD"], "median": [61_000.0]}),
        "stamp": STAMP,
    }
    return Story(**{**told, **changes})
