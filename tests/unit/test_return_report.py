"""The report on a return: the copy that goes back marked, what stays out of it, and the verdict."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
from return_builders import DERBY, PLACEMENTS, QUARTERLY, REFERENCE, checked

from yardstick.export.return_report import LEFT_OUT, marked_workbook, report_csv
from yardstick.intake import count_whole
from yardstick.intake.broken import breaks, draft_of, sheets_of
from yardstick.intake.report import lines, unlisted, verdict
from yardstick.intake.samples import sample_sheets


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


def test_a_return_without_a_fault_is_told_so():
    answer = checked(QUARTERLY, sample_sheets(QUARTERLY, REFERENCE, DERBY).values())
    assert verdict(answer) == "Can be taken in: nothing is wrong and nothing is asked."


def test_two_sheets_that_a_workbook_would_call_alike_are_told_apart():
    sheet = broken(QUARTERLY, "NUM-01")[0]
    sheets = [replace(sheet, name=name) for name in ("Q3/return", "q3:return", "report")]
    answer = checked(QUARTERLY, sheets[:1])
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(sheets, answer)))
    assert book.sheetnames == ["Report", "Q3 return", "q3 return (2)", "report (3)"]
