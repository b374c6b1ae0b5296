"""Extracts of partners' systems become the tables of a return: joined, dated, recoded, counted."""

from __future__ import annotations

import pytest
from pseudonymise_builders import DERBY, LEICESTER, REGISTER, RUTLAND, write_csv

from yardstick.pseudonymise import mapping
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import read_rows
from yardstick.pseudonymise.mapping import Window, mapped


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
