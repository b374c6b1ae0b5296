"""The report on a release comes from what the viewer is shown, and from nothing else."""

from __future__ import annotations

import pandas as pd
import pytest
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, LEICESTER, RUTLAND, new_store, send, viewer
from placement_builders import DATASET
from shared_builders import AREAS, keep_each, publish

from yardstick.access.scope import scoped_cursor
from yardstick.disclosure import Protected
from yardstick.disclosure.earlier import NOTHING
from yardstick.model import Reach, Status
from yardstick.query import OlderReleaseError
from yardstick.results.desk import Desk
from yardstick.results.guarded import guarded, guarded_totals
from yardstick.results.settings import Settings
from yardstick.results.shared_records import shared

QUARTERLY = "riia_quarterly"
QUARTER = "2024-25 Q4"


def told(frame):
    return {row[0]: row[1:] for row in frame.itertuples(index=False, name=None)}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Keep counts of three authorities, one of them small, and each authority's placements."""
    store = new_store(tmp_path_factory.mktemp("disclosed"))
    keep_each(store)
    for area, number in ((DERBYSHIRE, 90), (DERBY, 40), (LEICESTER, 60), (RUTLAND, 3)):
        send(store, area, QUARTER, R02=number, R03="x")
    publish(store)
    return store


@pytest.fixture(scope="module")
def desk(store):
    return Desk.open(Settings(store=store.root))


def report(desk, *areas, **more):
    return desk.results(viewer(*areas, **more)).disclosed()


def test_what_is_exact_hidden_and_not_sent_is_counted_by_data_set_and_area(desk):
    found = report(desk, DERBYSHIRE)
    counts = found.counts.set_index("area")
    assert tuple(counts.loc[RUTLAND, ["shown", "hidden", "absent"]]) == (0, 1, 1)
    assert tuple(counts.loc[DERBYSHIRE, ["shown", "hidden", "absent"]]) == (1, 0, 1)
    assert set(found.counts["dataset"]) == {QUARTERLY}
    assert list(found.totals["dataset"]) == [QUARTERLY]


def test_ones_own_small_count_is_not_hidden_from_oneself(desk):
    counts = report(desk, RUTLAND).counts.set_index("area")
    assert tuple(counts.loc[RUTLAND, ["shown", "hidden"]]) == (1, 0)


def test_the_cubes_are_those_of_the_viewers_scope(desk):
    everything = report(desk, DERBYSHIRE)
    assert sorted(everything.cubes["area"]) == sorted(AREAS)
    assert everything.cubes["tried"].notna().all()
    own = report(desk, DERBY, reach=Reach.OWN)
    assert list(own.cubes["area"]) == [DERBY]
    assert own.means.empty
    without = report(desk, DERBY, datasets=[QUARTERLY])
    assert without.cubes.empty
    assert without.granted == {QUARTERLY}


def test_means_are_counted_and_never_said(desk):
    means = report(desk, DERBYSHIRE).means
    assert list(means.columns) == ["dataset", "period", "means"]
    assert (means["means"] > 0).all()


def test_the_report_is_made_once_for_a_scope(desk):
    results = desk.results(viewer(DERBYSHIRE))
    assert results.disclosed() is results.disclosed()


def test_a_release_built_without_protection_shares_nothing(tmp_path):
    store = new_store(tmp_path)
    keep_each(store, AREAS[:1])
    publish(store, sharing=None)
    found = report(Desk.open(Settings(store=store.root)), DERBYSHIRE)
    assert found.cubes.empty
    assert found.means.empty
    assert found.counts.empty
    assert DATASET in found.granted


def test_a_release_older_than_the_tables_shares_nothing(desk):
    query = desk.library.queries["disclosed_cubes"]
    cursor = scoped_cursor(desk.releases.get().connection, viewer(DERBYSHIRE))
    found = shared(cursor, desk.library, "disclosed_cubes")
    assert found.empty
    assert list(found.columns) == list(query.header.returns)
    with pytest.raises(OlderReleaseError, match="newest release"):
        query.run(cursor)


def test_every_status_is_shown_hidden_or_absent_and_stays_one_cell():
    cells = pd.DataFrame(
        {"dataset": "a", "area": "b", "status": [status.value for status in Status]}
    )
    made = Protected(cells, cells.drop(columns="area"), 0, NOTHING)
    expected = (3, 1, len(Status) - 4)
    assert told(guarded(made).drop(columns="dataset")) == {"b": expected}
    assert told(guarded_totals(made)) == {"a": expected}


def test_every_data_set_of_the_catalogue_is_in_the_report(desk):
    assert set(report(desk, DERBY).datasets) == set(CATALOGUE.datasets)
