"""A small store and catalogue, made by production code, for tests of what is kept.

Everything is invented. Two authorities of the East Midlands, three neighbours, two indicators.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.catalogue.catalogue import Catalogue
from yardstick.catalogue.declarations import Count, DataSet, Indicator, Item
from yardstick.catalogue.records import Column as RecordColumn
from yardstick.catalogue.records import Table as RecordTable
from yardstick.catalogue.reference import Neighbour, Part, Population, Reference
from yardstick.catalogue.regions import Region
from yardstick.model import Area, AreaKind, State
from yardstick.store.build import build_release
from yardstick.store.connection import open_release
from yardstick.store.ledger import record_official
from yardstick.store.moves import Act, add_move, state_of
from yardstick.store.operations import writing
from yardstick.store.places import create_store, operations
from yardstick.store.receipt import record_invented, record_return

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.entries import OfficialRecord, Submission
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

REGION = "E12000004"
RUTLAND, DERBY, ENGLAND = "E06000017", "E06000015", "E92000001"
QUARTER = "2024-25 Q3"
INSTRUCTION = "Directors, minute 7"
MADE = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
LATER = dt.date(2025, 2, 3)  # than a return or a file comes unless told otherwise

_AREAS = (
    Area(ENGLAND, "", "England", AreaKind.COUNTRY, ""),
    Area(RUTLAND, "857", "Rutland", AreaKind.AUTHORITY, REGION, valid_from=dt.date(1997, 4, 1)),
    Area(DERBY, "831", "Derby", AreaKind.AUTHORITY, REGION, valid_to=dt.date(2040, 3, 31)),
)
REFERENCE = Reference(
    areas=MappingProxyType({area.code: area for area in _AREAS}),
    by_dfe=MappingProxyType({area.dfe: area.code for area in _AREAS if area.dfe}),
    populations=(
        Population(RUTLAND, 2024, "mid-2024", 8_012),
        Population(DERBY, 2023, "mid-2024", 62_000),
    ),
    neighbours=(
        Neighbour("2025", DERBY, 2, ENGLAND, "Close"),
        Neighbour("2025", DERBY, 1, RUTLAND, "Very close"),
        Neighbour("2021", DERBY, 1, RUTLAND, "Close"),
    ),
    parts=(
        Part("source", "2A", "A school", "schools", "Schools", 2),
        Part("source", "1A", "A relative", "individual", "Individuals", 1),
        Part("source", "1B", "An acquaintance", "individual", "Individuals", 1),
    ),
)


def region() -> Region:
    """Declare the region; its second authority of the reference comes first."""
    return Region.model_construct(id="east_midlands", code=REGION, authorities=(DERBY, RUTLAND))


def indicator(identifier: str, **changes: object) -> Indicator:
    """Declare an indicator by what a release says of it."""
    said = {"dataset": "quarterly", "numerator": Count(item=identifier, label="of them")}
    return Indicator.model_construct(id=identifier, **{**said, "denominator": None, **changes})


def quarterly() -> DataSet:
    """Declare the data set by the one item of it that has parts."""
    sources = Item.model_construct(name="R02S", breakdown="source")
    whole = Item.model_construct(name="R02", breakdown=None)
    return DataSet.model_construct(
        id="quarterly",
        title="Quarterly return",
        cycle="quarter",
        submitted_by="local_authority",
        instruction=INSTRUCTION,
        items=(whole, sources),
    )


def records() -> DataSet:
    """Declare a data set of records with two tables, one of which a return may come without."""
    make = RecordColumn.model_construct
    token = make(name="pupil", type="token", label="Pupil", required=True)
    reason = make(name="reason", type="text", label="Reason", required=False)
    days = make(name="days", type="number", label="Days", required=False)
    tables = (
        RecordTable.model_construct(id="leavers", key=("pupil",), columns=(token, reason)),
        RecordTable.model_construct(
            id="absences", key=("pupil",), columns=(token, reason, days), optional=True
        ),
    )
    return DataSet.model_construct(
        id="records",
        number=5,
        title="Records of pupils",
        cycle="term",
        submitted_by="local_authority",
        instruction=INSTRUCTION,
        tables=tables,
    )


def catalogue(version: str = "0123456789ab", reference: Reference = REFERENCE) -> Catalogue:
    """Declare all of it."""
    population = Count(population="age_0_17", label="children")
    indicators = (
        indicator("R02", denominator=population),
        indicator("R03", denominator=Count(item="R02", label="referrals")),
        indicator("R99"),
    )
    return Catalogue(
        regions={"east_midlands": region()},
        datasets={"quarterly": quarterly()},
        indicators={one.id: one for one in indicators},
        sources={},
        reference=reference,
        version=version,
    )


def new_store(folder: Path, kind: str = "demonstration") -> Store:
    """Make an empty store."""
    return create_store(folder / "store", kind, "east_midlands")


def counts(**numbers: float | str | None) -> pd.DataFrame:
    """Make the cells of a return: a number for an item, or the letter of why there is none."""
    return pd.DataFrame(
        [
            {
                "item": item,
                "breakdown": "",
                "number": None if isinstance(number, str) else number,
                "status": number if isinstance(number, str) else "shown",
            }
            for item, number in numbers.items()
        ]
    )


def values(*rows: tuple[str, str, str, float | None, str]) -> pd.DataFrame:
    """Make the figures of an official file: measure, area, period, value, status."""
    columns = ["measure", "area", "period", "value", "status"]
    return pd.DataFrame(rows, columns=columns).assign(vintage="mid-2024")


def send(store: Store, cells: pd.DataFrame, **changes: object) -> Submission:
    """Record a return that a release may hold: invented, or sent, signed and approved."""
    said = {
        "dataset": "quarterly",
        "area": RUTLAND,
        "period": QUARTER,
        "received": dt.date(2025, 1, 20),
        "due": dt.date(2025, 1, 31),
        "submitted_by": "rutland-analyst",
        **changes,
    }
    if said.pop("invented", store.kind == "demonstration"):
        return record_invented(store, counts=cells, **said)
    kept = receive(store, cells, **said)
    if state_of(store, kept) is State.CHECKED:
        go_on(store, kept, State.SIGNED_OFF, State.APPROVED)
    return kept


def receive(store: Store, cells: pd.DataFrame | None, **changes: object) -> Submission:
    """Record a real return as it comes in."""
    said = {
        "dataset": "quarterly",
        "area": RUTLAND,
        "period": QUARTER,
        "received": dt.date(2025, 1, 20),
        "due": dt.date(2025, 1, 31),
        "file": "f" * 64,
        **changes,
    }
    act = Act(str(said.pop("submitted_by", "rutland-analyst")), MADE, instruction=INSTRUCTION)
    return record_return(store, counts=cells, act=act, **said)


ACTORS = {State.SIGNED_OFF: "rutland-lead", State.APPROVED: "host-publisher"}


def go_on(store: Store, submission: Submission, *states: State, **changes: object) -> None:
    """Move a return on, each step by whoever usually takes it."""
    for state in states:
        said = {"account": ACTORS.get(state, "rutland-lead"), "instruction": INSTRUCTION, **changes}
        with writing(operations(store)) as connection:
            add_move(connection, submission, state, Act(at=MADE, **said))


def load(store: Store, figures: pd.DataFrame, file: str, **changes: object) -> OfficialRecord:
    """Record an official file."""
    said = {
        "source": "children_in_need",
        "title": "Children in need",
        "name": f"{file}.csv",
        "release": "2025",
        "rows": 100,
        "sha256_of_file": file,
        "loaded": dt.date(2025, 11, 1),
    }
    return record_official(store, values=figures, **{**said, **changes})


def build(store: Store, **changes: object) -> ReleaseInfo:
    """Build a release."""
    said = {"made": MADE, "code_version": "1.0", "instruction": "Directors, March meeting"}
    given = {"catalogue": catalogue(), **said, **changes}
    return build_release(store, given.pop("catalogue"), **given)


def rows(store: Store, table: str, release_id: str | None = None) -> list[tuple[object, ...]]:
    """Return a table of a release, in the order in which it lies on disk."""
    opened = open_release(store, release_id)
    found = opened.connection.table(f"release.{table}").fetchall()
    opened.connection.close()
    return found
