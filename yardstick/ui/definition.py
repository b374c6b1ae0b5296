"""An item of the register in full, as HTML: what is counted, and what to be careful of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import words
from yardstick.charts.markup import Markup, tag
from yardstick.model import Counted
from yardstick.numbers import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.coverage_types import Entry

Parts = dict[str, list[str]]  # what a part is called, and its sentences

_COUNTED: Final = {
    Counted.STOCK: "A position on the last day of the period",
    Counted.FLOW: "What happened during the period",
}


def brief(indicator: Indicator) -> Markup:
    """Return a definition as it stands beside the indicator's figures."""
    return _listed(_meaning(indicator) | _care(indicator) | _upkeep(indicator))


def reading(meaning: Iterable[tuple[str, str]]) -> Markup:
    """Return how to read an analysis that is of no indicator: label and text."""
    return _listed({label: [text] for label, text in meaning})


def full(entry: Entry) -> Markup:
    """Return a definition as the register holds it: with the return it belongs to."""
    indicator = entry.indicator
    return _listed(_meaning(indicator) | _care(indicator) | _belonging(entry) | _upkeep(indicator))


def _meaning(indicator: Indicator) -> Parts:
    below = indicator.denominator
    return {
        "Why it matters": [indicator.why_it_matters],
        "What is counted": [indicator.numerator.label],
        "Out of": [below.label] if below else [],
        "Shown as": [indicator.per_words],
        "When": [_COUNTED[indicator.counted]],
        "Which way is better": _present(words.polarity(indicator), indicator.better_note),
    }


def _care(indicator: Indicator) -> Parts:
    return {
        "Be careful": list(indicator.caveats),
        "Not comparable before": [f"{at.period}: {at.reason}" for at in indicator.breaks],
        "Official figures": [indicator.published_note],
        "Source": [f"{indicator.source.title}, from {indicator.source.publisher}"],
    }


def _belonging(entry: Entry) -> Parts:
    indicator, dataset = entry.indicator, entry.dataset
    number = "" if dataset.number is None else f"Data set {dataset.number}: "
    return {
        "Part of": [f"{number}{dataset.title}"],
        "Newest figures": [entry.latest or "None are held."],
        "Also called": _present(", ".join(indicator.synonyms)),
        "Collected from": _present(indicator.collected_from),
    }


def _upkeep(indicator: Indicator) -> Parts:
    reviewed = f"Reviewed {day_text(indicator.reviewed)}, next by {day_text(indicator.review_by)}"
    return {"Kept by": [indicator.owner, reviewed]}


def _present(*said: str | None) -> list[str]:
    return [sentence for sentence in said if sentence]


def _listed(parts: Parts) -> Markup:
    """Return a description list. A part with nothing to say is left out."""
    rows = (
        tag("div", tag("dt", name), *(tag("dd", one) for one in said))
        for name, said in parts.items()
        if said
    )
    return tag("dl", *rows, class_="ys-definition")
