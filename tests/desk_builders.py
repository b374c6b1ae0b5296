"""A small store behind the real door: the product's own catalogue, queries and accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.model import Comparator as Against
from yardstick.model import Grant, Reach, Selection, State, Viewer
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.store.build import build_release
from yardstick.store.ledger import record_official
from yardstick.store.moves import Act, add_move
from yardstick.store.operations import writing
from yardstick.store.places import create_store, operations
from yardstick.store.receipt import record_invented, record_return

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from yardstick.store.places import Store

CATALOGUE = load_catalogue(ROOT / "data")
REGION = CATALOGUE.regions["east_midlands"]
DERBYSHIRE, DERBY, LEICESTERSHIRE, LEICESTER, RUTLAND, *_ = REGION.authorities
ENGLAND = "E92000001"
MADE = dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC)


def viewer(*areas: str, reach: Reach = Reach.REGION, datasets: Iterable[str] = ()) -> Viewer:
    """Somebody with the same reach in every data set, or in those named."""
    granted = tuple(datasets) or CATALOGUE.datasets
    grants = frozenset(Grant(dataset, reach) for dataset in granted)
    return Viewer("reader", "A reader", "partner", frozenset(areas), grants)


def selection(area: str = DERBYSHIRE, **changes: object) -> Selection:
    """Ask against the region unless told otherwise."""
    return Selection(**{"area": area, "comparator": Against.REGION, **changes})


def cells(numbers: Mapping[str, object]) -> pd.DataFrame:
    """Make a return: `item` or `item/code` to a number, or to the letter of why there is none."""
    rows = []
    for name, number in numbers.items():
        item, _, code = name.partition("/")
        told = isinstance(number, str)
        rows.append((item, code, None if told else number, number if told else "shown"))
    frame = pd.DataFrame(rows, columns=["item", "breakdown", "number", "status"])
    return frame.astype({"number": float})


def send(
    store: Store, area: str, period: str, dataset: str = "riia_quarterly", **numbers: object
) -> None:
    """Record one authority's return."""
    received = numbers.pop("received", dt.date(2025, 5, 1))
    named = {"dataset": dataset, "area": area, "period": period}
    said = {**named, "counts": cells(numbers), "received": received, "due": dt.date(2025, 5, 12)}
    if store.kind == "demonstration":
        record_invented(store, submitted_by="test", **said)
        return
    sent = Act("test", MADE, instruction="test")
    kept = record_return(store, file="f" * 64, act=sent, **said)
    for state, account in ((State.SIGNED_OFF, "test"), (State.APPROVED, "publisher")):
        with writing(operations(store)) as connection:
            add_move(connection, kept, state, replace(sent, account=account))


def publish_values(store: Store, file: str, *rows: tuple[str, str, str, float | None]) -> None:
    """Record an official file of LAIT values: measure, area, period, value (missing: `c`)."""
    values = pd.DataFrame(rows, columns=["measure", "area", "period", "value"])
    status = ["c" if pd.isna(value) else "shown" for value in values["value"]]
    record_official(
        store,
        source="lait",
        title="LAIT",
        name=f"{file}.csv",
        release=file,
        values=values.assign(status=status, vintage="").astype({"value": float}),
        rows=len(rows),
        sha256_of_file=file * 8,
        loaded=dt.date(2026, 1, 1),
    )


def new_store(folder: Path, kind: str = "demonstration") -> Store:
    """Make an empty store of the East Midlands."""
    return create_store(folder / "store", kind, REGION.id)


def open_desk(store: Store) -> Desk:
    """Build a release of everything recorded and open a desk on it."""
    build_release(store, CATALOGUE, made=MADE, code_version="test", instruction="test")
    return Desk.open(Settings(store=store.root))
