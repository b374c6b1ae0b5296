"""Every query file keeps its header's promises on the real engine, and a naive twin agrees."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import ROOT
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    RUTLAND,
    new_store,
    open_desk,
    publish_values,
    send,
    viewer,
)

from yardstick.access.scope import scoped_cursor
from yardstick.query import load_queries
from yardstick.store.ledger import counts_of, returns

QUERIES = load_queries(ROOT / "queries")
# Those of records are asked for an authority of the reader's own: each subject has its own tests.
OF_ALL = {
    name: query
    for name, query in QUERIES.items()
    if not query.header.params
    and not any(table.startswith(("own_", "shared_")) for table in query.header.reads)
}
SOURCES = [part.code for part in CATALOGUE.reference.parts_of("referral_source")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A few returns with parts and gaps, one corrected; an official file and its successor."""
    store = new_store(tmp_path_factory.mktemp("queries"))
    for at, area in enumerate((DERBYSHIRE, DERBY, RUTLAND)):
        parts = {f"R02S/{code}": at + place for place, code in enumerate(SOURCES)}
        send(store, area, "2024-25 Q3", R02=sum(parts.values()), R03="x", **parts)
        send(store, area, "2024-25 Q4", R02=50, **{"R02S/6": 40, "R02S/1A": "x", "R02S/1B": 3})
    send(store, DERBY, "2024-25 Q4", R02=51, received=dt.date(2025, 6, 1))
    publish_values(store, "2024", ("LAC", DERBY, "2023-24", 80.0), ("LAC", RUTLAND, "2023-24", 40))
    publish_values(store, "2025", ("LAC", DERBY, "2023-24", 81.0))
    return open_desk(store)


@pytest.fixture
def cursor(desk):
    return scoped_cursor(desk.releases.get().connection, viewer(DERBYSHIRE))


@pytest.mark.parametrize("query", OF_ALL.values(), ids=OF_ALL)
def test_a_query_returns_what_its_header_says_one_row_for_each_grain(query, cursor):
    answer = cursor.execute(query.sql)
    assert {name: str(kind) for name, kind, *_ in answer.description} == dict(query.header.returns)
    frame = answer.df()
    assert len(frame), "a query that finds nothing here proves nothing"
    assert not frame.duplicated(subset=list(query.header.grain)).any()


def naive_counts(store):
    """The same counts from the ledger's own files, with dictionaries and nothing else."""
    newest = {}
    for one in returns(store):
        place = (one.dataset, one.area, one.period)
        if place not in newest or newest[place].version < one.version:
            newest[place] = one
    part_of = {one.code: one.part for one in CATALOGUE.reference.parts_of("referral_source")}
    found = {}
    for (dataset, area, period), one in newest.items():
        for row in counts_of(store, one).to_dict("records"):
            part = part_of.get(row["breakdown"], row["breakdown"])
            found.setdefault((dataset, row["item"], part, area, period), []).append(row)
    return found


def test_counts_by_part_agree_with_a_naive_second_opinion(desk, cursor):
    expected = naive_counts(desk.store)
    frame = QUERIES["returned_counts"].run(cursor)
    assert len(frame) == len(expected)
    for row in frame.to_dict("records"):
        cells = expected[tuple(row[name] for name in ("dataset", "item", "part", "area", "period"))]
        statuses = {cell["status"] for cell in cells}
        if statuses == {"shown"}:
            assert (row["number"], row["status"]) == (sum(c["number"] for c in cells), "shown")
        else:  # a group of which one source is not known is not known
            assert row["number"] != row["number"]
            assert row["status"] == "x"


def test_a_viewers_own_rows_are_all_that_a_query_finds(desk):
    from yardstick.model import Reach  # noqa: PLC0415 - named where it matters

    own = scoped_cursor(desk.releases.get().connection, viewer(DERBY, reach=Reach.OWN))
    assert set(QUERIES["returned_counts"].run(own)["area"]) == {DERBY}
    assert set(QUERIES["dataset_returns"].run(own)["area"]) == {DERBY}
