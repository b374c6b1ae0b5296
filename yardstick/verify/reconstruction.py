"""Working out hidden counts from what was read: the attack that the bars on counts are held to.

The attacker is given more than a reader has: which hidden counts are 1 to 5, whose zeros are
zeros no more than they show, which counts a correction changed, and every published year as if
returns agreed with it to the child. What even public figures and the reader's own counts give
away is not counted against the product.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from yardstick.model import Protection
from yardstick.verify.definitions import told_by_words
from yardstick.verify.linear import System
from yardstick.verify.seen import ROUNDING, Cell, Seen, Total, behind

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

    from yardstick.catalogue import Catalogue

SMALL = range(1, 6)
WIDTH = 3
COUNTS_OF_NOBODY = frozenset({"days", "points", "sessions", "posts"})


class Version(NamedTuple):
    """One count as one release or several hold it: a correction makes another."""

    cell: Cell
    number: float


@dataclass(frozen=True)
class Sight:
    """One release as it is, and what readers who put their heads together saw of it.

    Attributes:
        truth: Every count that was sent.
        seen: What each of them read.
    """

    truth: Mapping[Cell, float]
    seen: Sequence[Seen]


@dataclass(frozen=True)
class Found:
    """What an attack came to.

    Attributes:
        attacked: The small counts of others that it went for.
        narrow: Those left with fewer than `WIDTH` values, each with the bounds.
        anyway: How many more are as narrow by what is published, with what earlier releases
            showed: no release could have prevented that.
    """

    attacked: Sequence[Version]
    narrow: Mapping[Version, tuple[int, int]]
    anyway: int = 0

    @property
    def exact(self) -> int:
        """How many were worked out to the child."""
        return sum(low == high for low, high in self.narrow.values())


def reconstruct(sights: Sequence[Sight], own: Collection[str], catalogue: Catalogue) -> Found:
    """Work out what can be worked out beyond what anybody could.

    Args:
        sights: What was read of each release, oldest first.
        own: Areas whose counts the readers have of themselves.
        catalogue: Says what adds to what; everybody can read it.

    Raises:
        NoAnswerError: What was read contradicts itself.
    """
    secret, narrow = _attack(sights, own, catalogue)
    told = _told(sights, narrow, own, catalogue)
    anyway = sum(one not in told for one in narrow)
    return Found(secret, {one: narrow[one] for one in narrow if one in told}, anyway)


def _told(
    sights: Sequence[Sight],
    narrow: Mapping[Version, tuple[int, int]],
    own: Collection[str],
    catalogue: Catalogue,
) -> set[Version]:
    """Return which counts some release left narrower than what is published does without it.

    A release that comes later cannot take back what those before it showed. So each is held to
    what it adds to them and to what is published; those before it are held to the same.
    """
    if not narrow:
        return set()
    *before, newest = sights
    anyway = _attack([*before, _without(newest)], own, catalogue)[1]
    told = {one for one, held in narrow.items() if anyway.get(one) != held}
    if not before:
        return told
    return told | _told(before, _attack(before, own, catalogue)[1], own, catalogue)


def _without(sight: Sight) -> Sight:
    """Leave of what was read only what is published."""
    sums = [pair for seen in sight.seen for pair in seen.sums if pair[1] is None]
    shares = [pair for seen in sight.seen for pair in seen.shares]
    return Sight(sight.truth, [Seen(sums=sums, shares=shares)])


def _attack(
    sights: Sequence[Sight], own: Collection[str], catalogue: Catalogue
) -> tuple[list[Version], dict[Version, tuple[int, int]]]:
    known: dict[Hashable, float] = {
        Version(cell, sight.truth[cell]): sight.truth[cell]
        for sight in sights
        for cell in _plain_to(sight, own)
    }
    system = System()
    for at, sight in enumerate(sights):
        for cell, number in sight.truth.items():
            if Version(cell, number) not in known:
                system.unknown(Version(cell, number), *_bounds(number))
        for terms, least, most in _sums(sight, catalogue):
            named = [(_named(sight, at, one), weight) for one, weight in terms]
            system.add(named, least, most, known)
            for one, _ in named:
                if not isinstance(one, Version):
                    system.unknown(one, 0, math.inf)
    secret = _secret(sights, own, catalogue)
    narrow = system.narrow([one for one in secret if one not in known], WIDTH)
    plain = {one: (round(one.number), round(one.number)) for one in secret if one in known}
    return secret, {one: (narrow | plain)[one] for one in secret if one in narrow or one in plain}


def _secret(sights: Sequence[Sight], own: Collection[str], catalogue: Catalogue) -> list[Version]:
    """Return the small counts of people that are others', in any of the releases."""
    people = _people(catalogue)
    every = dict.fromkeys(Version(*pair) for sight in sights for pair in sight.truth.items())
    return [
        version
        for version in every
        if version.number in SMALL
        and version.cell.area not in own
        and (version.cell.dataset, version.cell.item) in people
    ]


def _named(sight: Sight, at: int, one: Cell | Total) -> Version | tuple[int, Total]:
    """Name a count by what it is, for it can stay as it was; a total by its release, too."""
    return Version(one, sight.truth[one]) if isinstance(one, Cell) else (at, one)


def _bounds(number: float) -> tuple[float, float]:
    if number in SMALL:
        return SMALL[0], SMALL[-1]
    return min(number, SMALL[-1] + 1.0), math.inf


def _plain_to(sight: Sight, own: Collection[str]) -> Iterator[Cell]:
    """Yield the counts that the readers simply have."""
    for seen in sight.seen:
        yield from (cell for cell in seen.numbers if cell in sight.truth)
        yield from (
            cells[0] for cells, _ in seen.sums if len(cells) == 1 and cells[0] in sight.truth
        )
    yield from (cell for cell in sight.truth if cell.area in own)


_Terms = list[tuple["Cell | Total", float]]


def _sums(sight: Sight, catalogue: Catalogue) -> Iterator[tuple[_Terms, float, float]]:
    for seen in sight.seen:
        yield from _read(seen, sight.truth)
    yield from _declared(sight.truth, catalogue)
    yield from told_by_words(sight.truth)


def _read(seen: Seen, truth: Mapping[Cell, float]) -> Iterator[tuple[_Terms, float, float]]:
    """Yield the sums that a reader did not need a definition for."""
    for cells, number in seen.sums:
        if all(cell in truth for cell in cells):
            whole = sum(truth[cell] for cell in cells) if number is None else number
            yield [(cell, 1.0) for cell in cells], whole, whole
    of: dict[Total, _Terms] = {}
    for cell in truth:
        of.setdefault(Total(cell.dataset, cell.item, cell.part, cell.period), []).append(
            (cell, 1.0)
        )
    for total, number in seen.totals.items():
        if total in of:
            yield of[total], *behind(number)
    for top, below, share in seen.ratios:
        if top in of and below in of and not {top, below} & set(seen.totals):
            yield from _of_two_totals((top, of[top]), (below, of[below]), share, truth)
    yield from _rounded(seen, truth)


def _of_two_totals(
    top: tuple[Total, _Terms],
    below: tuple[Total, _Terms],
    share: float,
    truth: Mapping[Cell, float],
) -> Iterator[tuple[_Terms, float, float]]:
    """Yield what the share of two totals tells, where neither of them is shown itself."""
    tens = [
        _tens(sum(truth[cell] for cell, _ in terms if isinstance(cell, Cell)))
        for _, terms in (top, below)
    ]
    if math.isclose(tens[0], share * tens[1], abs_tol=1e-9):  # each is ten times a whole number
        yield [(top[0], 1.0), (below[0], -share)], 0.0, 0.0
        for total, terms in (top, below):
            yield [*terms, (total, -ROUNDING)], -ROUNDING / 2, ROUNDING / 2 - 1
    else:
        yield [*top[1], *((cell, -share) for cell, _ in below[1])], 0.0, 0.0


def _tens(number: float) -> float:
    return ROUNDING * math.floor(number / ROUNDING + 0.5)


def _rounded(seen: Seen, truth: Mapping[Cell, float]) -> Iterator[tuple[_Terms, float, float]]:
    """Yield what shares leave of two counts; one of other counts says nothing."""
    for top, below, least, most in seen.shares:
        some, of = truth.get(top, math.nan), truth.get(below, math.nan)
        if least * of <= some <= most * of:
            yield [(top, 1.0), (below, -least)], 0.0, math.inf
            yield [(top, 1.0), (below, -most)], -math.inf, 0.0


def _declared(
    truth: Mapping[Cell, float], catalogue: Catalogue
) -> Iterator[tuple[_Terms, float, float]]:
    """Yield the sums that definitions tell: parts add up, and no part exceeds its whole."""
    items = {(d.id, item.name): item for d in catalogue.datasets.values() for item in d.items}
    parts: dict[Cell, _Terms] = {}
    for cell, number in truth.items():
        item = items[cell.dataset, cell.item]
        if item.adds_to:
            parts.setdefault(cell._replace(item=item.adds_to, part=""), []).append((cell, 1.0))
        whole = cell._replace(item=item.at_most or "")
        if truth.get(whole, -1) >= number:
            yield [(cell, 1.0), (whole, -1.0)], -math.inf, 0.0
    for whole, terms in parts.items():
        if whole in truth:
            apart = sum(truth[cell] for cell, _ in terms if isinstance(cell, Cell)) - truth[whole]
            yield [*terms, (whole, -1.0)], apart, apart


def _people(catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return the items that count people, where the directors have others' hidden."""
    return {
        (dataset.id, item.name)
        for dataset in catalogue.datasets.values()
        if dataset.protection in {Protection.PARTNER_SUPPRESSED, Protection.PUBLIC}
        for item in dataset.items
        if item.counts not in COUNTS_OF_NOBODY
    }
