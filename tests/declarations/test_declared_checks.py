"""Every check of every data set proves itself with the row in its own declaration that breaks it.

Also the catalogue's side: what a rule may say, and a check that does not fit is named.
"""

from __future__ import annotations

import pytest
from catalogue_builders import change, problems, small_catalogue
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.rules import fault_in
from yardstick.intake.count_rules import broken
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.returns import check_return
from yardstick.intake.samples import (
    sample_period,
    sample_rows,
    sample_sheets,
    sample_token,
    table_sheet,
    text_of,
)
from yardstick.intake.structure import STRUCTURE

CATALOGUE = load_catalogue(ROOT / "data")
DERBY = "E06000015"
RETURNS = [one for one in CATALOGUE.datasets.values() if one.submitted_by == "local_authority"]
CHECKS = [(one, check) for one in RETURNS for check in one.checks]
ON_COUNTS = [
    pytest.param(one, check, item, id=f"{check.code} {item}".strip())
    for one, check in CHECKS
    if check.table is None
    for item in check.subjects
]
WITH_TABLES = [one for one in RETURNS if one.tables]


def test_every_return_that_is_collected_declares_checks():
    assert {one.number for one in RETURNS} == {1, 2, 3, 4, 5, 6, 7}
    assert all(one.checks for one in RETURNS)


def test_no_two_checks_have_one_code():
    codes = [check.code for _, check in CHECKS] + list(STRUCTURE)
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize(("dataset", "check", "item"), ON_COUNTS)
def test_a_check_of_counts_fails_on_its_own_row(dataset, check, item):
    period = sample_period(dataset)
    assert (check, item) in list(broken(dataset, check.breaking_for(item), period))
    assert (check, item) not in list(broken(dataset, {}, period))


@pytest.mark.parametrize("dataset", WITH_TABLES, ids=[one.id for one in WITH_TABLES])
def test_each_check_of_records_fails_on_its_own_row(dataset):
    """One return holds a row for each check; beside the checks only repeated keys are found."""
    sheets = sample_sheets(dataset, CATALOGUE.reference, DERBY)
    expected = []
    for table in dataset.tables:
        first = sample_rows(dataset, table, CATALOGUE.reference, DERBY)[0]
        checks = [check for check in dataset.checks if check.table == table.id]
        rows = [first]
        for check in checks:
            rows.append(first | token_of(dataset, table, len(rows)) | texts(check.fails_on))
            expected.append((check.code, table.id, len(rows) + 1, check.severity))
        sheets[table.id] = table_sheet(table, rows)
    found = check_return(
        list(sheets.values()),
        dataset,
        CATALOGUE.reference,
        area=DERBY,
        period=sample_period(dataset),
        known=NOTHING_KNOWN,
    ).findings
    assert {(one.code, one.sheet, one.row, one.severity) for one in found} >= set(expected)
    assert {(one.sheet, one.row) for one in found} == {
        (table, row) for _, table, row, _ in expected
    }


def token_of(dataset, table, number):
    tokens = [column.name for column in table.columns if column.type == "token"]
    return dict.fromkeys(tokens, sample_token(dataset, number))


def texts(values):
    return {name: "" if value is None else text_of(value) for name, value in values.items()}


# ---- what a rule may say ------------------------------------------------------------------

COLUMNS = {"a": "DOUBLE", "b": "DOUBLE", "day": "DATE", "word": "VARCHAR", "is_so": "BOOLEAN"}


@pytest.mark.parametrize(
    "rule",
    [
        "abs(a - b) > greatest(5, 0.03 * b) AND NOT word IN ('X', 'Y') OR day IS NOT NULL",
        "a NOT BETWEEN 1 AND 2",
        "COALESCE(a, 0) < -b / 2",
        "is_so",
        "isodow(day) > 5 OR year(day) = 2024 OR length(word) > 2",
    ],
)
def test_a_condition_over_the_columns_of_a_row_is_a_rule(rule):
    assert fault_in(rule, COLUMNS) is None


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("a, b", "is not one condition"),
        ("a > 1 FROM t", "is not one condition"),
        ("a > 1 WHERE b > 1", "is not one condition"),
        ("a > 1 ORDER BY b", "is not one condition"),
        ("a > 1; DROP TABLE t", "is not one condition"),
        ("a > 1 --", "is not one condition"),
        ("a > 1 /* b", "is not one condition"),
        ("a > 1 )", "is not one condition"),
        ("DISTINCT a > 1", "is not one condition"),
        ("a > 1 UNION SELECT TRUE", "is not one condition"),
        ("a >", "is not one condition"),
        ("(SELECT TRUE)", "may not use subquery"),
        ("a > $b", "may not use parameter"),
        ("count(a) OVER () > 1", "may not use window"),
        ("CASE WHEN a > 1 THEN is_so END", "may not use case"),
        ("day > DATE '2024-01-01'", "may not use cast"),
        ("read_text('/etc/hosts') = word", "may not call read_text"),
        ("count(a) > 1", "may not call count"),
        ("c > 1", "reads 'c', which is not a column here"),
        ("t.a > 1", "reads 't.a', which is not a column here"),
        ("a + b", "is not a condition: it is neither true nor false"),
        ("day > a", "does not fit its columns"),
        ("a > 1 AS b", "does not fit its columns"),
    ],
)
def test_anything_else_is_refused_before_it_is_run(rule, says):
    assert says in (fault_in(rule, COLUMNS) or "")


# ---- a check that does not fit its data set -----------------------------------------------

MEALS = "datasets/meals.yaml"
CHECK = """\
checks:
  - code: MEAL-01
    each: [M01, M02]
    rule: "{item} > 3 * {item}_before"
    severity: ask
    columns: ["{item}"]
    message: "{item} ({label}) is {{item}}, and was {{item}_before}."
    allowed: Three times as many.
    fails_on: {"{item}": 10, "{item}_before": 3}
items:
"""
TABLE = """\
tables:
  - id: hobbits
    title: Hobbits
    grain: One hobbit.
    key: [number]
    columns:
      - {name: number, label: Number in the register, type: whole, required: true}
    sample:
      - {number: 1}
checks:
  - code: HOB-01
    table: hobbits
    rule: number > 9
    severity: reject
    columns: [number]
    message: There are nine.
    allowed: At most nine.
    fails_on: {number: 10}
"""


@pytest.fixture
def data(tmp_path):
    folder = small_catalogue(tmp_path)
    change(folder, MEALS, "items:\n", CHECK)
    return folder


def test_a_check_that_fits_is_loaded(data):
    check = load_catalogue(data).datasets["meals"].checks[0]
    assert check.rule_for("M02") == "M02 > 3 * M02_before"
    assert check.columns_for("M02") == ("M02",)
    assert check.breaking_for("M02") == {"M02": 10, "M02_before": 3}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("each: [M01, M02]", "each: [M09]", "checks.1.each: 'M09' is not an item here."),
        ("> 3 *", "> 3 ~", "checks.1.rule: "),
        (' columns: ["{item}"]', " columns: [M09]", "checks.1.columns: 'M09' is not in the row"),
        ("{{item}_before}.", "{{item}_then}.", "checks.1.message: 'M01_then' is not in the row"),
        ("allowed: Three times", "allowed: Not {M09}", "checks.1.allowed: 'M09' is not in the row"),
        ('"{item}_before": 3', "M09: 3", "checks.1.fails_on: 'M09' is not in the row"),
        ("MEAL-01", "meal 1", "checks.1.code: "),
        ("severity: ask", "severity: shout", "checks.1.severity: "),
    ],
)
def test_a_check_that_does_not_fit_is_named_with_its_line(data, old, new, says):
    change(data, MEALS, old, new)
    found = problems(data)
    assert says in found[0]
    assert found[0].startswith("data/datasets/meals.yaml, line ")


def test_a_check_whose_code_stands_twice_is_refused(data):
    text = (data / MEALS).read_text("utf-8")
    check = CHECK.removeprefix("checks:\n").removesuffix("items:\n")
    (data / MEALS).write_text(text.replace("checks:\n", "checks:\n" + check), encoding="utf-8")
    assert "a code stands twice" in problems(data)[0]


def records(folder, table=TABLE):
    text = (folder / "datasets/meals.yaml").read_text("utf-8")
    head = text.split("checks:")[0].replace("id: meals", "id: hobbits")
    (folder / "datasets/hobbits.yaml").write_text(head + table, encoding="utf-8")


def test_a_data_set_of_tables_is_loaded(data):
    records(data)
    assert load_catalogue(data).datasets["hobbits"].table("hobbits").column("number").required


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("key: [number]", "key: [name]", "key: 'name' is not a column here"),
        ("    sample:", "    dated_by: day\n    sample:", "dated_by: 'day' is not a column here"),
        ("- {number: 1}", "- {name: 1}", "sample: 'name' is not a column here"),
        ("table: hobbits", "table: elves", "table must be one of those declared here"),
        ("There are nine", "There are {number}", "'number' is not in the row"),
        ("type: whole", "type: code", "codes: a column of type code names its code list"),
        ("type: whole", "type: code, codes: runes", "'runes' is not a code list"),
        ("type: whole", "type: token", "at_partner: a token"),
        (
            "    sample:",
            "      - {name: number, label: Again, type: text, required: false}\n    sample:",
            "columns: a name stands twice",
        ),
        (
            "checks:",
            "items:\n  - {name: H01, label: Feet, counted: stock, counts: posts}\nchecks:",
            "a return is of counts or of records, not of both",
        ),
    ],
)
def test_a_table_that_does_not_hang_together_is_refused(data, old, new, says):
    assert old in TABLE
    records(data, TABLE.replace(old, new))
    assert says in " ".join(problems(data))


def test_only_tables_are_protected_as_records(data):
    change(data, MEALS, "protection: partner_suppressed", "protection: records")
    assert "only tables are protected as records" in problems(data)[0]
