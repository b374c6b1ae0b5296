"""Returns of records: what a cell is read as, and the order in which rows are kept."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from return_builders import DERBY, REFERENCE, RETURNS, checked

from yardstick.intake.record_conditions import conditions
from yardstick.intake.record_rows import ROW, in_order
from yardstick.intake.samples import sample_period, sample_rows, sample_sheets, table_sheet

DATASET = RETURNS["school_exclusions"]


def kept(**cells):
    """Return what became of the sample's first exclusion, with cells written anew."""
    table = DATASET.table("exclusions")
    row = sample_rows(DATASET, table, REFERENCE, DERBY)[0]
    sheets = dict(sample_sheets(DATASET, REFERENCE, DERBY))
    sheets["exclusions"] = table_sheet(table, [{**row, **cells}])
    return checked(DATASET, list(sheets.values()))


@pytest.mark.parametrize(
    "written", ["2024-10-02", "02/10/2024", "2024-10-02 00:00:00", "2024-10-02T00:00:00"]
)
def test_a_day_is_read_in_each_form_that_spreadsheets_write(written):
    answer = kept(start_date=written)
    assert answer.tables["exclusions"].column("start_date").to_pylist() == [dt.date(2024, 10, 2)]


@pytest.mark.parametrize("written", ["2024-02-30", "2024-13-01", "31/02/2024", "1024-10-02"])
def test_a_day_that_is_none_is_found_and_never_taken_for_another(written):
    assert "CELL-02" in [one.code for one in kept(start_date=written).findings]


@given(st.lists(st.integers(1, 50), max_size=20, unique=True))
def test_rows_are_kept_in_the_order_of_the_file_whatever_order_they_come_in(numbers):
    rows = pa.table({"said": pa.array(map(str, numbers)), ROW: pa.array(numbers, pa.int64())})
    found = in_order(rows)
    assert found.column(ROW).to_pylist() == sorted(numbers)
    assert found.column("said").to_pylist() == list(map(str, sorted(numbers)))


def test_a_table_that_says_neither_whose_nor_when_is_held_to_neither():
    table = DATASET.table("exclusions")
    columns = tuple(one for one in table.columns if one.name not in {"la_code", "period"})
    bare = table.model_copy(update={"columns": columns})
    period = sample_period(DATASET)
    asked = conditions(bare, DATASET, REFERENCE, area=DERBY, period=period)
    assert {"WHO-01", "WHEN-01"}.isdisjoint(one.code for one in asked)
