"""What leaves a partner: files read, what was declared, and nothing besides."""

from __future__ import annotations

import pytest
from pseudonymise_builders import (
    DATASET,
    DERBY,
    LEICESTER,
    RUTLAND,
    key,
    maker,
    register,
    write_csv,
)

from yardstick.pseudonymise import preparing
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import read_rows, write_rows
from yardstick.pseudonymise.tokens import token

HEADER = ("UPN", "Surname", "Date of birth", "start_date", "Postcode", "Note")
PUPIL = (DERBY, "Invented", "14/05/2012", "2024-Sep-09 00:00:00", "DE1 2AB", "fine")


def planned(tmp_path, *rows, header=HEADER):
    rows = read_rows(write_csv(tmp_path / "exclusions.csv", header, *rows))
    return preparing.plan("exclusions", register().columns(DATASET, "exclusions"), rows)


# ---- reading ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_files_are_read_as_partners_systems_write_them(tmp_path, encoding, delimiter):
    path = write_csv(
        tmp_path / "a.csv", ("name", "n"), ("Zoë", "1"), (), ("b",),
        encoding=encoding, delimiter=delimiter,
    )  # fmt: skip
    found = read_rows(path)
    assert (found.header, found.rows) == (("name", "n"), (("Zoë", "1"), ("b", "")))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2,3\n", "row 2 has more cells"),
        (b'a,b\n"1,2\n', "is not CSV"),
        (b"a\0b", "is not text"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, content, said):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(PseudonymiseError, match=said):
        read_rows(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PseudonymiseError, match="cannot be read"):
        read_rows(tmp_path / "none.csv")


def test_nothing_is_written_over(tmp_path):
    write_rows(tmp_path / "a.csv", ["x"], [["1"]])
    with pytest.raises(PseudonymiseError, match="cannot be written"):
        write_rows(tmp_path / "a.csv", ["x"], [["2"]])
    assert (tmp_path / "a.csv").read_text("utf-8") == "x\n1\n"


# ---- preparing ----------------------------------------------------------------------------


def test_what_will_leave_is_said_without_a_value(tmp_path):
    lines = "\n".join(planned(tmp_path, PUPIL).lines())
    assert "leaves  pupil_ref  made of 'UPN' (token)" in lines
    assert "leaves  start_date  from 'start_date'" in lines
    assert "stays   Surname" in lines
    assert "stays   UPN" in lines
    for value in PUPIL:
        assert value not in lines


def test_rows_leave_with_less_than_they_had(tmp_path):
    plan = planned(tmp_path, PUPIL, (RUTLAND, "Other", "2013-01-01", "2024-10-01", "", ""))
    prepared = preparing.prepare(plan, maker())
    assert prepared.header == (
        "pupil_ref", "pupil_before", "nc_year", "start_date", "district", "note"
    )  # fmt: skip
    assert prepared.rows == (
        (token(key(), "UPN", DERBY), "", "8", "2024-09-09", "DE1", "fine"),
        (token(key(), "UPN", RUTLAND), "", "7", "2024-10-01", "", ""),
    )
    preparing.check_leaves_nothing(plan, prepared)


def test_a_column_that_every_row_must_have_is_asked_for(tmp_path):
    with pytest.raises(PseudonymiseError, match=r"no column for: pupil_ref \(from UPN\)"):
        planned(tmp_path, PUPIL[1:], header=HEADER[1:])


def test_rows_that_cannot_leave_are_counted_with_the_reason(tmp_path):
    slipped = ("F831400024009", *PUPIL[1:])
    undated = (*PUPIL[:3], "", *PUPIL[4:])
    prepared = preparing.prepare(planned(tmp_path, PUPIL, slipped, undated), maker())
    assert len(prepared.rows) == 1
    assert prepared.wrong == (
        (3, "pupil_ref is not a pupil number: its check letter or form is wrong"),
        (4, "start_date is empty"),
    )


@pytest.mark.parametrize("telling", [LEICESTER, DERBY.lower(), "NG2 3CD", "child@school.sch.uk"])
def test_an_identifier_in_a_column_that_is_kept_stops_everything(tmp_path, telling):
    plan = planned(tmp_path, (*PUPIL[:5], telling))
    with pytest.raises(PseudonymiseError, match="A value of 'note' would say who") as told:
        preparing.check_leaves_nothing(plan, preparing.prepare(plan, maker()))
    assert telling not in str(told.value)


def test_what_tokens_are_made_of_is_looked_for_in_every_cell(tmp_path):
    own = ("abc-1234", "x", "2012-01-01", "2024-09-09", "", "abc-1234")
    plan = planned(tmp_path, own)
    prepared = preparing.prepare(plan, maker(any_identifier=True))
    with pytest.raises(PseudonymiseError, match="'note'"):
        preparing.check_leaves_nothing(plan, prepared)
