"""Official files of the statistics service from first byte to figures."""

from __future__ import annotations

import gzip
import hashlib
from functools import partial

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_catalogue import ABOUT, DERBY, EAST_MIDLANDS, ENGLAND, catalogue, lines, referrals
from official_builders import ROW, RUTLAND, SAMPLES, figures, read_in, told

from yardstick.intake.errors import IntakeError
from yardstick.intake.official import read_official
from yardstick.model import Status

COLUMNS = ["measure", "area", "period", "value", "status", "vintage", "row"]


@pytest.fixture
def read(tmp_path):
    return partial(read_in, tmp_path)


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
