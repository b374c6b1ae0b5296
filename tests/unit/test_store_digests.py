"""Records that say the same have one digest, however they lie in memory; others have another."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from yardstick.store.cells import digest_of_records

SCHEMA = pa.schema(
    [
        ("pupil_ref", pa.string()),
        ("start_date", pa.date32()),
        ("sessions", pa.int64()),
        ("price", pa.float64()),
        ("fsm", pa.bool_()),
        ("row", pa.int64()),
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "pupil_ref": st.none() | st.text(max_size=3),
            "start_date": st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 3)),
            "sessions": st.none() | st.integers(0, 12),
            "price": st.none() | st.sampled_from([0.1, 1.0, 10.0, 1e300]),
            "fsm": st.none() | st.booleans(),
        }
    ),
    max_size=6,
)


def held(rows):
    return pa.Table.from_pylist([{**row, "row": at} for at, row in enumerate(rows)], SCHEMA)


@given(first=ROWS, second=ROWS)
def test_two_digests_are_alike_where_the_records_are(first, second):
    assert (digest_of_records(held(first)) == digest_of_records(held(second))) == (first == second)


@given(rows=ROWS, data=st.data())
def test_it_does_not_matter_in_what_pieces_records_lie_or_where_they_stood(rows, data):
    at = data.draw(st.integers(0, len(rows)))
    table = held(rows)
    pieces = pa.concat_tables([table.slice(0, at), table.slice(at)])
    moved = pieces.set_column(5, "row", pa.array(range(9, 9 + len(rows)), pa.int64()))
    assert digest_of_records(moved) == digest_of_records(table)
    assert digest_of_records(table.slice(at)) == digest_of_records(held(rows[at:]))


def test_what_moves_from_one_cell_to_the_next_is_seen():
    one, other = ({"pupil_ref": text} for text in ("ab", "a"))
    another = [{"pupil_ref": "a"}, {"pupil_ref": "bab"}]
    assert digest_of_records(held([one, {"pupil_ref": "ab"}])) != digest_of_records(held(another))
    assert digest_of_records(held([other])) != digest_of_records(held([one]))


def test_a_column_of_another_type_is_other_records():
    as_text = pa.schema([("sessions", pa.string()), ("row", pa.int64())])
    as_number = pa.schema([("sessions", pa.int64()), ("row", pa.int64())])
    assert digest_of_records(
        pa.Table.from_pylist([{"sessions": "1", "row": 1}], as_text)
    ) != digest_of_records(pa.Table.from_pylist([{"sessions": 1, "row": 1}], as_number))
