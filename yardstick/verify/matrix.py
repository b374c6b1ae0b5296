"""What the matrix of rights is tried on: a release with something of every kind, and people.

The people are every combination of role, state of account or session, what the partner was given
and the person's own list. The release holds a little of each data set, of four authorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice, product
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa
import yaml

from yardstick.access.passwords import hash_password
from yardstick.demonstration.records import invent_exclusions, invent_placements, invent_workforce
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.store.places import create_store
from yardstick.store.shared_tables import CUBE, PREFIX, PRICE, Shared, shared_tables
from yardstick.verify import stated
from yardstick.verify.invented_release import publish, send
from yardstick.verify.stated import DERBYSHIRE, NORTH, REGION, RUTLAND, WEST, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.demonstration.records import RecordReturn
    from yardstick.store.places import Store
    from yardstick.store.schema import Table

AREAS: Final = (DERBYSHIRE, NORTH, WEST, RUTLAND)
_WHERE: Final = "east_midlands"
_NOBODYS: Final = "of a partner outside the region"
_PERIODS: Final = {"quarter": "2024-25 Q3", "year": "2024/25"}
_SMALL: Final = 0.02  # of a demonstration's records

REACHES: Final = ("", stated.OWN, REGION)
LISTS: Final = (None, "", stated.OWN, REGION)
ROLE_SETS: Final = (frozenset[str](), *map(frozenset, zip(stated.ROLES)), frozenset(stated.ROLES))


@dataclass(frozen=True)
class Batch:
    """People of whom the partners were given the same.

    Attributes:
        people: Of every role and state; some have a list of their own.
        gave: What every partner was given.
    """

    people: tuple[Person, ...]
    gave: Mapping[str, str]

    def write(self, path: Path, hashed: str) -> None:
        """Write the accounts file of these people."""
        gave = _grants(self.gave)
        partners = {name: {"grants": gave} for name in (*stated.SERVES, "elsewhere")}
        people = [one for one in self.people if one.state != "in no file"]
        names = {one.name: _entry(one, hashed) for one in people}
        found = {"credentials": {"usernames": names}, "partners": partners}
        path.write_text(yaml.dump(found, Dumper=yaml.CSafeDumper), "utf-8")


def batches(datasets: Sequence[str], *, every: int) -> Iterator[Batch]:
    """Yield people for each data set and reach.

    Args:
        datasets: Which the partners are given, one at a time.
        every: 1 for everybody; a number that divides none of the lists' lengths for fewer.
    """
    for start, (dataset, reach) in enumerate(product(datasets, REACHES)):
        gave = {dataset: reach} if reach else {}
        partners = cycle(stated.SERVES)
        everybody = product(LISTS, ROLE_SETS, stated.STATES)
        found = [
            _person(f"person-{at}", next(partners), dataset, gave, made)
            for at, made in enumerate(everybody)
        ]
        yield Batch(tuple(islice(found, start % every, None, every)), gave)


def _person(
    name: str,
    partner: str,
    dataset: str,
    gave: Mapping[str, str],
    made: tuple[str | None, frozenset[str], str],
) -> Person:
    asked, roles, state = made
    listed = None if asked is None else ({dataset: asked} if asked else {})
    return Person(name, partner if state != _NOBODYS else "elsewhere", state, roles, gave, listed)


def _entry(person: Person, hashed: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": person.name,
        "password": hashed,
        "partner": person.partner,
        "roles": sorted(person.roles),
    }
    if person.listed is not None:
        entry["grants"] = _grants(person.listed)
    if person.state == "disabled":
        entry["disabled"] = True
    if person.state == "of a demonstration":
        entry |= {"demonstration": True, "demonstration_password": "printed for all"}
    return entry


def _grants(given: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"dataset": dataset, "reach": reach} for dataset, reach in given.items()]


def any_hash() -> str:
    """Return the hash that every account has: nobody signs in with it here."""
    return hash_password("orchard lantern river")


# ---- the release --------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A desk on the release, and which data sets of which authorities it holds.

    Attributes:
        desk: Open.
        counts: Pairs of data set and area of which counts were returned.
        records: Of which records were.
        shared: Of which figures made of records are shown to others.
        priced: Data sets of which mean prices of the region are.
    """

    desk: Desk
    counts: frozenset[tuple[str, str]]
    records: frozenset[tuple[str, str]]
    shared: frozenset[tuple[str, str]]
    priced: frozenset[str]


def make(folder: Path, accounts: Path) -> Held:
    """Make a store with a little of everything, publish it, and open a desk on it."""
    store = create_store(folder / "store", "demonstration", _WHERE)
    desk = Desk.open(Settings(store=store.root, accounts=accounts))
    catalogue = desk.catalogue
    counts = frozenset(_send_counts(store, catalogue))
    records = frozenset(_send_records(store, catalogue))
    cubes = {one.id: one.cubes for one in catalogue.datasets.values() if one.cubes}
    publish(store, catalogue, _marked)
    shared = frozenset((dataset, area) for dataset, area in records if dataset in stated.SHOWN)
    priced = frozenset(dataset for dataset, declared in cubes.items() if declared.prices)
    return Held(desk, counts, records, shared, priced)


def _send_counts(store: Store, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for dataset in catalogue.datasets.values():
        if dataset.items and dataset.cycle in _PERIODS:
            for area in AREAS:
                _send(store, dataset, area)
                yield dataset.id, area


def _send(store: Store, dataset: DataSet, area: str) -> None:
    items = [item.name for item in dataset.items if item.breakdown is None][:2]
    counts = pd.DataFrame({"item": items, "breakdown": "", "number": 20.0, "status": "shown"})
    period = _PERIODS[dataset.cycle]
    send(store, dataset=dataset.id, area=area, period=period, counts=counts)


def _send_records(store: Store, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    region = catalogue.regions[_WHERE]
    newest: dict[tuple[str, str], RecordReturn] = {}
    for one in (
        *invent_placements(catalogue, region, _SMALL),
        *invent_exclusions(catalogue, region, _SMALL),
        *invent_workforce(catalogue, region),
    ):
        if one.area in AREAS:
            newest[one.dataset, one.area] = one
    for one in newest.values():
        send(store, **vars(one))
    yield from newest


def _marked(
    dataset: DataSet, catalogue: Catalogue, records: pa.Table, **_secrets: object
) -> Shared:
    """Show a marker of each authority instead of a cube: who sees it is asked, not what it says."""
    tables = shared_tables(catalogue)
    areas = sorted(set(records["area"].to_pylist()))
    names = [f"{PREFIX}{dataset.id}", CUBE]
    made = {name: _markers(tables[name], dataset.id, areas) for name in names}
    if dataset.cubes and dataset.cubes.prices:
        made[PRICE] = _markers(tables[PRICE], dataset.id, areas[:1])
    return Shared(made, b"{}", "none", "0" * 64)


def _markers(table: Table, dataset: str, areas: Sequence[str]) -> pa.Table:
    usual: dict[pa.DataType, Any] = {pa.string(): "All", pa.int64(): 5, pa.bool_(): True}
    rows = [{"dataset": dataset, "area": area, "period": "2024/25"} for area in areas]
    fields = [{field.name: usual[field.type] for field in table.arrow} | row for row in rows]
    return pa.Table.from_pylist(fields, schema=table.arrow)
