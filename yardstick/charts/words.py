"""The words beside a chart, made from the same result: the one place to import them from.

`headline` (at most ten words) and `sentence` (at most thirty) say the finding; `subtitle` says
what is measured where and when; `alt_text` says it to somebody who does not see the chart;
`source_line`, `warnings`, `key` and `reply_lines` stand below. The same result always gives the
same words.
"""

from yardstick.charts.alternatives import alt_text
from yardstick.charts.captions import (
    INVENTED,
    key,
    source_line,
    subtitle,
    symbols,
    warnings,
)
from yardstick.charts.headlines import headline
from yardstick.charts.phrases import NONE_COMPARED, compared_with, gap, opened, polarity
from yardstick.charts.replies import reply_lines
from yardstick.charts.sentences import sentence
from yardstick.results.naming import the

__all__ = [
    "INVENTED",
    "NONE_COMPARED",
    "alt_text",
    "compared_with",
    "gap",
    "headline",
    "key",
    "opened",
    "polarity",
    "reply_lines",
    "sentence",
    "source_line",
    "subtitle",
    "symbols",
    "the",
    "warnings",
]
