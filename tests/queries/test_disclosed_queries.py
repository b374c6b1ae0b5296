"""What a release says of its cubes, as the queries tell it and as a naive twin does."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import ROOT
from desk_builders import DERBYSHIRE, new_store, viewer
from shared_builders import keep_each, publish

from yardstick.access.scope import records_cursor
from yardstick.query import load_queries
from yardstick.store.connection import ALIAS, open_release

QUERIES = load_queries(ROOT / "queries")
NAMES = {"public": "narrow", "close": "is_close", "held": "is_held"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("disclosed"))
    keep_each(store)
    publish(store)
    return open_release(store)


@pytest.fixture
def cursor(opened):
    return records_cursor(
        opened.connection, viewer(DERBYSHIRE), opened.own_tables, opened.shared_tables
    )


@pytest.mark.parametrize("name", ["disclosed_cubes", "disclosed_means"])
def test_a_query_returns_what_its_header_says_one_row_for_each_grain(name, cursor):
    query = QUERIES[name]
    answer = cursor.execute(query.sql)
    assert {column: str(kind) for column, kind, *_ in answer.description} == dict(
        query.header.returns
    )
    frame = answer.df()
    assert len(frame)
    assert not frame.duplicated(subset=list(query.header.grain)).any()


def rows(frame):
    return sorted(map(repr, frame.astype(object).where(frame.notna(), None).to_dict("records")))


def test_each_cube_is_told_once_and_whole(opened, cursor):
    kept = opened.cursor().table(f"{ALIAS}.shared_cube").df().rename(columns=NAMES)
    found = QUERIES["disclosed_cubes"].run(cursor)
    assert rows(found) == rows(kept[list(found.columns)])


def test_means_are_counted_by_data_set_and_year(opened, cursor):
    kept = opened.cursor().table(f"{ALIAS}.shared_price").df()
    twin = Counter(zip(kept["dataset"], kept["period"], strict=True))
    found = QUERIES["disclosed_means"].run(cursor)
    assert {(row.dataset, row.period): row.means for row in found.itertuples()} == twin
