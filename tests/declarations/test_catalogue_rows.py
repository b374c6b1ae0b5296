"""Tables of areas, people, neighbours and codes: a row that cannot be used is named by its line."""

from __future__ import annotations

import pytest
from catalogue_builders import FILES, NEIGHBOURS, broken, problems

pytest_plugins = ["catalogue_fixtures"]

AREAS, OTHERS, CODES = "reference/areas.csv", "reference/other_codes.csv", "reference/codes.csv"
RANGES = "reference/ranges.csv"
PEOPLE, NEAR = "reference/populations.csv", "reference/neighbours_2025.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            AREAS,
            "code,dfe,name",
            "gss,dfe,name",
            "line 1: the header must be code,dfe,",
        ),
        (
            AREAS,
            "East Farthing,authority",
            "East Farthing,parish",
            "line 5: kind: 'parish' is not allowed; write authority, region, country.",
        ),
        (
            AREAS,
            "2021-04-01",
            "April 2021",
            "line 4: valid_from: 'April 2021' is not a date such as 2021-03-31.",
        ),
        (
            AREAS,
            "102,East Farthing",
            "102, ",
            "line 5: name is empty.",
        ),
        (
            AREAS,
            "E06000002,102",
            "E06000002,101",
            ": DfE code 101 belongs to two areas; give it to one.",
        ),
        (
            AREAS,
            "East Farthing,authority,E12000001",
            "East Farthing,authority,E12000009",
            ": E06000002 lies in 'E12000009', which is not an area here.",
        ),
        (
            AREAS,
            "E06000002,102,East",
            "E06000001,102,East",
            "line 5: E06000001 stands here a second time.",
        ),
        (
            PEOPLE,
            "E06000001,2024,mid-2024,1000",
            "E06000001,2024,mid-2024",
            "line 2: the row has more or fewer fields than the header.",
        ),
        (
            PEOPLE,
            "mid-2024,1000",
            "mid-2024,1000,9",
            "line 2: the row has more or fewer fields than the header.",
        ),
        (
            PEOPLE,
            "1000",
            "-1",
            "line 2: people: '-1' is not a whole number.",
        ),
        (
            PEOPLE,
            "E06000002,2024,mid-2024,2000",
            "E06000001,2024,mid-2024,2000",
            "line 3: E06000001, 2024 stands here a second time.",
        ),
        (
            PEOPLE,
            "E06000002,2024",
            "E06000077,2024",
            "line 3: area: 'E06000077' is not an area of areas.csv.",
        ),
        (
            NEAR,
            "1,E06000002,102,Close",
            "1,E06000002,103,Close",
            "line 2: neighbour_dfe: E06000002 has the DfE code 102, not '103'.",
        ),
        (
            OTHERS,
            "E06000099,E06000002",
            "E06000099,E06000088",
            "line 2: area: 'E06000088' is not an area of areas.csv.",
        ),
        (
            CODES,
            "hour,pm",
            "hour,am",
            "line 3: hour, am stands here a second time.",
        ),
        (
            CODES,
            "Evening,2",
            "Evening,last",
            "line 3: position: 'last' is not a whole number.",
        ),
        (
            CODES,
            "Morning,1,,",
            "Morning,1,yesterday,",
            "line 2: valid_from: 'yesterday' is not a date such as 2021-03-31.",
        ),
        (RANGES, "20.5", "few", "line 2: low: 'few' is not a number."),
        (RANGES, "20.5", "99", "line 2: low is above high."),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(data, name, old, new, says):
    where, _, message = broken(data, name, old, new)[0].partition(name)
    assert where == "data/"
    assert message.lstrip(", :").startswith(says.lstrip(": "))


def test_a_table_that_is_not_there_is_named(data):
    (data / PEOPLE).unlink()
    assert problems(data) == ["data/reference/populations.csv: there is no such file."]


def test_a_table_with_an_open_quotation_mark_is_named(data):
    (data / PEOPLE).write_text(FILES[PEOPLE] + '"' + "x" * 200_000, encoding="utf-8")
    assert problems(data)[0].startswith("data/reference/populations.csv, line 3: is not CSV")


def test_one_wrong_area_does_not_bury_the_reader_in_lines(data):
    rows = "".join(f"E06000077,7,{n},E06000001,101,Close\n" for n in range(1, 9))
    (data / "reference/neighbours_2021.csv").write_text(NEIGHBOURS + rows, encoding="utf-8")
    found = problems(data)
    assert len(found) == 6
    assert found[-1] == "data/reference/neighbours_2021.csv: 3 more rows cannot be used."
