"""What partners are given to fill in: templates, samples, and what each item and check is."""

from __future__ import annotations

import io

import openpyxl
import pytest
from conftest import ROOT
from return_builders import DERBY, PLACEMENTS, QUARTER, QUARTERLY, REFERENCE, RETURNS, checked

from yardstick.commands import main
from yardstick.export.return_template import template_workbook
from yardstick.intake.described import checks_in_words, data_dictionary
from yardstick.intake.known import Known
from yardstick.intake.opening import sheets_of as sheets_in_file
from yardstick.intake.samples import sample_counts, sample_period, sample_rows


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


@pytest.mark.parametrize("dataset", RETURNS)
def test_the_samples_in_the_repository_are_those_of_the_declarations(dataset, tmp_path):
    assert main(["sample", dataset, "--out", str(tmp_path)]) == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (ROOT / "data" / "samples" / name).read_bytes() for name in made}


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
