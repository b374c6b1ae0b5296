"""Valid returns of any data set, drawn from its declaration, and how a return is checked."""

from __future__ import annotations

from conftest import ROOT
from hypothesis import strategies as st

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.sql_tree import nodes_of, tree_of
from yardstick.intake.broken import draft_of, sheets_of
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.returns import check_return
from yardstick.intake.samples import (
    codes_in_use,
    counts_sheet,
    parts_of,
    sample_counts,
    sample_period,
    sample_rows,
    sample_token,
    table_sheet,
)

CATALOGUE = load_catalogue(ROOT / "data")
REFERENCE = CATALOGUE.reference
DERBY = "E06000015"
RETURNS = {
    one.id: one for one in CATALOGUE.datasets.values() if one.submitted_by == "local_authority"
}
QUARTERLY, PLACEMENTS = RETURNS["riia_quarterly"], RETURNS["send_placements"]
QUARTER = sample_period(QUARTERLY)
SYMBOLS = ("z", "x", "c", "low", "k", "u")


def checked(dataset, sheets, area=DERBY, period=None, known=NOTHING_KNOWN):
    """Check sheets, or a draft, as a return of Derby for the period of the samples."""
    read = sheets_of(sheets) if isinstance(sheets, dict) else list(sheets)
    return check_return(
        read, dataset, REFERENCE, area=area, period=period or sample_period(dataset), known=known
    )


def names_in(rule):
    """Return the columns that a rule reads."""
    nodes = nodes_of(tree_of(f"SELECT {rule}"))
    return {node["column_names"][0] for node in nodes if node.get("class") == "COLUMN_REF"}


def submissions(dataset):
    """Draw drafts of valid returns of a data set: every number and cell that no check binds."""
    return _records(dataset) if dataset.tables else _counts(dataset)


@st.composite
def _counts(draw, dataset):
    """Draw numbers that keep to their wholes, parts that add up, and symbols here and there.

    An item that a check holds against another keeps the number of the sample.
    """
    period = sample_period(dataset)
    numbers = dict(sample_counts(dataset, REFERENCE, period))
    bound = {
        name
        for check in dataset.checks
        for item in check.subjects
        if not check.each
        for name in names_in(check.rule_for(item))
    }
    for item in dataset.items:
        if item.breakdown or item.name in bound or numbers[item.name, ""] in SYMBOLS:
            continue
        whole = numbers.get((item.at_most or "", ""), 5_000)
        largest = 5_000 if whole in SYMBOLS else int(whole)
        numbers[item.name, ""] = draw(
            st.integers(0, largest) | st.sampled_from(SYMBOLS), label=item.name
        )
    for item in dataset.items:
        if item.breakdown:
            whole = numbers[item.adds_to, ""]
            codes = codes_in_use(REFERENCE, item.breakdown, period)
            shares = ["c"] * len(codes) if whole in SYMBOLS else parts_of(int(whole), len(codes))
            numbers |= {(item.name, code): share for code, share in zip(codes, shares, strict=True)}
    wholes = {item.at_most for item in dataset.items} & bound
    for item in dataset.items:  # a part of a bound item keeps below it; a bound part has its whole
        if item.name in bound and item.at_most and item.at_most not in wholes:
            numbers[item.at_most, ""] = sample_counts(dataset, REFERENCE, period)[item.at_most, ""]
    sheet = counts_sheet(numbers, REFERENCE.areas[DERBY].dfe, period)
    return draft_of({"": sheet})


@st.composite
def _records(draw, dataset):
    """Draw rows like those of the samples: each changed where no check and no key looks."""
    sheets = {}
    for table in dataset.tables:
        rows = sample_rows(dataset, table, REFERENCE, DERBY)
        read = {
            name
            for check in dataset.checks
            if check.table == table.id
            for name in names_in(check.rule)
        }
        free = [
            column
            for column in table.columns
            if column.name not in read | set(table.key) | {"la_code", "period"}
        ]
        made = []
        for at, row in enumerate(rows * draw(st.integers(1, 3), label=f"{table.id} rows")):
            key = {
                column.name: sample_token(dataset, at)
                for column in table.columns
                if column.type == "token"
            }
            drawn = {column.name: draw(_cell(column, dataset)) for column in free}
            made.append(row | drawn | key)
        unique = {tuple(row[name] for name in table.key): row for row in made}
        sheets[table.id] = table_sheet(table, unique.values())
    return draft_of(sheets)


def _cell(column, dataset):
    """Draw what may stand in a column."""
    period = sample_period(dataset)
    filled = {
        "code": lambda: st.sampled_from(codes_in_use(REFERENCE, column.codes, period)),
        "flag": lambda: st.sampled_from(["Y", "N", "y", "no"]),
        "area": lambda: st.sampled_from(["925", "E10000019", "830"]),
        "urn": lambda: st.integers(100_000, 149_999).map(str),
        "date": lambda: st.sampled_from(["2024-03-04", "05/03/2024"]),
        "month": lambda: st.sampled_from(["2024-03", "2024-03-01"]),
        "text": lambda: st.sampled_from(["Invented", "A made-up thing", "Zürich & Söhne"]),
    }.get(
        column.type, lambda: st.integers(int(column.least or 0), int(column.most or 9)).map(str)
    )()
    return filled if column.required else filled | st.just("")
