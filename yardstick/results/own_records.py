"""What every page of records asks first: may the reader, whose records, and of which term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.errors import AccessDenied
from yardstick.model import Period
from yardstick.model.marking import CLASSIFICATION
from yardstick.results.types import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.model import Area, Viewer
    from yardstick.results.book import Library
    from yardstick.store.release import ReleaseInfo

OWN = "Own records, exact"
BESIDE = "Own records exact, others as the release shows them"
NEWEST = "Newest return of each authority, exact"
OFFICIAL = "Official statistics, not from returns"


def check_may_read(viewer: Viewer, dataset: str, role: str) -> None:
    """Refuse a reader without the role or without the data set; the two are not told apart.

    Raises:
        AccessDenied: One of them is missing.
    """
    if role not in viewer.roles or not viewer.may_read(dataset):
        raise AccessDenied


def authority_in(areas: Mapping[str, Area], code: str) -> Area:
    """Return an authority of the region.

    Raises:
        AccessDenied: There is none of that code.
    """
    if code not in areas:
        raise AccessDenied
    return areas[code]


def newest(periods: Iterable[str]) -> Period | None:
    """Return the newest period of some keys, or None where there is none."""
    return max(map(Period.parse, periods), default=None)


def stamp_of(library: Library, dataset: str, info: ReleaseInfo, basis: str = OWN) -> Stamp:
    """Return what is printed beside figures that are made of a data set of records.

    Args:
        library: Declares the data set.
        dataset: Which; figures of the department stand beside it and not in it.
        info: The release.
        basis: How the figures were made.
    """
    declared = library.catalogue.datasets[dataset]
    source = f"{declared.title} ({declared.owner})" if declared.owner else declared.title
    return Stamp(
        source="Department for Education, official files" if basis == OFFICIAL else source,
        release=info.id,
        made=info.made,
        population="",
        basis=basis,
        invented=info.kind == "demonstration",
        classification=CLASSIFICATION,
    )
