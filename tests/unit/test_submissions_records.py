"""Returns of records: kept by table, changes told cell by cell, and nobody else reads them."""

from __future__ import annotations

import pytest
from workflow_builders import ANALYST, PUBLISHER, TERM

from yardstick.access.errors import AccessDenied

pytest_plugins = ["workflow_fixtures"]

PUPILS = [
    {"pupil": "P5-1", "reason": "moved", "row": 2},
    {"pupil": "P5-2", "reason": None, "row": 3},
]
OF_RECORDS = {"dataset": "records", "period": TERM}


def test_records_are_kept_by_table_and_changes_are_told_cell_by_cell(work):
    days = [{"pupil": "P5-1", "reason": "x", "days": 2.0, "row": 2}]
    work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS)
    later = [{**PUPILS[0], "reason": "left"}, PUPILS[1]]
    sent = work.receive(tables={"leavers": later, "absences": days}, of=OF_RECORDS).sent
    assert (sent.submission.version, sent.submission.rows) == (2, 3)
    found = work.at(ANALYST).changes(sent.id)
    told = found[["table", "key", "column", "before", "after", "row"]].fillna("").to_numpy()
    assert [tuple(row) for row in told] == [
        ("leavers", "P5-1", "reason", "moved", "left", 2),
        ("absences", "P5-1", "days", "", "2.0", 2),
        ("absences", "P5-1", "pupil", "", "P5-1", 2),
        ("absences", "P5-1", "reason", "", "x", 2),
    ]


def test_nobody_but_their_owner_reads_records(work):
    sent = work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS).sent
    with pytest.raises(AccessDenied):
        work.at(PUBLISHER).changes(sent.id)


def test_the_same_records_in_other_rows_of_a_file_are_the_same_return(work):
    moved = [{**row, "row": row["row"] + 5} for row in PUPILS]
    first = work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS).sent
    assert work.receive(tables={"leavers": moved}, of=OF_RECORDS).sent.id == first.id
