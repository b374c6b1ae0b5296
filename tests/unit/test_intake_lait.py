"""LAIT: its long table as Parquet and as CSV, and its dictionary."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from intake_catalogue import CALENDARS, LAIT, catalogue, indicator, lait, lines

from yardstick.intake.errors import IntakeError
from yardstick.intake.official import OfficialFile, read_official
from yardstick.model import PeriodKind

SAMPLES = ROOT / "data/samples"
AGENCY, REPEAT, PHONICS, ABSENCE = (
    *("Work_Force_Agecy_Rate", "ReReferral", "KS1P_all", "LAC_Over_Abs"),
)


@pytest.fixture
def read(tmp_path):
    def reads(raw: bytes, given=None, **more: object) -> OfficialFile:
        path = tmp_path / "file"
        path.write_bytes(raw)
        return read_official(path, given or catalogue(), **more)

    return reads


def figures(found: OfficialFile) -> list[tuple[object, ...]]:
    return [
        (row.measure, row.area, row.period, None if pd.isna(row.value) else row.value, row.status)
        for row in found.values.itertuples()
    ]


def test_the_sample_holds_every_published_value_of_two_regions():
    found = read_official(SAMPLES / "official_lait.csv", catalogue())
    assert (found.source, found.rows, len(found.values)) == ("lait", 24 * 39, 24 * 39)
    assert found.problems == ()
    assert set(found.values["measure"]) == set(CALENDARS)
    assert found.values["area"].nunique() == 24
    assert found.values["status"].value_counts().to_dict() == {"shown": 900, "p": 24, "x": 12}


@pytest.mark.parametrize(
    ("measure", "area", "period", "value"),
    [
        ("CPP_Total_Rateper10,000", "E92000001", "2024-25", 519.4),
        ("CIN", "E12000004", "2024-25", 282.5),
        ("ReReferral", "E06000017", "2024-25", 26.8),
        ("LAC", "E12000006", "2024-25", 49),
        ("TotFixedEx", "E06000018", "2023/24", 19.57),
        ("KS1P_all", "E06000055", "2024/25", 77),
        ("AVG_Prog8_Score", "E06000015", "2023/24", -0.21),
        ("Work_Force_Agecy_Rate", "E06000061", "2025", 19.5),
        ("LACStable_2016on", "E06000017", "2024-25", None),
    ],
)
def test_a_value_of_the_sample_is_at_its_place(measure, area, period, value):
    found = read_official(SAMPLES / "official_lait.csv", catalogue()).values
    row = found[(found["measure"] == measure) & (found["area"] == area)]
    assert row["period"].tolist() == [period]
    assert [None if pd.isna(cell) else cell for cell in row["value"]] == [value]


def test_parquet_and_csv_give_the_same_figures(read):
    rows = [
        (REPEAT, "2025", "831", "23.100000000000001"),
        (REPEAT, "2025", "983", "-"),
        ("RTA", "2014-16", "831", "1"),
    ]
    cells = [(m, None, years, "", value, float(n), "") for m, years, n, value in rows]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(pd.DataFrame(cells, columns=LAIT)), buffer)
    from_text, from_parquet = read(lait(*rows)), read(buffer.getvalue())
    assert figures(from_parquet) == figures(from_text)
    assert from_parquet.problems == from_text.problems
    assert figures(from_text) == [
        (REPEAT, "E06000015", "2024-25", 23.1, "shown"),
        (REPEAT, "E12000004", "2024-25", None, "x"),
    ]


def test_only_lait_is_read_from_parquet(read):
    buffer = io.BytesIO()
    pq.write_table(
        pa.table({"Referrals": ["1"], "Re_referrals": ["1"], "Not_in_Need": ["1"]}), buffer
    )
    with pytest.raises(IntakeError, match="only LAIT's table is read from one"):
        read(buffer.getvalue())


def test_an_edition_in_the_year_is_the_status_of_the_number(read):
    found = read(
        lait(
            (PHONICS, "2025 (prov)", "831", "80"),
            (PHONICS, "2024 (Rev)", "831", "79"),
            (PHONICS, "2020 (Final)", "831", "78"),
            (PHONICS, "2019 (prov)", "831", "-"),
        )
    )
    assert [row[2:] for row in figures(found)] == [
        ("2024/25", 80, "p"),
        ("2023/24", 79, "r"),
        ("2019/20", 78, "shown"),
        ("2018/19", None, "x"),
    ]


def test_what_is_not_held_is_reported_with_its_row_and_the_rest_is_read(read):
    found = read(
        lait(
            (REPEAT, "2015-17", "831", "1"),
            (REPEAT, "0", "831", "1"),
            (REPEAT, "2025", "820", "1"),
            (REPEAT, "2025", "831", "?"),
            (REPEAT, "2024", "831", "2"),
            ("RTA", "2014-16", "831", "1"),
        )
    )
    assert figures(found) == [(REPEAT, "E06000015", "2023-24", 2, "shown")]
    assert [(line.row, line.column, line.what) for line in found.problems] == [
        (2, "Years", "'2015-17' covers more than one year, which is not held here."),
        (3, "Years", "'0' is no financial year."),
        (4, "LA Number", "'820' is not an area of the catalogue; its rows were left out."),
        (5, "Values", "'?' is neither a number nor a symbol of this family; it was left out."),
        (None, "Short Desc", "Measures no indicator uses: 1 (1 rows) were left out."),
    ]


def test_the_joint_figures_that_both_northamptonshires_have_are_noted_and_kept(read):
    years = ("2023", "2024", "2025")
    copies = [
        (AGENCY, year, area, f"19.{n}") for n, year in enumerate(years) for area in ("940", "941")
    ]
    chance = [(REPEAT, year, area, "24") for year in years for area in ("940", "941")]
    found = read(lait(*copies, *chance))
    assert len(found.values) == 12
    said = "Each authority of Northamptonshire (combined) has the joint figure in"
    assert [(line.row, line.what) for line in found.problems] == [(None, f"{said} {AGENCY}.")]


@pytest.mark.parametrize(
    "rows",
    [
        [(AGENCY, year, area, "19.5") for year in ("2024", "2025") for area in ("940", "941")],
        [(AGENCY, year, "940", "19.5") for year in ("2023", "2024", "2025")],
        [(AGENCY, year, "941", "-") for year in ("2023", "2024", "2025")],
    ],
)
def test_figures_that_agree_for_want_of_years_are_not_called_joint(read, rows):
    assert read(lait(*rows)).problems == ()


def test_a_measure_is_used_as_numerator_or_denominator_too(read):
    given = replace(
        catalogue(),
        indicators={
            "R15": indicator("R15", "LAC", PeriodKind.FINANCIAL_YEAR, numerator="LACnum"),
            "W01": replace(
                indicator("W01", "LAC", PeriodKind.ACADEMIC_YEAR),
                published=(
                    catalogue()
                    .indicators["L00"]
                    .published[0]
                    .model_copy(update={"source": "workforce", "measure": "LAC"}),
                ),
            ),
        },
    )
    found = read(lait(("LAC", "2025", "831", "88"), ("LACnum", "2025", "831", "545")), given)
    assert [(row[0], row[2]) for row in figures(found)] == [
        ("LAC", "2024-25"),
        ("LACnum", "2024-25"),
    ]


def test_two_indicators_cannot_read_one_measure_by_two_calendars(read):
    given = replace(
        catalogue(),
        indicators={
            "A": indicator("A", REPEAT, PeriodKind.FINANCIAL_YEAR),
            "B": indicator("B", REPEAT, PeriodKind.ACADEMIC_YEAR),
        },
    )
    with pytest.raises(IntakeError, match="Indicator B reads ReReferral by academic_year, another"):
        read(lait((REPEAT, "2025", "831", "1")), given)


# ---- the dictionary -------------------------------------------------------------------------


def test_the_dictionary_names_each_measure_once_and_holds_no_figures():
    found = read_official(SAMPLES / "official_lait_dictionary.csv", catalogue())
    assert (found.source, found.rows) == ("lait_dictionary", 4)
    assert found.values.empty
    assert found.problems == ()
    assert [(e.code, e.polarity, e.year_type) for e in found.dictionary] == [
        (REPEAT, "Low", "Financial Year"),
        (ABSENCE, "Low", "Academic Year"),
        (AGENCY, "Low", "Annual (end of Sept)"),
    ]
    assert found.dictionary[1].label == "CLA Overall Absence"


def test_a_measure_that_the_dictionary_gives_two_directions_is_reported(read):
    head = ("Measure", "Measure_short", "Polarity", "Year_Type")
    found = read(lines(head, ("One", "LAC", "-", "Annual"), ("Same", "LAC", "Low", "Annual")))
    assert [(line.row, line.what) for line in found.problems] == [
        (3, "LAC stands twice with another direction or calendar; the first was kept.")
    ]
    assert [entry.label for entry in found.dictionary] == ["One"]


def test_with_the_dictionary_an_unknown_measure_is_told_from_one_that_is_not_used(read):
    dictionary = read_official(SAMPLES / "official_lait_dictionary.csv", catalogue()).dictionary
    rows = lait(
        (REPEAT, "2025", "831", "1"),
        (ABSENCE, "2025", "831", "9"),
        ("New_Measure", "2025", "831", "5"),
        ("New_Measure", "2024", "831", "5"),
    )
    assert [line.what for line in read(rows).problems] == [
        "Measures no indicator uses: 2 (3 rows) were left out."
    ]
    assert [(line.row, line.what) for line in read(rows, dictionary=dictionary).problems] == [
        (
            4,
            "'New_Measure' is not a measure of LAIT's dictionary; its rows were left out (2 rows).",
        ),
        (None, "Measures no indicator uses: 1 (1 rows) were left out."),
    ]


def test_a_calendar_that_is_not_the_dictionary_s_is_noted(read):
    dictionary = read_official(SAMPLES / "official_lait_dictionary.csv", catalogue()).dictionary
    given = replace(
        catalogue(),
        indicators={
            "R03": indicator("R03", REPEAT, PeriodKind.ACADEMIC_YEAR),
            "C05": indicator("C05", ABSENCE, PeriodKind.ACADEMIC_YEAR),
            "W01": indicator("W01", AGENCY, PeriodKind.CALENDAR_YEAR),
        },
    )
    found = read(lait((REPEAT, "2025", "831", "1")), given, dictionary=dictionary)
    (line,) = found.problems
    assert line.what.startswith("ReReferral is by financial year in LAIT's dictionary, and read by")
    assert line.what.endswith("academic year as its indicator says.")
