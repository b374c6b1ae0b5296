"""Write the template of a return, for a partner to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.commands import Refused
from yardstick.export.return_template import (
    counts_template_csv,
    table_template_csv,
    template_workbook,
)
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.results.settings import here
from yardstick.submissions.receive import period_of

if TYPE_CHECKING:
    import argparse

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Table

SUMMARY = "Write the template of a return, for a partner to fill in."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("--area", required=True, help="GSS or DfE code of the authority")
    parser.add_argument("--period", required=True, help="'2024-25 Q3', '2024/25 Autumn' …")
    parser.add_argument("--format", default="xlsx", choices=["xlsx", "csv"])
    parser.add_argument("--table", default="", help="of a return of records, for csv")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--data", type=Path, default=here().data)


def run(given: argparse.Namespace) -> int:
    """Write the file."""
    catalogue = load_catalogue(given.data)
    dataset = collected(catalogue, given.dataset)
    area = catalogue.reference.area(given.area)
    if area is None or not area.dfe:
        raise Refused(f"'{given.area}' is not the GSS or DfE code of an authority of England.")
    period = period_of(dataset, given.period)
    reference = catalogue.reference
    if given.format == "xlsx":
        made = template_workbook(
            dataset, reference, area=area.code, period=period, known=NOTHING_KNOWN
        )
    elif dataset.tables:
        made = table_template_csv(_table(dataset, given.table))
    else:
        made = counts_template_csv(dataset, reference, area=area.code, period=period)
    given.out.write_bytes(made)
    return 0


def collected(catalogue: Catalogue, identifier: str) -> DataSet:
    """Return a data set that authorities send.

    Raises:
        Refused: There is none of that name.
    """
    sent = [one.id for one in catalogue.datasets.values() if one.submitted_by == "local_authority"]
    if identifier not in sent:
        raise Refused(f"'{identifier}' is not a return. Write one of {', '.join(sent)}.")
    return catalogue.datasets[identifier]


def _table(dataset: DataSet, identifier: str) -> Table:
    tables = {table.id: table for table in dataset.tables}
    if identifier not in tables:
        raise Refused(f"Say which table with --table: {', '.join(tables)}.")
    return tables[identifier]
