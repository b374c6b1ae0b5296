"""Submissions and official files: kept once, never changed, given back as they were."""

from __future__ import annotations

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa
from full_disk import full
from store_builders import DERBY, QUARTER, RUTLAND, counts, load, new_store, send, values

from yardstick.model import Status
from yardstick.store import entries
from yardstick.store.errors import StoreError
from yardstick.store.ledger import (
    counts_of,
    officials,
    records_kept,
    return_called,
    returns,
    values_of,
)
from yardstick.store.operations import METADATA, writing
from yardstick.store.places import Store, operations

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path)


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in frame.itertuples(index=False)
    ]


def test_a_return_is_given_back_as_it_was(store: Store):
    kept = send(store, counts(R03="c", R02=40, R01=0.5))
    assert rows(counts_of(store, kept)) == [
        ("R01", "", 0.5, "shown", ""),
        ("R02", "", 40.0, "shown", ""),
        ("R03", "", None, "c", ""),
    ]
    assert returns(store) == (kept,)
    assert (kept.version, kept.received, kept.due) == (
        1,
        dt.date(2025, 1, 20),
        dt.date(2025, 1, 31),
    )
    assert kept.submission == f"s000001-{kept.sha256[:8]}"
    assert [path.name for path in store.submissions.iterdir()] == [f"{kept.sha256}.parquet"]


def test_a_return_is_found_by_its_whole_name_and_by_nothing_else(store: Store):
    kept = send(store, counts(R02=40))
    assert return_called(store, kept.submission) == kept
    for name in ("", "s000001", "s000001-00000000", "s000002" + kept.submission[7:], "R02"):
        assert return_called(store, name) is None


def test_the_frame_that_was_sent_is_not_changed(store: Store):
    sent = counts(R02=40, R01="x")
    before = sent.copy(deep=True)
    send(store, sent)
    pd.testing.assert_frame_equal(sent, before)


def test_a_later_version_supersedes_and_the_earlier_stays(store: Store):
    first = send(store, counts(R02=40))
    second = send(store, counts(R02=41))
    assert (first.version, second.version) == (1, 2)
    assert returns(store) == (first, second)
    assert rows(counts_of(store, first)) == [("R02", "", 40.0, "shown", "")]


def test_the_same_return_twice_changes_nothing(store: Store):
    first = send(store, counts(R02=40, R01=1))
    again = send(store, counts(R01=1, R02=40.0), received=dt.date(2025, 3, 1), submitted_by="other")
    assert again == first
    assert returns(store) == (first,)


def test_going_back_to_earlier_numbers_is_a_version_of_its_own(store: Store):
    versions = [send(store, counts(R02=number)).version for number in (40, 41, 40)]
    assert versions == [1, 2, 3]
    assert len(list(store.submissions.iterdir())) == 2


def test_returns_of_other_areas_and_periods_are_not_versions(store: Store):
    kept = [
        send(store, counts(R02=40)),
        send(store, counts(R02=40), area=DERBY),
        send(store, counts(R02=40), period="2024-25 Q4"),
        send(store, counts(R02=40), dataset="other"),
    ]
    assert {one.version for one in kept} == {1}
    assert len({one.sha256 for one in kept}) == 4


def test_real_and_invented_returns_never_meet(tmp_path: Path):
    demonstration = new_store(tmp_path)
    with pytest.raises(StoreError, match="demonstration store, whose passwords anybody can read"):
        send(demonstration, counts(R02=1), invented=False)
    real = new_store(tmp_path / "real", "real")
    with pytest.raises(StoreError, match="holds real returns, and this one is invented"):
        send(real, counts(R02=1), invented=True)
    assert not send(real, counts(R02=1)).invented
    assert returns(demonstration) == ()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (counts(R02=1).drop(columns="status"), "The columns must be item, breakdown, number"),
        (counts(R02=1).assign(area="E1"), "not item, breakdown, number, status, area"),
        (pd.concat([counts(R02=1), counts(R02=1)], axis=1), "The columns must be"),
        (pd.concat([counts(R02=1), counts(R02=2)]), "more than one row for item 'R02', break"),
        (counts(R02=1).assign(item=[None]), "Row 1 has no 'item'"),
        (counts(R02=1, R03=1).assign(breakdown=["", np.nan]), "Row 2 has no 'breakdown'"),
        (counts(R02=1).assign(item=[7]), "'item' must hold texts only"),
        (counts(R02=1).assign(number=["7"]), "'number' must hold numbers only"),
        (counts(R02=1).assign(number=[float("inf")]), "Row 1 has a 'number' without end"),
        (counts(R02=1).assign(number=[2**60 + 1]), "'number' must hold numbers only"),
        (counts(R01=1, R02="q"), "Row 2 has the status 'q'. Write one of shown, c"),
        (counts(R02=1).assign(status="c"), "beside shown, p, r, and beside no other"),
        (counts(R02=1).assign(number=[np.nan]), "does not agree with its 'number'"),
    ],
)
def test_cells_that_do_not_hang_together_are_refused(store: Store, cells: pd.DataFrame, words: str):
    with pytest.raises(StoreError, match=words):
        send(store, cells)
    assert returns(store) == ()
    assert list(store.submissions.iterdir()) == []


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_every_way_to_write_a_missing_number_is_the_same(store: Store, missing: object):
    cells = counts(R01=1, R02="c").astype(object)
    cells.loc[1, "number"] = missing
    assert send(store, cells).content == send(store, counts(R01=1, R02="c")).content


def test_statuses_of_the_model_are_taken_as_they_are(store: Store):
    cells = counts(R02=1).assign(status=[Status.PROVISIONAL])
    assert rows(counts_of(store, send(store, cells))) == [("R02", "", 1.0, "p", "")]


def test_a_period_that_is_none_is_refused(store: Store):
    with pytest.raises(StoreError, match=r"'2024-26 Q3' is not a period\. Write 2024-25 Q3"):
        send(store, counts(R02=1), period="2024-26 Q3")
    with pytest.raises(StoreError, match="'soon' is not a period"):
        load(store, values(("cin", RUTLAND, "soon", 1.0, "shown")), "f1")


def test_an_official_file_is_given_back_as_it_was(store: Store):
    figures = values(("cin", RUTLAND, "2025", None, "c"), ("cin", DERBY, "2025", 10.5, "shown"))
    figures.loc[0, "vintage"] = None
    kept = load(store, figures, "f1", rows=7)
    assert rows(values_of(store, kept)) == [
        ("cin", DERBY, "2025", 10.5, "shown", "mid-2024"),
        ("cin", RUTLAND, "2025", None, "c", ""),
    ]
    assert (kept.rows, kept.measures, kept.release) == (7, 1, "2025")
    assert officials(store) == (kept,)
    assert [path.name for path in store.official.iterdir()] == [f"{kept.sha256}.parquet"]


def test_loading_the_same_file_twice_changes_nothing(store: Store):
    first = load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    again = load(store, values(("cin", RUTLAND, "2025", 2.0, "shown")), "f1", name="other.csv")
    assert again == first
    assert officials(store) == (first,)


def test_figures_that_stand_twice_are_refused(store: Store):
    twice = values(("cin", RUTLAND, "2025", 1.0, "shown"), ("cin", RUTLAND, "2025", 2.0, "shown"))
    with pytest.raises(StoreError, match=f"measure 'cin', area '{RUTLAND}', period '2025'"):
        load(store, twice, "f1")


def test_a_damaged_file_is_never_given_back(store: Store):
    kept = send(store, counts(R02=40))
    path = store.submissions / f"{kept.sha256}.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="has been damaged and is not used; restore it"):
        counts_of(store, kept)
    path.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        counts_of(store, kept)


def test_nothing_is_acknowledged_that_is_not_on_disk(store: Store):
    first = send(store, counts(R02=40))
    loaded = load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    (store.submissions / f"{first.sha256}.parquet").unlink()
    (store.official / f"{loaded.sha256}.parquet").unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        send(store, counts(R02=40))
    with pytest.raises(StoreError, match="cannot be read"):
        load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    assert send(store, counts(R02=41)).version == 2


def test_a_ledger_that_names_another_returns_file_is_refused(store: Store):
    kept, other = send(store, counts(R02=40)), send(store, counts(R02=40), area=DERBY)
    with operations(store).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER submission_no_UPDATE")
        connection.exec_driver_sql(
            "UPDATE submission SET sha256 = ? WHERE sequence = ?", (other.sha256, kept.sequence)
        )
    with pytest.raises(StoreError, match="The ledger has been changed"):
        counts_of(store, returns(store)[0])


@pytest.mark.parametrize("name", ["submission", "official_file"])
def test_the_ledger_only_grows(store: Store, name: str):
    send(store, counts(R02=40))
    load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    table = METADATA.tables[name]
    for change in (table.delete(), table.update().values(sha256="other")):
        with (
            pytest.raises(sa.exc.IntegrityError, match="only ever grows"),
            writing(operations(store)) as connection,
        ):
            connection.execute(change)
    assert len(returns(store)) == len(officials(store)) == 1


def test_two_who_send_at_once_get_versions_of_their_own_or_are_told(store: Store):
    def one(number: int) -> int | str:
        try:
            return send(store, counts(R02=number)).version
        except StoreError as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(one, range(24)))
    versions = sorted(answer for answer in answers if isinstance(answer, int))
    told = {answer for answer in answers if isinstance(answer, str)}
    assert versions == list(range(1, len(versions) + 1))
    assert [kept.version for kept in returns(store)] == versions
    assert all("Somebody else sent the same at the same moment" in words for words in told)


def test_who_comes_second_is_told(store: Store, monkeypatch: pytest.MonkeyPatch):
    send(store, counts(R02=40))
    monkeypatch.setattr(entries, "rows", lambda *_given, **_named: ())
    with pytest.raises(StoreError, match="Look at what they sent, then send yours again"):
        send(store, counts(R02=41), period=QUARTER)


def test_a_full_disk_is_said_and_nothing_is_kept(store: Store):
    with (
        full(operations(store), "INSERT INTO submission"),
        pytest.raises(StoreError, match="is full, so nothing was changed"),
    ):
        send(store, counts(R02=40))
    assert returns(store) == ()
    assert send(store, counts(R02=40)).version == 1


def test_a_ledger_that_refuses_is_said_and_nothing_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("full_disk.refusal", lambda: sqlite3.OperationalError("disk I/O error"))
    with (
        full(operations(store), "INSERT INTO submission"),
        pytest.raises(StoreError, match=r"disk I/O error\); nothing was changed"),
    ):
        send(store, counts(R02=40))
    assert returns(store) == ()


def test_a_table_that_a_return_does_not_have_is_refused_by_name(store):
    sent = send(store, counts(R02=40))
    with pytest.raises(StoreError, match="has no table 'leavers'"):
        records_kept(store, sent, "leavers")
