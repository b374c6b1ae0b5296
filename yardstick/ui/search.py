"""Finding an item of the register by what people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Entry


def matching(entries: Iterable[Entry], query: str) -> tuple[Entry, ...]:
    """Return the entries that hold every word of a query, best first.

    Capitals do not matter, and a word may be the beginning of one: "cla", "looked after" and "CHILD
    LOOK" all find children looked after. A number ("R15") or a whole synonym comes first, then
    what begins a title, then the rest, each in the register's order. An empty query finds all.
    """
    words = query.casefold().split()
    found = [entry for entry in entries if _holds(entry.indicator, words)]
    return tuple(sorted(found, key=lambda entry: _rank(entry.indicator, " ".join(words))))


def _holds(indicator: Indicator, words: list[str]) -> bool:
    text = " ".join(
        (
            *_names(indicator),
            indicator.theme,
            indicator.numerator.label,
            indicator.denominator.label if indicator.denominator else "",
        )
    ).casefold()
    return all(f" {word}" in f" {text}" for word in words)


def _rank(indicator: Indicator, query: str) -> int:
    names = [name.casefold() for name in _names(indicator)]
    if query in names:
        return 0
    return 1 if any(name.startswith(query) for name in names) else 2


def _names(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.id, indicator.title, indicator.short, *indicator.synonyms)
