"""Official files of the statistics service from first byte to figures."""

from __future__ import annotations

import gzip
import hashlib

import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_catalogue import (
    ABOUT,
    DERBY,
    EAST_MIDLANDS,
    ENGLAND,
    REFERRALS,
    authority,
    catalogue,
    lines,
    referrals,
)

from yardstick.intake.errors import IntakeError
from yardstick.intake.official import OfficialFile, read_official
from yardstick.model import Status

SAMPLES = ROOT / "data/samples"
RUTLAND = authority("857", "E06000017", "Rutland")
COLUMNS = ["measure", "area", "period", "value", "status", "vintage", "row"]
ROW = ("2024", *DERBY, "3500", "800", "1050")


@pytest.fixture
def read(tmp_path):
    def reads(raw: bytes, name: str = "file.csv") -> OfficialFile:
        path = tmp_path / name
        path.write_bytes(raw)
        return read_official(path, catalogue())

    return reads


def told(found: OfficialFile) -> list[tuple[int | None, str]]:
    """Return the lines about rows that were left out, without those about spare columns."""
    return [(line.row, line.what) for line in found.problems if line.row not in (None, 1)]


def figures(found: OfficialFile, measure: str) -> dict[tuple[str, str], object]:
    rows = found.values[found.values["measure"] == measure]
    return {
        (row.area, row.period): row.status if pd.isna(row.value) else row.value
        for row in rows.itertuples()
    }


# ---- what a file gives --------------------------------------------------------------------


def test_a_file_gives_its_figures_with_area_period_and_status():
    path = SAMPLES / "official_cin_referrals.csv"
    found = read_official(path, catalogue())
    assert (found.source, found.name, found.rows) == ("cin_referrals", path.name, 7)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.release == "Children in need, referrals, to 2023-24"
    assert list(found.values.columns) == COLUMNS
    assert str(found.values["value"].dtype) == "Float64"
    assert not found.values.duplicated(["measure", "area", "period"]).any()
    assert set(found.values["vintage"]) == {
        "ONS mid-year estimates, ages 0 to 17, as used in the release to 2023-24"
    }
    assert figures(found, "referrals_rate") == {
        ("E92000001", "2023-24"): 500,
        ("E12000004", "2023-24"): 480.5,
        ("E06000015", "2023-24"): 563.5,
        ("E06000017", "2023-24"): 486.8,
        ("E06000060", "2023-24"): 470.1,
        ("E10000021", "2020-21"): 646,
        ("E06000060", "2019-20"): 468.2,
    }
    assert figures(found, "no_further_action")["E06000017", "2023-24"] == "c"
    assert figures(found, "no_further_action")["E06000060", "2023-24"] == "x"
    assert figures(found, "no_further_action")["E06000060", "2019-20"] == "u"
    assert [line.what for line in found.problems] == ["Columns no measure uses: 'category'."]


def test_a_number_has_status_shown_and_a_symbol_has_no_number(read):
    found = read(referrals(ROW, ("2024", *RUTLAND, "390", "c", "x")))
    values = found.values
    shown = values["status"] == Status.SHOWN
    assert shown.sum() == 4
    assert values.loc[shown, "value"].notna().all()
    assert values.loc[~shown, "value"].isna().all()


def test_the_joint_row_of_two_authorities_is_the_combined_area():
    found = read_official(SAMPLES / "official_workforce.csv", catalogue())
    assert figures(found, "agency_rate") == {
        ("E92000001", "2022"): 17.6,
        ("E12000004", "2022"): 14.8,
        ("E06000015", "2022"): 0.7,
        ("E06000061+E06000062", "2022"): 19.5,
        ("E10000021", "2022"): "z",
    }
    assert found.problems == ()


def test_reading_a_file_twice_gives_the_same_answer(read):
    raw = referrals(ROW, ("2023", *RUTLAND, "c", "x", "1"))
    first, second = read(raw), read(raw)
    pd.testing.assert_frame_equal(first.values, second.values)
    assert first.problems == second.problems


def test_a_file_may_be_called_otherwise_than_it_is(tmp_path):
    path = tmp_path / "upload-17.tmp"
    path.write_bytes(referrals(ROW))
    assert read_official(path, catalogue(), name="c1_2024.csv").name == "c1_2024.csv"


@pytest.mark.parametrize(
    "packed",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        gzip.compress,
        lambda raw: raw.replace(b"3500", b'"3,500"'),
        lambda raw: raw.replace(b"3500", b" 3500 "),
        lambda raw: raw.replace(b"3500", b"3.5E3"),
        lambda raw: raw.replace(b"3500", b"3500.0000000000005"),
        lambda raw: raw.replace(b"831", b'="831"'),
        lambda raw: raw.replace(b"Derby", "D\u00e9rby".encode("cp1252")),
        lambda raw: raw.replace(b"Derby", b'"Derby\n(city)"'),
        lambda raw: raw.replace(b"Local authority", b"LOCAL AUTHORITY"),
        lambda raw: raw.replace(b"Referrals,", b"referral_count,", 1),
        lambda raw: raw + b"\n\n",
    ],
)
def test_the_same_figures_are_read_however_they_are_written(read, packed):
    found = read(packed(referrals(ROW)))
    assert figures(found, "referrals") == {("E06000015", "2023-24"): 3500}
    assert told(found) == []


# ---- what cannot be used is reported with its row, and the rest is read ---------------------


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (
            ("2024", *authority("820", ".", "Bedfordshire"), "1", "2", "3"),
            "'820 .' (Bedfordshire) is not an area of the catalogue; its rows were left out.",
        ),
        (
            ("2024", *authority("830", "E06000015"), "1", "2", "3"),
            "'830 E06000015' is Derby, but DfE code 830 is not; its rows were left out.",
        ),
        (
            ("2024", *authority("314 / 318", ""), "1", "2", "3"),
            "'314 / 318' is a joint row that no region declares; its rows were left out.",
        ),
        (("2015-17", *DERBY, "1", "2", "3"), "'2015-17' covers more than one year, which is not"),
        (("0", *DERBY, "1", "2", "3"), "'0' is no financial year."),
        (("2024", "School", *DERBY[1:], "1", "2", "3"), "Rows of level 'School' are not held here"),
        (("2024", *DERBY, "1", "2"), "A row with 12 fields where the header has 13 was left out."),
        (("2024", *DERBY, "1", "2", "3", ""), "A row with 14 fields where the header has 13"),
    ],
)
def test_a_row_that_cannot_be_used_is_reported_and_the_others_are_read(read, bad, what):
    found = read(referrals(("2024", *RUTLAND, "1", "2", "3"), bad, ROW))
    assert [(row, text[: len(what)]) for row, text in told(found)] == [(3, what)]
    assert figures(found, "referrals") == {
        ("E06000017", "2023-24"): 1,
        ("E06000015", "2023-24"): 3500,
    }


def test_a_period_of_another_calendar_is_reported(read):
    raw = referrals(ROW, ("202223", *RUTLAND, "1", "2", "3"))
    found = read(raw.replace(b"202223,Reporting year", b"202223,Autumn term"))
    assert told(found) == [(3, "'202223' with 'Autumn term' is not a period held here.")]


def test_a_cell_that_is_neither_number_nor_symbol_is_reported_and_its_row_is_read(read):
    found = read(referrals(("2024", *DERBY, "3500", "many", "1050")))
    assert told(found) == [
        (2, "'many' is neither a number nor a symbol of this family; it was left out.")
    ]
    assert [line.column for line in found.problems if line.row == 2] == ["Re_referrals"]
    assert set(found.values["measure"]) == {"referrals", "not_in_need"}


def test_many_rows_with_one_fault_are_one_line(read):
    found = read(referrals(ROW, *[("2024", *authority("999", "E06000999"), "1", "2", "3")] * 300))
    assert told(found) == [
        (3, "'999 E06000999' is not an area of the catalogue; its rows were left out (300 rows).")
    ]
    assert found.rows == 301


def test_columns_this_file_lacks_and_columns_nobody_uses_are_named(read):
    raw = lines(
        (*ABOUT, *REFERRALS, "a", "b", "c", "d", "Referrals"),
        ("2024", "Reporting year", *ENGLAND, "1", "2", "3", "", "", "", "", "9"),
    )
    found = read(raw)
    said = [line.what for line in found.problems]
    assert "'referrals' stands twice in the header; the first was read." in said
    assert "Columns no measure uses: 'a', 'b', 'c' and 2 others." in said
    missing = "The column of 'Number of children with a referral' is not in this file, so the"
    assert any(what.startswith(missing) for what in said)
    assert figures(found, "referrals") == {("E92000001", "2023-24"): 1}


# ---- figures that stand twice ---------------------------------------------------------------


def test_a_row_that_stands_twice_is_kept_once(read):
    found = read(referrals(ROW, ROW))
    assert figures(found, "referrals") == {("E06000015", "2023-24"): 3500}
    assert told(found) == [(3, "A figure that stands twice was kept once (3 rows).")]


def test_figures_that_contradict_each_other_are_not_loaded(read):
    found = read(referrals(ROW, ("2024", *DERBY, "3501", "800", "1050")))
    assert set(found.values["measure"]) == {"rereferrals", "not_in_need"}
    contradiction = "referrals of E06000015 in 2023-24 stands twice and differs (first in row 2);"
    assert any(row == 3 and what.startswith(contradiction) for row, what in told(found))


def test_of_an_authority_under_two_codes_the_row_with_a_number_counts(read):
    before = authority("825", "E10000002", "Buckinghamshire")
    after = authority("825", "E06000060", "Buckinghamshire")
    found = read(referrals(("2024", *before, "z", "z", "z"), ("2024", *after, "60", "12", "18")))
    assert figures(found, "referrals") == {("E06000060", "2023-24"): 60}


# ---- sums, filters, editions ------------------------------------------------------------------


def test_a_measure_may_be_the_sum_of_several_columns(read):
    bands = ["Same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days", "41-45_days"]
    late = ["46-50_days", "51-60_days", "61+_days"]
    headers = (*ABOUT, "Assessments_completed", *bands, *late)
    found = read(
        lines(
            headers,
            ("2024", "Reporting year", *DERBY, "40", "1", "2", "3", "4", "5", "6", "7", "8", "4"),
            ("2024", "Reporting year", *RUTLAND, "40", "1", "c", "3", "4", "5", "6", "7", "c", "x"),
            ("2024", "Reporting year", *ENGLAND, "40", "1", "?", "3", "4", "5", "6", "7", "8", "9"),
        )
    )
    assert figures(found, "assessments_45_days") == {
        ("E06000015", "2023-24"): 21,
        ("E06000017", "2023-24"): "c",
    }
    assert figures(found, "assessments_46_days_or_more")["E06000015", "2023-24"] == 19


def test_rows_of_breakdowns_that_no_measure_uses_are_counted(read):
    every = "All requests for EHC needs assessments"
    headers = (*ABOUT, "breakdown_topic", "breakdown", "requests_received_in_year")
    area = ("2024", "Calendar year", *EAST_MIDLANDS)
    found = read(
        lines(
            headers,
            (*area, "Sex", "Female", "5"),
            (*area, every, every, "12"),
            (*area, "Sex", "Male", "7"),
        )
    )
    assert figures(found, "requests") == {("E12000004", "2024"): 12}
    assert told(found) == [(2, "Rows of breakdowns no measure uses were left out (2 rows).")]


@pytest.mark.parametrize(
    ("version", "status"),
    [("Provisional", "p"), ("Revised", "r"), ("Final", "shown"), ("", "shown")],
)
def test_the_version_of_a_row_is_the_status_of_its_numbers(read, version, status):
    headers = (*ABOUT, "version", "social_care_group", "avg_att8", "t_pupils")
    group = "CLA 12 months at 31 March"
    found = read(lines(headers, ("202425", "Academic year", *DERBY, version, group, "17.3", "c")))
    assert dict(zip(found.values["measure"], found.values["status"], strict=True)) == {
        "cla_attainment_8": status,
        "cla_pupils": "c",
    }


def test_of_two_editions_in_one_file_the_later_counts(read):
    headers = (*ABOUT, "version", "social_care_group", "avg_att8")
    area = ("202425", "Academic year", *DERBY)
    group = "CLA 12 months at 31 March"
    found = read(
        lines(
            headers,
            (*area, "Provisional", group, "17.1"),
            (*area, "Final", group, "17.3"),
            (*area, "Draft", group, "17.9"),
        )
    )
    assert figures(found, "cla_attainment_8") == {("E06000015", "2024/25"): 17.3}
    assert (4, "'Draft' is not an edition known here (provisional, revised, final).") in told(found)


def test_a_file_without_time_identifier_is_of_its_family_s_calendar(read):
    headers = ("year", "level", *ABOUT[3:], "school_type", "perm_persistent_disruptive")
    found = read(
        lines(
            (*headers, "fixed_persistent_disruptive"),
            ("201617", "LOCAL AUTHORITY", *DERBY[1:], "Total", "x", "12"),
        )
    )
    assert figures(found, "suspensions_persistent_disruptive") == {("E06000015", "2016/17"): 12}
    assert figures(found, "permanent_persistent_disruptive") == {("E06000015", "2016/17"): "c"}


# ---- files that are none ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b"ukprn,amount\n1,2\n", "is not an official file known here"),
        (b"PK\x03\x04", "is an Excel workbook"),
        (b"\x00\x01\x02", "is not text"),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(read, raw, why):
    with pytest.raises(IntakeError, match=rf"^other\.csv: {why}"):
        read(raw, "other.csv")


def test_a_file_without_any_usable_row_is_read_and_holds_nothing(read):
    found = read(referrals(("1066", *DERBY, "1", "2", "3")))
    assert found.values.empty
    assert list(found.values.columns) == COLUMNS
    assert found.release == "Children in need, referrals, to "


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), max_size=9))
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(read, changes):
    raw = bytearray((SAMPLES / "official_cin_referrals.csv").read_bytes())
    for at, piece in changes:
        start = at % len(raw)
        raw[start : start + len(piece)] = piece
    try:
        values = read(bytes(raw)).values
    except IntakeError:
        return
    assert (values["value"].notna() == values["status"].isin(["shown", "p", "r"])).all()
    assert not values.duplicated(["measure", "area", "period"]).any()
