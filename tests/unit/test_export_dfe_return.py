"""The files that go to DfE: the CSV's own SHA-256 is what was signed, the workbook says so."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io

import openpyxl
import pandas as pd
import pytest

from yardstick.export.dfe_return import MARKING, checksum, dfe_file
from yardstick.export.files import ExportError
from yardstick.store.dfe_signatures import Signature
from yardstick.submissions.dfe_acts import DfeStanding
from yardstick.submissions.exact import Exact

ROWS = pd.DataFrame(
    {
        "item_no": [10, 10],
        "item": ["Child protection plans started", "=HYPERLINK(1)"],
        "la_code": ["857", ""],
        "number": pd.array([3, None], dtype="Float64"),
        "value": pd.array([3.744383424862706, None], dtype="Float64"),
        "status": ["shown", "x"],
    }
)
AT = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
FOUND = Exact("2024-25 Q3", "r0002-bbbbbbbb", ROWS, checksum(ROWS), 8, 10)
SIGNED = tuple(
    Signature(FOUND.period, FOUND.release, FOUND.checksum, who, AT) for who in ("host.a", "host.b")
)
STANDING = DfeStanding(
    FOUND.period, FOUND.release, FOUND.checksum, 8, 10, SIGNED, (), may_sign=False
)


def test_the_checksum_is_that_of_the_csv_file_as_anybody_can_make_it():
    file = dfe_file(FOUND, STANDING, "csv")
    assert file.name == "dfe-return-2024-25-q3.csv"
    assert hashlib.sha256(file.data).hexdigest() == FOUND.checksum
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert (rows[0]["number"], rows[0]["value"]) == ("3", "3.744383424862706")
    assert (rows[1]["number"], rows[1]["status"]) == ("", "x")
    assert rows[1]["item"] == "'=HYPERLINK(1)"


def test_another_figure_gives_another_checksum():
    assert checksum(ROWS.assign(number=[4, None])) != checksum(ROWS)


def test_the_workbook_holds_the_same_rows_and_who_signed_them():
    file = dfe_file(FOUND, STANDING, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(file.data))
    head, first, second = book["Return"].iter_rows(values_only=True)
    assert head == tuple(ROWS.columns)
    assert first == (10, "Child protection plans started", "857", 3, 3.744383424862706, "shown")
    assert second == (10, "=HYPERLINK(1)", "", None, None, "x")
    assert book["Return"]["B3"].data_type == "s"
    said = dict(book["About"].iter_rows(values_only=True))
    assert said["SHA-256 of the CSV file"] == FOUND.checksum
    assert said["Marking"] == MARKING
    assert said["Signed by host.a"] == said["Signed by host.b"] == "1 March 2026, 09:30 UTC"
    assert said["Authorities"] == "8 of 10 have returned it."
    assert file.data == dfe_file(FOUND, STANDING, "xlsx").data


def test_there_is_no_other_format():
    with pytest.raises(ExportError, match="workbook"):
        dfe_file(FOUND, STANDING, "png")
