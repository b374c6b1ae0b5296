"""What leaves a partner: what was declared, made less where it must be, and nothing besides."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudonymise_builders import (
    DATASET,
    DERBY,
    LEICESTER,
    REGISTER,
    RUTLAND,
    key,
    register,
    write_csv,
)

from yardstick.pseudonymise import making, mapping, preparing
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import read_rows, write_rows
from yardstick.pseudonymise.making import Maker, WrongValueError, academic_year
from yardstick.pseudonymise.mapping import Window, mapped
from yardstick.pseudonymise.register import Column
from yardstick.pseudonymise.tokens import token

HEADER = ("UPN", "Surname", "Date of birth", "start_date", "Postcode", "Note")
PUPIL = (DERBY, "Invented", "14/05/2012", "2024-Sep-09 00:00:00", "DE1 2AB", "fine")


def maker(**more):
    return Maker(key(), more.pop("before", None), "2024/25", **more)


def column(does, **more):
    return Column(**{"name": "x", "type": "text", "required": False, "of": (), "does": does,
                     "bands": (), **more})  # fmt: skip


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


# ---- making -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "year"),
    [  # in 2024/25 a child born on 31 August 2020 is the youngest in reception
        ("2020-08-31", "R"),
        ("2020-09-01", "N2"),
        ("2019-09-01", "R"),
        ("2019-08-31", "1"),
        ("2013-08-31", "7"),
        ("2012-05-14", "8"),
        ("2001-01-01", "14"),
        ("2022-01-01", "N1"),
        ("2023-01-01", ""),
        (" r ", "R"),
        ("11", "11"),
    ],
)
def test_a_birth_date_becomes_a_school_year(born, year):
    assert maker().made(column("year_group"), born) == year


@pytest.mark.parametrize(
    ("how", "value", "made"),
    [
        (column("keep"), "  as it is ", "as it is"),
        (column("keep", type="date"), "09/09/2024", "2024-09-09"),
        (column("keep", type="whole"), "10.0", "10"),
        (column("month"), "09-09-2024", "2024-09"),
        (column("week"), "2024-09-12", "2024-09-09"),
        (column("district"), "de1 2ab", "DE1"),
        (column("band", bands=(0, 10, 20)), "10", "10-20"),
        (column("band", bands=(0, 10, 20)), "99", "20+"),
        (column("month"), " ", ""),
    ],
)
def test_a_value_becomes_less(how, value, made):
    assert maker().made(how, value) == made


@pytest.mark.parametrize(
    ("how", "value", "said"),
    [
        (column("token"), "F831400024002", "its check letter or form is wrong"),
        (column("district"), "DE1", "is not a postcode"),
        (column("month"), "last week", "is not a date"),
        (column("band", bands=(0, 10)), "far", "is not a number"),
        (column("band", bands=(0, 10)), "-1", "is below 0"),
    ],
)
def test_a_wrong_value_is_told_without_being_said(how, value, said):
    with pytest.raises(WrongValueError, match=said) as told:
        maker().made(how, value)
    assert value not in str(told.value)


def test_in_the_term_of_two_keys_a_pupil_has_both_tokens():
    earlier = key(year="2023/24")
    made = maker(before=earlier)
    assert made.made(column("token_before"), DERBY) == token(earlier, "UPN", DERBY)
    assert maker().made(column("token_before"), DERBY) == ""


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024/25 Autumn", "2024/25"),
        ("2024/25", "2024/25"),
        ("2024-25 Q1", "2023/24"),
        ("2024-25 Q2", "2024/25"),
        ("2024-25 Q4", "2024/25"),
        ("1999/00 Spring", "1999/00"),
    ],
)
def test_a_periods_tokens_are_of_the_academic_year_it_ends_in(period, year):
    assert academic_year(period) == year


def test_what_is_no_period_is_told():
    with pytest.raises(ValueError, match="is not a period"):
        academic_year("autumn")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(making._DATE_FORMS))
def test_a_date_is_the_same_however_it_is_written(day, form):
    assert making.date(day.strftime(form)) == day.isoformat()


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


# ---- mapping ------------------------------------------------------------------------------


def extracts(tmp_path):
    roll = write_csv(
        tmp_path / "roll.csv",
        ("id", "upn", "born", "status", "year", "school"),
        ("1", DERBY, "2012-05-14", "C", "X", "A"),
        ("2", RUTLAND, "2012-05-14", "C", "X", "A"),
        ("3", LEICESTER, "2012-05-14", "S", "X", "A"),
    )
    excluded = write_csv(
        tmp_path / "excluded.csv",
        ("id", "start"),
        ("1", "2024-Sep-09 00:00:00"),
        ("9", "2024-09-10"),
        ("2", "2025-01-10"),
        ("2", ""),
    )
    return [read_rows(roll), read_rows(excluded)]


MAPPING = REGISTER["mappings"]["census"]
AUTUMN = Window("2024-09-01", "2024-12-31")
SAID = {"area": "831"}


def schools(urn):
    return {"schools": {"A": {"ours": "A", "urn": urn}}}


def test_extracts_become_tables_joined_dated_recoded_and_counted(tmp_path):
    made = mapped(MAPPING, extracts(tmp_path), schools("123456"), SAID, AUTUMN)
    assert made["exclusions"].header == ("UPN", "start_date", "DateOfBirth", "note")
    assert made["exclusions"].rows == ((DERBY, "2024-Sep-09 00:00:00", "2012-05-14", "831"),)
    assert made["headcount"].header == ("nc_year", "urn", "pupils")
    assert made["headcount"].rows == (("14", "123456", "2"),)


def test_extracts_of_two_terms_add_up(tmp_path):
    roll, excluded = extracts(tmp_path)
    made = mapped(MAPPING, [roll, excluded, excluded], schools("1"), SAID, AUTUMN)
    assert len(made["exclusions"].rows) == 2


def test_a_table_that_no_extract_fills_is_not_made(tmp_path):
    assert set(mapped(MAPPING, extracts(tmp_path)[1:], {}, SAID, AUTUMN)) == set()


def test_a_school_that_is_not_in_the_list_is_asked_for(tmp_path):
    with pytest.raises(PseudonymiseError, match="Give --schools FILE"):
        mapped(MAPPING, extracts(tmp_path), {}, SAID, AUTUMN)


def test_a_file_that_is_no_extract_is_told(tmp_path):
    other = read_rows(write_csv(tmp_path / "menu.csv", ("dish",), ("soup",)))
    with pytest.raises(PseudonymiseError, match=r"menu\.csv is not an extract that 'census' knows"):
        mapped(MAPPING, [other], {}, SAID, AUTUMN)


@pytest.mark.parametrize(
    ("how", "value", "made"),
    [
        ({"codes": "years"}, "X", "14"),
        ({"codes": "years"}, "Y", ""),
        ({"codes": "groups"}, "WBRI", "WBRI"),
        ({"codes": "groups", "by": "beginning"}, "WBRI", "british"),
        ({"codes": "groups", "by": "beginning"}, "WROM", "white"),
        ({"codes": "groups", "by": "beginning"}, "", ""),
        ({"list": "pupils", "column": "fsm", "otherwise": "N"}, "9", "N"),
        ({"list": "pupils", "column": "fsm"}, "1", "Y"),
        ({"unless": {"a": ["1"]}}, "1", ""),
        ({"unless": {"a": ["1"]}}, "2", "2"),
    ],
)
def test_a_cell_is_recoded_or_looked_up(how, value, made):
    reader = mapping._Reader(MAPPING["values"], {"pupils": {"1": {"fsm": "Y"}}}, SAID)
    assert reader.row({"x": {"of": "a", **how}}, {"a": value}) == {"x": made}
