"""Write an invented return of a data set: a valid one, or one that a check refuses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.commands import Refused
from yardstick.commands.template import collected
from yardstick.export.comma_separated import rows_separated
from yardstick.intake.broken import breaks, draft_of
from yardstick.intake.samples import sample_sheets
from yardstick.results.settings import here

if TYPE_CHECKING:
    import argparse

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.broken import Draft

SUMMARY = "Write an invented return of a data set: a valid one, or one that a check refuses."
SAMPLE_AREA = "E06000015"  # Derby


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("--broken", default="", metavar="CODE", help="what a check must find")
    parser.add_argument("--out", type=Path, default=Path("data/samples"), metavar="FOLDER")
    parser.add_argument("--data", type=Path, default=here().data)


def run(given: argparse.Namespace) -> int:
    """Write a file for each table, or the one file of a return of counts."""
    catalogue = load_catalogue(given.data)
    dataset = collected(catalogue, given.dataset)
    draft = draft_of(sample_sheets(dataset, catalogue.reference, SAMPLE_AREA))
    if given.broken:
        _break(draft, dataset, catalogue.reference, given.broken)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, rows in draft.items():
        path = given.out / f"{'_'.join(filter(None, (dataset.id, name.rstrip('+'))))}.csv"
        path.write_bytes(rows_separated(rows))
        sys.stdout.write(f"{path}\n")
    return 0


def _break(draft: Draft, dataset: DataSet, reference: Reference, code: str) -> None:
    ways = [way for way in breaks(dataset, reference) if way.code == code.upper()]
    if not ways:
        codes = ", ".join(dict.fromkeys(way.code for way in breaks(dataset, reference)))
        raise Refused(f"'{code}' finds nothing in this return. Write one of {codes}.")
    ways[0].apply(draft)
