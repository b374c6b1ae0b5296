"""An invented region that shares records: what each authority returns, who reads, one release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import yaml

from yardstick.demonstration import invent_education
from yardstick.demonstration.records import invent_exclusions, invent_placements, invent_workforce
from yardstick.disclosure.sharing import share
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.store.ledger import record_official
from yardstick.store.manifest import DATABASE
from yardstick.store.places import create_store
from yardstick.store.receipt import record_invented
from yardstick.verify.education_again import SETS
from yardstick.verify.invented_release import DAY, publish, send
from yardstick.verify.matrix import any_hash
from yardstick.verify.released import Released
from yardstick.verify.rounded_sharing import rounded
from yardstick.verify.stated import OWN, REGION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.records import RecordReturn
    from yardstick.demonstration.returns import InventedReturn
    from yardstick.store.places import Store
    from yardstick.store.shared_tables import Sharing

EXCLUSIONS, PLACEMENTS, WORKFORCE = "school_exclusions", "send_placements", "workforce"
OWN_ONLY: Final = "own"  # reads nothing of others; every other account is named like its partner
_ROLES: Final = ["commissioning", "exclusions_restricted"]
_READ: Final = (EXCLUSIONS, PLACEMENTS, WORKFORCE, *SETS)
_NEVER: Final = "9999"


@dataclass(frozen=True)
class Size:
    """How much is invented.

    Attributes:
        exclusions, placements: Of a demonstration's records.
        since: The first term of each, of which a return is made.
        pupils: Data sets of results of pupils, and the first school year of each.
        sharing: Protects.
        markets: How many markets of placements are made up beside, for the rules of prices.
        accounts: Who looks; nobody named for everybody.
        areas: How many other authorities each of them looks at.
        every: Which of the parts that numbers are cut by: 1 for all, 7 for each seventh.
        alone: Whose own views are asked once more where there is nobody else.
    """

    exclusions: float
    placements: float
    since: tuple[str, str]
    pupils: Mapping[str, str]
    sharing: Sharing
    markets: int
    accounts: frozenset[str]
    areas: int
    every: int
    alone: frozenset[str]


SMALL: Final = Size(
    exclusions=0.02,
    placements=0.1,
    since=("2024/25 Summer", "2024/25 Spring"),
    pupils={SETS[0]: "2023/24"},
    sharing=rounded,
    markets=20,
    accounts=frozenset({"derbyshire", "executive", OWN_ONLY}),
    areas=1,
    every=7,
    alone=frozenset({"derbyshire"}),
)
FULL: Final = Size(
    exclusions=1.0,
    placements=1.0,
    since=("2023/24 Autumn", "2021/22 Autumn"),
    pupils=dict.fromkeys(SETS, "2018/19"),
    sharing=share,
    markets=2_000,
    accounts=frozenset(),
    areas=2,
    every=1,
    alone=frozenset({"derbyshire"}),
)


def invented(catalogue: Catalogue, region: Region, size: Size) -> list[RecordReturn]:
    """Return every authority's returns of records."""
    since = dict(zip((EXCLUSIONS, PLACEMENTS), size.since, strict=True))
    every = (
        *invent_exclusions(catalogue, region, size.exclusions),
        *invent_placements(catalogue, region, size.placements),
        *invent_workforce(catalogue, region),
    )
    return [one for one in every if one.period >= since.get(one.dataset, "2024")]


def invented_results(catalogue: Catalogue, region: Region, size: Size) -> list[InventedReturn]:
    """Return every authority's returns of results of pupils."""
    every = invent_education(catalogue, region)
    return [one for one in every if one.period >= size.pupils.get(one.dataset, _NEVER)]


@dataclass(frozen=True)
class SharingRegion:
    """A desk on a release of such returns, and what the verifier reads of it by itself."""

    desk: Desk
    released: Released

    @classmethod
    def publish(  # noqa: PLR0913, PLR0917 - what is sent, and how it is protected
        cls,
        folder: Path,
        catalogue: Catalogue,
        region: Region,
        returns: Collection[RecordReturn],
        sharing: Sharing | None,
        of_pupils: Collection[InventedReturn] = (),
    ) -> SharingRegion:
        """Send returns to a store of its own and publish them; only protected ones are shared."""
        folder.mkdir()
        store = create_store(folder / "store", "demonstration", region.id)
        for one in returns:
            send(store, **vars(one))
        for each in of_pupils:
            record_invented(store, **vars(each))
        _publish_pupils(store, region)
        info = publish(store, catalogue, sharing)
        write_accounts(folder / "auth.yaml", region)
        desk = Desk.open(Settings(store=store.root, accounts=folder / "auth.yaml"))
        return cls(desk, Released.read(info.path / DATABASE))


def write_accounts(path: Path, region: Region) -> None:
    """Write a reader of each partner, who was given the region's, and one who was given less."""
    hashed = any_hash()
    people = {one.id: _reader(one.id, hashed) for one in region.partners}
    people[OWN_ONLY] = _reader("derbyshire", hashed) | {"grants": _grants(OWN)}
    partners = {one.id: {"grants": _grants(REGION)} for one in region.partners}
    found = {"credentials": {"usernames": people}, "partners": partners}
    path.write_text(yaml.dump(found, Dumper=yaml.CSafeDumper), "utf-8")


def _reader(partner: str, hashed: str) -> dict[str, Any]:
    return {"name": partner, "password": hashed, "partner": partner, "roles": _ROLES}


def _grants(reach: str) -> list[dict[str, str]]:
    return [{"dataset": one, "reach": reach} for one in _READ]


def _publish_pupils(store: Store, region: Region) -> None:
    """Publish the pupils of one year: its rates are over them, those of others over children."""
    values = pd.DataFrame(
        [
            ("headcount", area, "2024/25", 40_000.0 + at)
            for at, area in enumerate(region.authorities)
        ],
        columns=["measure", "area", "period", "value"],
    )
    record_official(
        store,
        source="exclusions",
        title="Exclusions",
        name="pupils.csv",
        release="year",
        values=values.assign(status="shown", vintage=""),
        rows=len(values),
        sha256_of_file="0" * 64,
        loaded=DAY,
    )
