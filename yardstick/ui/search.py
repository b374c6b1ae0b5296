"""Finding an item of the register by what people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from yardstick.catalogue.data_items import DataItem
    from yardstick.results.coverage_types import Entry

Found = TypeVar("Found")

_LEAST_LETTERS = 4  # of a word that tells one item from another
_MOST_ALIKE = 12


class Called(NamedTuple):
    """What something is called, and what else is said of it."""

    names: tuple[str, ...]
    said: tuple[str, ...]


def matching(entries: Iterable[Entry], query: str) -> tuple[Entry, ...]:
    """Return the definitions that hold every word of a query, best first."""
    return _matching(entries, query, _of_entry)


def matching_items(items: Iterable[DataItem], query: str) -> tuple[DataItem, ...]:
    """Return the items of the register that hold every word of a query, best first."""
    return _matching(items, query, _of_item)


def alike(items: Iterable[DataItem], words: str) -> tuple[DataItem, ...]:
    """Return the items that hold words of a request, at most a dozen, the most telling first.

    Short words tell nothing apart and are left out unless they are capitals (EHE, SEN). An item
    must hold two of the rest; where none does, one that few items hold.
    """
    listed = tuple(items)
    asked = {_stem(word) for word in words.split() if len(word) >= _LEAST_LETTERS or word.isupper()}
    held = [{one.id for one in matching_items(listed, word)} for word in asked if word]
    several = [one for one in listed if sum(one.id in found for found in held) > 1]
    rare = [found for found in held if len(found) <= _MOST_ALIKE]
    found = several or [one for one in listed if any(one.id in few for few in rare)]
    return tuple(sorted(found, key=lambda one: -_telling(one, held))[:_MOST_ALIKE])


def _telling(item: DataItem, held: Iterable[Collection[str]]) -> float:
    """Return how much the words that an item holds tell: the fewer items hold one, the more."""
    return sum(1 / len(found) for found in held if item.id in found)


def _stem(word: str) -> str:
    """Return a word without its signs, and without the ending that makes many of one: plans."""
    plain = "".join(letter for letter in word if letter.isalnum() or letter == "-")
    return plain.removesuffix("s")


def _matching(
    things: Iterable[Found], query: str, called: Callable[[Found], Called]
) -> tuple[Found, ...]:
    """Return what holds every word of a query, best first.

    Capitals do not matter, and a word may be the beginning of one: "cla", "looked after" and "CHILD
    LOOK" all find children looked after. A number ("R15") or a whole synonym comes first, then
    what begins a title, then the rest, each in the register's order. An empty query finds all.
    """
    words = query.casefold().split()
    found = [one for one in things if _holds(called(one), words)]
    return tuple(sorted(found, key=lambda one: _rank(called(one), " ".join(words))))


def _holds(called: Called, words: list[str]) -> bool:
    text = " ".join((*called.names, *called.said)).casefold()
    return all(f" {word}" in f" {text}" for word in words)


def _rank(called: Called, query: str) -> int:
    names = [name.casefold() for name in called.names]
    if query in names:
        return 0
    return 1 if any(name.startswith(query) for name in names) else 2


def _of_entry(entry: Entry) -> Called:
    one = entry.indicator
    below = (one.denominator.label,) if one.denominator else ()
    names = (one.id, one.title, one.short, *one.synonyms)
    return Called(names, (one.theme, one.numerator.label, *below))


def _of_item(item: DataItem) -> Called:
    return Called((item.id, item.title, *item.synonyms), (item.why, item.dataset.title))
