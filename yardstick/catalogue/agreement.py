"""Whether declarations that are each sound by themselves agree with each other.

What belongs here is a reference from one to another: an indicator names a data set, items and
official measures; a region names areas. Where in which file a flaw stands is said by `load`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from yardstick.catalogue.checks import unfit_checks
from yardstick.model import AreaKind, Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.declarations import Count, DataSet, Indicator, Item, PublishedSeries
    from yardstick.catalogue.errors import Place
    from yardstick.catalogue.reference import Reference
    from yardstick.catalogue.regions import Combined, Region
    from yardstick.catalogue.sources import OfficialSource

    Findings: TypeAlias = Iterator[tuple[Place, str]]

# What an example's row may hold beside the counts of its items.
_ROW_KEYS = frozenset({"area", "period", "population", "breakdown"})
_EXPECTED_KEYS = frozenset({"area", "period", "part", "value"})


@dataclass(frozen=True)
class Flaw:
    """One thing that does not fit.

    Attributes:
        folder: Which kind of declaration.
        id: Which one.
        place: Where in it.
        message: What is wrong and what is allowed.
    """

    folder: str
    id: str
    place: Place
    message: str


def flaws(catalogue: Catalogue) -> Iterator[Flaw]:
    """Find every reference to something that does not exist, in all declarations."""
    for region in catalogue.regions.values():
        for place, message in _in_region(region, catalogue.reference):
            yield Flaw("regions", region.id, place, message)
    for dataset in catalogue.datasets.values():
        for place, message in _in_dataset(dataset, catalogue.reference):
            yield Flaw("datasets", dataset.id, place, message)
    yield from _tables_of_one_name(catalogue)
    yield from _counted_twice(catalogue)
    for indicator in catalogue.indicators.values():
        for place, message in _in_indicator(indicator, catalogue):
            yield Flaw("indicators", indicator.id, place, message)


# ---- regions ------------------------------------------------------------------------------


def _in_region(region: Region, reference: Reference) -> Findings:
    known = reference.areas.get(region.code)
    if known is None or known.kind is not AreaKind.REGION:
        yield ("code",), f"'{region.code}' is not a region of reference/areas.csv."
    for number, code in enumerate(region.authorities):
        for message in _wrong_authority(code, region, reference):
            yield ("authorities", number), message
    yield from _repeated(("authorities",), region.authorities)
    yield from _in_partners(region)
    for number, group in enumerate(region.groups):
        yield from _outside(("groups", number, "areas"), group.areas, region)
    for number, combined in enumerate(region.combined):
        for place, message in _in_combined(combined, region, reference):
            yield ("combined", number, *place), message
    for key in ("partners", "groups", "cycles"):
        yield from _repeated((key,), [one.id for one in getattr(region, key)])


def _wrong_authority(code: str, region: Region, reference: Reference) -> Iterator[str]:
    area = reference.areas.get(code)
    if area is None or area.kind is not AreaKind.AUTHORITY:
        yield f"'{code}' is not an authority of reference/areas.csv."
    elif area.region != region.code:
        yield f"{code} lies in {area.region}, not in {region.code}."
    elif not any(row.area == code for row in reference.populations):
        yield f"{code} has no row in reference/populations.csv."


def _in_partners(region: Region) -> Findings:
    for number, partner in enumerate(region.partners):
        yield from _outside(("partners", number, "areas"), partner.areas, region)
    partners = [partner.id for partner in region.partners]
    if region.host not in partners:
        yield ("host",), f"'{region.host}' is not a partner; write {_one_of(partners)}."


def _outside(place: Place, codes: tuple[str, ...], region: Region) -> Findings:
    for number, code in enumerate(codes):
        if code not in region.authorities:
            yield (*place, number), f"'{code}' is not among the region's authorities."


def _in_combined(combined: Combined, region: Region, reference: Reference) -> Findings:
    yield from _outside(("parts",), combined.parts, region)
    if combined.code != "+".join(combined.parts):
        yield ("code",), f"'{combined.code}' must be its parts joined: {'+'.join(combined.parts)}."
    if combined.predecessor not in reference.areas:
        yield ("predecessor",), f"'{combined.predecessor}' is not in reference/areas.csv."


def _repeated(place: Place, names: Collection[str]) -> Findings:
    for name in dict.fromkeys(names):
        if list(names).count(name) > 1:
            yield place, f"'{name}' stands here twice."


# ---- data sets ----------------------------------------------------------------------------


def _in_dataset(dataset: DataSet, reference: Reference) -> Findings:
    for number, item in enumerate(dataset.items):
        place: Place = ("items", number)
        if item.breakdown is not None and not reference.parts_of(item.breakdown):
            message = f"'{item.breakdown}' is not a code list of reference/codes.csv."
            yield (*place, "breakdown"), message
        if (item.breakdown is None) != (item.adds_to is None):
            yield (*place, "adds_to"), "breakdown and adds_to stand together or not at all."
        yield from _wrong_period((*place, "collected_from"), item.collected_from)
    for at, table in enumerate(dataset.tables):
        for number, column in enumerate(table.columns):
            if column.codes is not None and not reference.parts_of(column.codes):
                message = f"'{column.codes}' is not a code list of reference/codes.csv."
                yield ("tables", at, "columns", number, "codes"), message
    yield from unfit_checks(dataset)


def _counted_twice(catalogue: Catalogue) -> Iterator[Flaw]:
    """Find items that are said to count the same as one that there is not."""
    every = {(one.id, item.name) for one in catalogue.datasets.values() for item in one.items}
    for dataset in catalogue.datasets.values():
        for number, item in enumerate(dataset.items):
            same = item.same_as
            if same and (same.dataset, same.item) not in every:
                message = f"'{same.item}' is not an item of {same.dataset}."
                yield Flaw("datasets", dataset.id, ("items", number, "same_as"), message)


def _tables_of_one_name(catalogue: Catalogue) -> Iterator[Flaw]:
    """Find tables of two data sets that would be one table of a release."""
    owners: dict[str, str] = {}
    for dataset in catalogue.datasets.values():
        for at, table in enumerate(dataset.tables):
            owner = owners.setdefault(table.id, dataset.id)
            if owner != dataset.id:
                message = f"'{table.id}' is a table of {owner}; give it another name."
                yield Flaw("datasets", dataset.id, ("tables", at, "id"), message)


def _wrong_period(place: Place, key: str | None) -> Findings:
    try:
        Period.parse(key or "2024-25")
    except ValueError as error:
        yield place, str(error)


# ---- indicators ---------------------------------------------------------------------------


def _in_indicator(indicator: Indicator, catalogue: Catalogue) -> Findings:
    yield from _wrong_period(("collected_from",), indicator.collected_from)
    for number, change in enumerate(indicator.breaks):
        yield from _wrong_period(("breaks", number, "period"), change.period)
    for number, series in enumerate(indicator.published):
        for place, message in _in_published(series, catalogue.sources):
            yield ("published", number, *place), message
    if indicator.dataset not in catalogue.datasets:
        known = _one_of(catalogue.datasets)
        yield ("dataset",), f"'{indicator.dataset}' is not a data set; write {known}."
        return
    items = catalogue.items_of(indicator.dataset)
    yield from _in_counts(indicator, items)
    yield from _in_example(indicator, items, catalogue.reference)


def _in_published(series: PublishedSeries, sources: Mapping[str, OfficialSource]) -> Findings:
    if not sources:  # official files are an addition; without any, nothing can be looked up
        return
    if series.source not in sources:
        yield ("source",), f"'{series.source}' is not a source; write {_one_of(sources)}."
        return
    known = {measure.code for measure in sources[series.source].measures}
    for key in ("measure", "numerator", "denominator"):
        code = getattr(series, key)
        if known and code is not None and code not in known:
            yield (key,), f"'{code}' is not a measure of published/{series.source}.yaml."


def _in_counts(indicator: Indicator, items: Mapping[str, Item]) -> Findings:
    top = indicator.numerator.item
    sides: list[tuple[str, Count | None]] = [
        ("numerator", indicator.numerator),
        ("denominator", indicator.denominator),
    ]
    for side, count in sides:
        if count and count.item and count.item not in items:
            message = f"'{count.item}' is not an item of {indicator.dataset}; write "
            yield (side, "item"), f"{message}{_one_of(items)}."
    if top is None:
        yield ("numerator", "population"), "is never what is counted; give an item."
    elif top in items:
        yield from _unlike_its_item(indicator, items[top])


def _unlike_its_item(indicator: Indicator, item: Item) -> Findings:
    if indicator.counted is not item.counted:
        yield ("counted",), f"is {indicator.counted}, but its item {item.name} is {item.counted}."
    if indicator.breakdown != item.breakdown:
        declared = item.breakdown or "none"
        yield ("breakdown",), f"must be that of its item {item.name}, which is {declared}."


def _in_example(indicator: Indicator, items: Mapping[str, Item], reference: Reference) -> Findings:
    given = indicator.example.rows
    for number, row in enumerate(given):
        for place, message in _in_row(row, _ROW_KEYS | items.keys(), reference):
            yield ("example", "rows", number, *place), message
    for name in sorted(_needed(indicator) - {key for row in given for key in row}):
        yield ("example", "rows"), f"no row gives {name}, which the indicator is made of."
    known = {(row.get("area"), row.get("period")) for row in given}
    for number, expected in enumerate(indicator.example.expect):
        here: Place = ("example", "expect", number)
        for place, message in _in_row(expected, _EXPECTED_KEYS, reference):
            yield (*here, *place), message
        if (expected.get("area"), expected.get("period")) not in known:
            yield here, "no row above has this area and period."
        if "value" not in expected:
            yield here, "give the value, or null where there is none."


def _needed(indicator: Indicator) -> set[str]:
    below = indicator.denominator
    names = {indicator.numerator.item, below and (below.item or "population")}
    return {name for name in names if name}


def _in_row(row: Mapping[str, object], allowed: Collection[str], reference: Reference) -> Findings:
    for key in sorted(row.keys() - set(allowed)):
        yield (key,), f"is neither an item nor one of {_one_of(allowed)}."
    if row.get("area") not in reference.areas:
        yield ("area",), f"'{row.get('area')}' is not an area of reference/areas.csv."
    yield from _wrong_period(("period",), str(row.get("period")))


def _one_of(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
