"""Returns as partners send them: layouts, what they are held against, the report, the template."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from conftest import ROOT
from return_builders import CATALOGUE, DERBY, REFERENCE, RETURNS, checked

from yardstick.commands import main
from yardstick.export.return_report import LEFT_OUT, marked_workbook, report_csv
from yardstick.export.return_template import template_workbook
from yardstick.intake import count_whole
from yardstick.intake.broken import breaks, draft_of, sheets_of
from yardstick.intake.count_cells import count_sheet
from yardstick.intake.described import checks_in_words, data_dictionary
from yardstick.intake.known import Known, known_from
from yardstick.intake.opening import sheets_of as sheets_in_file
from yardstick.intake.period_words import period_in
from yardstick.intake.report import lines, unlisted, verdict
from yardstick.intake.samples import (
    sample_counts,
    sample_period,
    sample_rows,
    sample_sheets,
    sheet_from,
)
from yardstick.model import Period, PeriodKind

QUARTERLY, PLACEMENTS = RETURNS["riia_quarterly"], RETURNS["send_placements"]
QUARTER = sample_period(QUARTERLY)


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


# ---- the report ---------------------------------------------------------------------------


def broken(dataset, code):
    draft = draft_of(sample_sheets(dataset, REFERENCE, DERBY))
    next(way for way in breaks(dataset, REFERENCE) if way.code == code).apply(draft)
    return sheets_of(draft)


def test_a_refused_cell_is_marked_in_the_copy_that_goes_back():
    sheets = broken(QUARTERLY, "NUM-01")
    answer = checked(QUARTERLY, sheets)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets, answer)))
    assert book.sheetnames == ["Report", "Return"]
    cell = book["Return"]["E2"]
    assert cell.value == "n/a"
    assert cell.fill.fgColor.rgb == "FFF9D9A8"
    assert cell.comment.text.startswith("NUM-01: ")
    assert verdict(answer).startswith("Not taken in: ")
    assert (
        report_csv(answer).decode("utf-8-sig").splitlines()[1].startswith("NUM-01,mended,,2,E,E2")
    )


def test_what_is_missing_marks_no_cell():
    draft = draft_of(sample_sheets(QUARTERLY, REFERENCE, DERBY))
    (sheet,) = draft
    sheets = sheets_of({sheet: draft[sheet][:-1]})
    answer = checked(QUARTERLY, sheets)
    assert [(one.code, one.row) for one in answer.findings] == [("ITEM-03", 0)]
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets, answer)))
    assert not any(cell.comment for row in book.worksheets[1].iter_rows() for cell in row)
    assert not any(count_whole._marks([]).values())  # nor does a check of what nobody sent


def test_of_records_what_may_name_a_person_does_not_go_back():
    sheets = broken(PLACEMENTS, "ID-01")
    answer = checked(PLACEMENTS, sheets)
    made = marked_workbook(sheets, answer)
    book = openpyxl.load_workbook(io.BytesIO(made))
    texts = {str(cell.value) for page in book for row in page for cell in row}
    assert LEFT_OUT in texts
    assert not any("example.org" in text for text in texts)
    assert not any("example.org" in line.what for line in lines(answer))


def test_a_sheet_whose_name_may_not_be_repeated_is_not_written():
    sheets = [replace(sheet, name="F831400024001") for sheet in broken(QUARTERLY, "NUM-01")]
    answer = checked(QUARTERLY, sheets)
    assert answer.refused
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets, answer)))
    assert book.sheetnames == ["Report"]


def test_many_alike_are_counted_and_few_are_listed():
    draft = draft_of(sample_sheets(PLACEMENTS, REFERENCE, DERBY))
    draft["placements"] += [list(draft["placements"][1]) for _ in range(6_000)]
    answer = checked(PLACEMENTS, draft)
    assert {one.times for one in answer.findings} == {6_000}
    assert len(answer.findings) == 50
    assert list(unlisted(answer)) == ["KEY-01 in column C: 6,000 in all; the first 50 are listed."]
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets_of(draft), answer)))
    assert book["placements"].max_row < 60


# ---- the template -------------------------------------------------------------------------


def test_a_filled_template_gives_the_counts_that_were_written_in(tmp_path):
    known = Known(earlier={QUARTER.shifted(-1).key: {("R01", ""): 77.0}})
    made = template_workbook(QUARTERLY, REFERENCE, area=DERBY, period=QUARTER, known=known)
    book = openpyxl.load_workbook(io.BytesIO(made))
    page, numbers = book["Return"], sample_counts(QUARTERLY, REFERENCE, QUARTER)
    assert page["E6"].value == 77
    for row in range(6, 6 + len(numbers)):
        key = (page.cell(row, 1).value, page.cell(row, 3).value or "")
        page.cell(row, 6, numbers[key])
    book.save(tmp_path / "filled.xlsx")
    answer = checked(QUARTERLY, sheets_in_file(tmp_path / "filled.xlsx"))
    assert answer.findings == ()
    got = {(row.item, row.breakdown): row.number for row in answer.counts.itertuples()}
    assert got == numbers


def test_a_template_of_another_authority_is_refused(tmp_path):
    made = template_workbook(QUARTERLY, REFERENCE, area="E06000016", period=QUARTER, known=Known())
    (tmp_path / "other.xlsx").write_bytes(made)
    assert "WHO-01" in {
        one.code for one in checked(QUARTERLY, sheets_in_file(tmp_path / "other.xlsx")).findings
    }


def test_the_template_of_records_has_every_column(tmp_path):
    made = template_workbook(
        PLACEMENTS, REFERENCE, area=DERBY, period=sample_period(PLACEMENTS), known=Known()
    )
    (tmp_path / "records.xlsx").write_bytes(made)
    answer = checked(PLACEMENTS, sheets_in_file(tmp_path / "records.xlsx"))
    assert [one.code for one in answer.findings] == ["FILE-06"]


def test_the_command_line_writes_templates_and_samples(tmp_path, capsys):
    out = tmp_path / "made.csv"
    asked = ["template", "riia_quarterly", "--area", "831", "--period", "2024-25 Q3"]
    assert main([*asked, "--format", "csv", "--out", str(out)]) == 0
    assert out.read_text("utf-8-sig").startswith("la_code,period,item,")
    assert main([*asked, "--out", str(tmp_path / "made.xlsx")]) == 0
    assert main(["sample", "riia_quarterly", "--out", str(tmp_path), "--broken", "NUM-01"]) == 0
    records = ["template", "workforce", "--area", "831", "--period", "2024-25 Q3"]
    pay = [*records, "--format", "csv", "--table", "pay", "--out", str(out)]
    assert main(pay) == 0
    for wrong in (
        [*records, "--format", "csv", "--out", str(out)],
        ["template", "lait", "--area", "831", "--period", "2024-25 Q3", "--out", str(out)],
        ["template", "workforce", "--area", "Bree", "--period", "2024-25 Q3", "--out", str(out)],
        ["template", "workforce", "--area", "831", "--period", "soon", "--out", str(out)],
        ["template", "workforce", "--area", "831", "--period", "2024-25", "--out", str(out)],
        ["sample", "workforce", "--out", str(tmp_path), "--broken", "ODD-99"],
    ):
        assert main(wrong) == 2
    assert capsys.readouterr().err.count("\n") == 6


@pytest.mark.parametrize("dataset", RETURNS.values(), ids=RETURNS)
def test_every_item_column_and_check_is_told_in_words(dataset):
    told = data_dictionary(dataset, REFERENCE)
    columns = sum(len(table.columns) for table in dataset.tables)
    assert len(told) == len(dataset.items) + columns
    words = " ".join(text for check in checks_in_words(dataset) for text in check)
    assert not set("{}") & set(words)


def test_a_file_without_a_return_is_refused_and_nothing_of_it_is_repeated():
    answer = checked(PLACEMENTS, [sheet_from("", [["Ann", "Bree"], ["1", "2"]])])
    assert [one.code for one in answer.findings] == ["FILE-01"]
    assert "Ann" not in " ".join(line.what for line in lines(answer))


@pytest.mark.parametrize("dataset", RETURNS)
def test_the_samples_in_the_repository_are_those_of_the_declarations(dataset, tmp_path):
    assert main(["sample", dataset, "--out", str(tmp_path)]) == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (ROOT / "data" / "samples" / name).read_bytes() for name in made}


def test_a_return_without_a_fault_is_told_so():
    answer = checked(QUARTERLY, sample_sheets(QUARTERLY, REFERENCE, DERBY).values())
    assert verdict(answer) == "Can be taken in: nothing is wrong and nothing is asked."


def test_two_sheets_that_a_workbook_would_call_alike_are_told_apart():
    sheet = broken(QUARTERLY, "NUM-01")[0]
    sheets = [replace(sheet, name=name) for name in ("Q3/return", "q3:return", "report")]
    answer = checked(QUARTERLY, sheets[:1])
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets, answer)))
    assert book.sheetnames == ["Report", "Q3 return", "q3 return (2)", "report (3)"]


# ---- what a sheet and a sample are made of ------------------------------------------------


def test_a_row_with_nothing_but_a_note_is_no_cell():
    header = ["la_code", "period", "item", "breakdown", "number", "note"]
    row = ["831", QUARTER.key, "R01", "", "12", ""]
    found = count_sheet(sheet_from("", [header, row, ["831", "", "", "", "", "late"]]), QUARTER)
    assert [cell.text for cell in found.cells(QUARTER)] == ["12"]


@pytest.mark.parametrize("header", [["item", "label"], ["number", "note"], ["la_code", "number"]])
def test_a_sheet_without_items_or_without_numbers_is_no_return_of_counts(header):
    assert count_sheet(sheet_from("", [header, ["R01", "12"]]), QUARTER) is None


@pytest.mark.parametrize("dataset", [one for one in RETURNS.values() if one.tables])
def test_nobody_s_sample_names_its_own_authority_as_another(dataset):
    for table in dataset.tables:
        others = [
            column.name
            for column in table.columns
            if column.type == "area" and column.name != "la_code"
        ]
        for dfe in ("925", "830", "831"):  # the first two stand in the samples
            for row in sample_rows(dataset, table, REFERENCE, REFERENCE.area(dfe).code):
                assert row["la_code"] == dfe
                assert all(row[name] != dfe for name in others)
