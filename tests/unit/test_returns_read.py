"""Returns as partners send them: how periods and sheets are read and what they are held against."""

from __future__ import annotations

import pandas as pd
import pytest
from return_builders import CATALOGUE, DERBY, PLACEMENTS, QUARTER, QUARTERLY, REFERENCE, checked

from yardstick.intake.count_cells import count_sheet
from yardstick.intake.known import Known, known_from
from yardstick.intake.period_words import period_in
from yardstick.intake.report import lines, verdict
from yardstick.intake.samples import sample_counts, sample_sheets, sheet_from
from yardstick.model import Period, PeriodKind


@pytest.mark.parametrize(
    ("text", "calendar", "key"),
    [
        ("2024-25 Q3", PeriodKind.QUARTER, "2024-25 Q3"),
        (" Q3 2024/25 ", PeriodKind.QUARTER, "2024-25 Q3"),
        ("2024/2025 quarter 3", PeriodKind.QUARTER, "2024-25 Q3"),
        ("Autumn term 2024/25", PeriodKind.TERM, "2024/25 Autumn"),
        ("2024-25 spring", PeriodKind.TERM, "2024/25 Spring"),
        ("2023-24", PeriodKind.ACADEMIC_YEAR, "2023/24"),
        ("2024-26 Q3", PeriodKind.QUARTER, None),
        ("2024 Q3", PeriodKind.QUARTER, None),
        ("Before: 2024-25 Q3", PeriodKind.QUARTER, None),
        ("2024/25 Winter", PeriodKind.TERM, None),
        ("Before: 2023/24", PeriodKind.ACADEMIC_YEAR, None),
        ("Note", PeriodKind.QUARTER, None),
    ],
)
def test_a_period_is_read_however_it_is_written(text, calendar, key):
    found = period_in(text, calendar)
    assert (found and found.key) == key


def wide(*periods):
    """Write the sample across, under the periods given; a plain sheet without a preamble."""
    numbers = sample_counts(QUARTERLY, REFERENCE, QUARTER)
    rows = [["Item ", "BREAKDOWN", *periods]]
    for (item, part), number in numbers.items():
        rows.append([item, part, *[str(int(number))] * len(periods)])
    return rows


def test_quarters_across_give_the_same_counts_as_a_long_sheet():
    across = checked(QUARTERLY, {"Returns": wide("2024-25 Q2", "Q3 2024/25")})
    long = checked(QUARTERLY, sample_sheets(QUARTERLY, REFERENCE, DERBY).values())
    columns = ["item", "breakdown", "number", "status"]
    pd.testing.assert_frame_equal(across.counts[columns], long.counts[columns])
    assert across.counts["place"].iloc[0] == "Returns!D2"


def test_a_wide_sheet_without_the_quarter_is_refused():
    answer = checked(QUARTERLY, {"Returns": wide("2024-25 Q1", "2024-25 Q2")})
    assert [one.code for one in answer.findings] == ["WHEN-01"]


def test_what_was_sent_before_is_held_against():
    earlier = {
        QUARTER.shifted(-ago).key: {("R02", ""): 1000.0, ("R11", ""): 100.0} for ago in range(1, 5)
    }
    known = Known(earlier=earlier, official={"R02": 4000.0}, population=60_000)
    answer = checked(QUARTERLY, sample_sheets(QUARTERLY, REFERENCE, DERBY).values(), known=known)
    assert not answer.refused
    assert [(one.code, one.place) for one in answer.asks] == [
        ("RIIA-03", "E3"),
        ("RIIA-07", "E3"),
        ("RIIA-01", "E35"),
    ]
    assert "R02 (Referrals) is 240; the mean of the last four quarters is 1,000." in {
        one.what for one in answer.asks
    }
    assert verdict(answer) == "Can be taken in: 3 things to answer or confirm first."


def test_what_is_known_comes_from_the_authoritys_own_rows_and_from_england():
    sent = pd.DataFrame(
        [("R02", "", "2024-25 Q2", 900.0), ("R02", "", "2024-25 Q1", None)],
        columns=["item", "breakdown", "period", "number"],
    )
    series = CATALOGUE.indicators["R02"].published[0]
    published = pd.DataFrame(
        [
            (series.source, series.numerator, DERBY, "2024-25", 3_900.0),
            (series.source, series.numerator, "E06000016", "2024-25", 3_203.0),
        ],
        columns=["source", "measure", "area", "period", "value"],
    )
    known = known_from(
        sent,
        published,
        catalogue=CATALOGUE,
        dataset=QUARTERLY,
        area=DERBY,
        period=Period.parse("2024-25 Q4"),
    )
    assert known.earlier == {"2024-25 Q2": {("R02", ""): 900.0}}
    assert known.official == {"R02": 3_900.0}
    assert known.population == 62_113  # ONS, mid-2024 (domain 6)
    assert (known.ranges["R02"].low, known.ranges["R02"].high) == (300.02, 867.22)
    assert known.ranges["R03"].denominator == "R02"


def test_a_file_without_a_return_is_refused_and_nothing_of_it_is_repeated():
    answer = checked(PLACEMENTS, [sheet_from("", [["Ann", "Bree"], ["1", "2"]])])
    assert [one.code for one in answer.findings] == ["FILE-01"]
    assert "Ann" not in " ".join(line.what for line in lines(answer))


def test_a_row_with_nothing_but_a_note_is_no_cell():
    header = ["la_code", "period", "item", "breakdown", "number", "note"]
    row = ["831", QUARTER.key, "R01", "", "12", ""]
    found = count_sheet(sheet_from("", [header, row, ["831", "", "", "", "", "late"]]), QUARTER)
    assert [cell.text for cell in found.cells(QUARTER)] == ["12"]


@pytest.mark.parametrize("header", [["item", "label"], ["number", "note"], ["la_code", "number"]])
def test_a_sheet_without_items_or_without_numbers_is_no_return_of_counts(header):
    assert count_sheet(sheet_from("", [header, ["R01", "12"]]), QUARTER) is None
