"""What a link asks for, made into what may be shown; and back into a link.

A link is a request, never authority. `parse` answers every link: what is unknown or not offered
to this viewer becomes what is offered, with a notice that says so. `to_params` is its inverse and
writes every value out, so that a copied link means tomorrow what it means today. There is no
Streamlit in here: the download route reads links with the same functions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yardstick.model import Basis, Comparator, Period, PeriodKind, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Final

    from yardstick.catalogue.regions import Region
    from yardstick.results.gate import Results

PARAMS: Final = ("area", "comparator", "model", "release", "indicator", "basis", "period")
NEIGHBOUR_MODELS: Final = ("2025", "2021")  # as the Department for Education has published them
_BASIS_WORDS: Final = {
    Basis.QUARTERLY: "Each quarter",
    Basis.ANNUALISED: "Each quarter, annualised",
    Basis.ROLLING: "Last four quarters",
    Basis.PUBLISHED: "Official statistics",
}
_EACH_YEAR: Final = "Each year, as returned"
_GROUP = f"{Comparator.GROUP}:"


def series_words(basis: Basis, periods: Sequence[str]) -> str:
    """Name a series of an indicator, with the keys of its periods: some returns are of years."""
    is_yearly = bool(periods) and Period.parse(periods[-1]).kind is not PeriodKind.QUARTER
    return _EACH_YEAR if basis is Basis.QUARTERLY and is_yearly else _BASIS_WORDS[basis]


@dataclass(frozen=True)
class Allowed:
    """What one viewer may ask for.

    Attributes:
        areas: GSS code to name, in the region's order.
        home: The area shown where none is asked for.
        comparators: Value in a link to words, in menu order; the first is the default.
        models: Years of the neighbour models; the first is the default.
        releases: Identifiers of the releases that are kept, newest first.
        indicators: Identifier to title, in catalogue order.
        bases: Series of an indicator.
        usual_basis: The series that a selection with an indicator starts with.
        periods: Keys of the periods that hold a figure, oldest first.
    """

    areas: Mapping[str, str]
    home: str
    comparators: Mapping[str, str]
    models: tuple[str, ...]
    releases: tuple[str, ...]
    indicators: Mapping[str, str]
    bases: Callable[[str], tuple[Basis, ...]]
    usual_basis: Callable[[Selection], Basis]
    periods: Callable[[str, Basis], tuple[str, ...]]


def allowed(results: Results, region: Region, releases: tuple[str, ...]) -> Allowed:
    """Return what the viewer of these results may ask for in this region."""
    return Allowed(
        areas={area.code: area.name for area in results.areas()},
        home=results.home_area().code,
        comparators=_comparators(region),
        models=tuple(sorted(NEIGHBOUR_MODELS, key=lambda year: year != region.neighbours_model)),
        releases=releases,
        indicators=results.titles(),
        bases=results.bases,
        usual_basis=results.usual_basis,
        periods=lambda identifier, basis: tuple(
            period.key for period in results.periods(identifier, basis)
        ),
    )


def _comparators(region: Region) -> dict[str, str]:
    offered = {
        Comparator.REGION.value: region.name,
        Comparator.NEIGHBOURS.value: "Neighbours' mean",
        Comparator.NEIGHBOURS_MEDIAN.value: "Neighbours' median",
        Comparator.ENGLAND.value: "England",
    } | {f"{_GROUP}{group.id}": group.name for group in region.groups}
    first = region.default_comparator.value
    return {first: offered[first]} | offered


def parse(params: Mapping[str, str], allowed: Allowed) -> tuple[Selection, tuple[str, ...]]:
    """Read a link.

    Args:
        params: Names and values as they stand in the link; names it does not know are left alone.
        allowed: What this viewer may ask for.

    Returns:
        A selection that holds only what is allowed, and one sentence for each value that could
        not be had. Where nothing was asked, nothing is said. `indicator`, `basis` and `period`
        stay empty where the link leaves them open; `explicit` fills them in.
    """
    asked = _Asked(params)
    comparator, group = split_comparator(
        asked.one_of("comparator", tuple(allowed.comparators), allowed.comparators)
    )
    selection = Selection(
        area=asked.one_of("area", (allowed.home, *allowed.areas), allowed.areas),
        comparator=comparator,
        group=group,
        model=asked.one_of("model", allowed.models),
        release=asked.one_of("release", allowed.releases),
        indicator=asked.one_of("indicator", ("", *allowed.indicators)),
    )
    return _with_series(selection, asked, allowed), tuple(asked.notices)


def _with_series(selection: Selection, asked: _Asked, allowed: Allowed) -> Selection:
    if not selection.indicator:
        return selection
    bases = allowed.bases(selection.indicator)
    basis = asked.one_of("basis", ("", *(one.value for one in bases)))
    shown = Basis(basis) if basis else allowed.usual_basis(selection)
    keys = allowed.periods(selection.indicator, shown)
    period = asked.one_of("period", ("", *reversed(keys)))
    return replace(selection, basis=Basis(basis) if basis else None, period=period)


def explicit(selection: Selection, allowed: Allowed) -> Selection:
    """Fill in what a selection leaves open about its indicator: the first, its usual series.

    The period may stay open: it then is the newest that most authorities have returned, which
    the release decides. Nothing changes where the viewer has no indicator at all.
    """
    if not allowed.indicators:
        return selection
    indicator = selection.indicator or next(iter(allowed.indicators))
    found = replace(selection, indicator=indicator)
    return replace(found, basis=selection.basis or allowed.usual_basis(found))


def to_params(selection: Selection) -> dict[str, str]:
    """Write a selection as a link's names and values; `parse` reads them back.

    Every value is written out, those that happen to be a default too. Only what a selection
    leaves open (no single indicator, the newest period) is not there.
    """
    written = {
        "area": selection.area,
        "comparator": join_comparator(selection),
        "model": selection.model,
        "release": selection.release,
        "indicator": selection.indicator,
        "basis": selection.basis.value if selection.basis else "",
        "period": selection.period,
    }
    return {name: value for name, value in written.items() if value}


def join_comparator(selection: Selection) -> str:
    """Return the comparator as it stands in a link: `region`, `england`, `group:cities`."""
    if selection.comparator is Comparator.GROUP:
        return f"{_GROUP}{selection.group}"
    return selection.comparator.value


def split_comparator(value: str) -> tuple[Comparator, str]:
    """Return a link's comparator as its kind and, where it is a group, the group."""
    if value.startswith(_GROUP):
        return Comparator.GROUP, value.removeprefix(_GROUP)
    return Comparator(value), ""


class _Asked:
    """A link's values, taken one at a time, with what has to be said about them."""

    def __init__(self, params: Mapping[str, str]) -> None:
        self._params = params
        self.notices: list[str] = []

    def one_of(
        self, name: str, offered: tuple[str, ...], words: Mapping[str, str] | None = None
    ) -> str:
        """Return what was asked for where it is offered, else the first offered."""
        asked = self._params.get(name, "")
        if asked in offered or not (asked and offered):
            return asked or (offered[0] if offered else "")
        self.notices.append(_said(name, (words or {}).get(offered[0], offered[0])))
        return offered[0]


_NOT_OFFERED: Final = {
    "area": "The link asked for an area that is not in this region; {} is shown.",
    "comparator": "The link asked for a comparison that is not offered here; {} is used.",
    "model": "The link asked for a neighbour model that is not held; the {} model is used.",
    "release": "The link asked for a release of the figures that is no longer kept; "
    "the newest is shown.",
    # One sentence for what does not exist and for what is not granted: names cannot be probed.
    "indicator": "The link asked for an indicator that is not part of what your organisation "
    "has been given.",
    "basis": "The link asked for a series that this indicator does not have; "
    "its usual series is shown.",
    "period": "The link asked for a period that holds no figure; the newest is shown.",
}


def _said(name: str, shown: str) -> str:
    return _NOT_OFFERED[name].format(shown)
