"""The rules of prices once more: what a reader could work out of a shown mean, held to its rows.

A mean of placements is held against everybody who could know a part of it. Each group of providers
knows what it takes, each authority what it pays, and everybody knows every other mean that is
shown; what is left of a mean when what is known is taken away must still be a mean of many. Sets
that pass keep passing together: what a rule forbids is larger for none of them than for both
(Cox, Linear sensitivity measures in statistical disclosure control, 1981), so the parts of a mean
are held one by one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yardstick.verify.released import Row

MANY, PROVIDERS, AUTHORITIES = 10, 3, 2  # of placements, that stand behind a mean at least
NEARER: Final = 0.10  # of what a group takes: nobody may be able to say it more closely
ALL: Final = "All"
_THOUSAND: Final = 1_000
_THREE_FIGURES: Final = 1_000  # steps of a number of three figures
_NEAR: Final = 1e-6


class Paid(NamedTuple):
    """One placement of a year: who pays whom how much, and what it is called."""

    area: str
    provider: str
    group: str
    price: float
    words: tuple[str, ...]

    @classmethod
    def of(cls, row: Row, by: Sequence[str]) -> Paid:
        """Return the placement of a record; a provider without a group is one of its own."""
        provider, price = str(row["provider_name"]), float(str(row["annual_price"]))
        group = str(row["provider_group"] or provider)
        return cls(str(row["area"]), provider, group, price, tuple(str(row[one]) for one in by))


def faults(held: Sequence[Paid]) -> Iterator[str]:
    """Yield which rule a sum of placements breaks, whoever is taken out of it."""
    yield from _faults_of(held, "")
    for area in sorted({one.area for one in held}):
        yield from _faults_of([one for one in held if one.area != area], f" without {area}")


def _faults_of(held: Sequence[Paid], without: str) -> Iterator[str]:
    for what, least, found in (
        ("placements", MANY, range(len(held))),
        ("providers", PROVIDERS, {one.provider for one in held}),
        ("authorities", AUTHORITIES, {one.area for one in held}),
    ):
        if len(found) < least:
            yield f"{len(found)} {what}{without}"
    if _can_estimate(held):
        yield f"a group that can say another's takings{without}"


def _can_estimate(held: Sequence[Paid]) -> bool:
    """Whether any group can say of any other what it takes, to within the share of it."""
    takings: defaultdict[str, float] = defaultdict(float)
    for one in held:
        takings[one.group] += one.price
    whole = sum(takings.values())
    # A group takes itself from the sum: what is left is the other and those that hide it.
    is_near = any(
        whole - takings[knows] - takings[of] < NEARER * takings[of] * (1 - _NEAR)
        for knows, of in permutations(takings, 2)
    )
    return is_near or len(takings) < PROVIDERS  # nobody hides one of two


# ---- the means of one year --------------------------------------------------------------------

Path = tuple[str, ...]  # the words of a mean from the outside in; none for the whole region


def paths(rows: Iterable[Row], by: Sequence[str]) -> dict[Path, float]:
    """Return shown means by their words."""
    return {
        tuple(word for word in (str(row[name]) for name in by) if word != ALL): float(
            str(row["price"])
        )
        for row in rows
    }


def broken(shown: Mapping[Path, float], placements: Sequence[Paid]) -> Iterator[str]:
    """Yield what is wrong with each mean that is shown of a year's placements."""
    for path, price in shown.items():
        held = [one for one in placements if one.words[: len(path)] == path]
        named = " / ".join(path) or "all placements"
        yield from (f"The mean of {named} stands on {fault}." for fault in faults(held))
        if not _is_mean(price, held):
            yield f"The mean of {named} is not that of its placements, rounded."
        below = {one[-1] for one in shown if one[:-1] == path and len(one) > len(path)}
        left = [one for one in held if below and one.words[len(path)] not in below]
        if left:
            yield from (f"What is left of {named} stands on {fault}." for fault in faults(left))


def _is_mean(price: float, held: Sequence[Paid]) -> bool:
    """Whether a price is the mean to the nearest 1,000 pounds, or to three figures if coarser."""
    mean = sum(one.price for one in held) / max(1, len(held))
    step = _THOUSAND
    while mean >= step * _THREE_FIGURES:
        step *= 10
    return price % step == 0 and abs(price - mean) <= step / 2 + _NEAR
