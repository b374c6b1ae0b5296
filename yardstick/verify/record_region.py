"""A region's invented records, published with what others are shown of them, and who reads it.

The region may be a short one, of some of its authorities: a cube takes a second and more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.catalogue import load_catalogue
from yardstick.demonstration.records import invent_exclusions, invent_placements
from yardstick.disclosure.sharing import share
from yardstick.results.desk import Desk
from yardstick.results.exclusions_types import DATASET as EXCLUSIONS
from yardstick.results.placement_types import DATASET as PLACEMENTS
from yardstick.results.settings import Settings
from yardstick.store.places import create_store
from yardstick.verify import stated
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.invented_release import publish, send
from yardstick.verify.matrix import Batch, any_hash
from yardstick.verify.stated import DERBYSHIRE, NORTH, WEST, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.demonstration.records import RecordReturn
    from yardstick.model import Viewer

_WHERE: Final = "east_midlands"
_GAVE: Final = MappingProxyType(dict.fromkeys((EXCLUSIONS, PLACEMENTS), stated.REGION))
_OWN: Final = MappingProxyType(dict.fromkeys(_GAVE, stated.OWN))


class Size(NamedTuple):
    """How much there is of it.

    Attributes:
        areas: Codes of the authorities; empty for all of the region's.
        years: Academic years.
        exclusions: Scale of the exclusions, as a demonstration has it.
        placements: Likewise.
    """

    areas: tuple[str, ...]
    years: tuple[str, ...]
    exclusions: float
    placements: float


SMALL: Final = Size((DERBYSHIRE, NORTH, WEST), ("2023/24",), 0.01, 0.3)
FULL: Final = Size((), ("2023/24", "2024/25"), 0.05, 0.3)


def _person(name: str, partner: str, *, own_only: bool = False) -> Person:
    listed = _OWN if own_only else None
    return Person(name, partner, stated.IN_USE, frozenset(stated.ROLES), _GAVE, listed)


# Everybody has every role, so that nobody is refused for want of one.
PEOPLE: Final = (
    _person("of-one-area", "derbyshire"),
    _person("of-two-areas", "northamptonshire_trust"),
    _person("given-own", "derbyshire", own_only=True),
    _person("executive", "executive"),
)


@dataclass(frozen=True)
class RecordRegion:
    """A published region.

    Attributes:
        desk: On its one release.
        returns: Every return of records in it.
    """

    desk: Desk
    returns: tuple[RecordReturn, ...]

    @classmethod
    def make(cls, folder: Path, size: Size) -> RecordRegion:
        """Invent records, publish them, and open a desk for the people above."""
        accounts = folder / "accounts.yaml"
        Batch(PEOPLE, _GAVE).write(accounts, any_hash())
        whole = load_catalogue(Settings.data)
        catalogue = _short(whole, size.areas)
        store = create_store(folder / "store", "demonstration", _WHERE)
        here = catalogue.regions[_WHERE].authorities
        returns = tuple(one for one in _invented(whole, size) if one.area in here)
        for one in returns:
            send(store, **vars(one))
        publish(store, catalogue, share)
        return cls(_desk(Settings(store=store.root, accounts=accounts), catalogue), returns)

    def viewers(self) -> list[Viewer]:
        """Return who each of the people is to the desk."""
        return [viewer_of(one.name, self.desk) for one in PEOPLE]


def _short(catalogue: Catalogue, areas: tuple[str, ...]) -> Catalogue:
    """Return a catalogue in which the region has only some of its authorities."""
    region = catalogue.regions[_WHERE]
    short = region.model_copy(update={"authorities": areas or region.authorities})
    return replace(catalogue, regions={_WHERE: short})


def _invented(whole: Catalogue, size: Size) -> Iterator[RecordReturn]:
    """Yield the whole region's returns: what is planted stands in authorities by name."""
    region = whole.regions[_WHERE]
    for one in chain(
        invent_exclusions(whole, region, size.exclusions),
        invent_placements(whole, region, size.placements),
    ):
        if one.period.split()[0] in size.years:
            yield one


def _desk(settings: Settings, catalogue: Catalogue) -> Desk:
    desk, region = Desk.open(settings), catalogue.regions[_WHERE]
    library = replace(desk.library, catalogue=catalogue, region=region)
    return replace(desk, catalogue=catalogue, region=region, library=library)
