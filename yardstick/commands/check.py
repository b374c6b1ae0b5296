"""Check what is declared: what breaks it, and what is due for review."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.access.accounts_file import read_accounts, unknown_references
from yardstick.catalogue import load_catalogue
from yardstick.catalogue.lint import lint
from yardstick.query import load_queries
from yardstick.results.desk import region_of
from yardstick.results.settings import Settings, here

if TYPE_CHECKING:
    import argparse

SUMMARY = "Check data/ and queries/: what breaks them, and what is due for review."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--data", type=Path, default=here().data)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--region", default="east_midlands", help="that the accounts are of")


def run(given: argparse.Namespace) -> int:
    """Load everything, then print what is weak."""
    catalogue = load_catalogue(given.data)
    queries = load_queries(Settings.queries)
    weak = lint(given.data, today=dt.datetime.now(dt.UTC).date())
    accounts = read_accounts(given.auth)
    region = region_of(catalogue, given.region)
    weak += [
        f"{given.auth.name}, {fault}."
        for fault in unknown_references(accounts, region, catalogue.datasets)
    ]
    sound = (
        f"{len(catalogue.indicators)} indicators in {len(catalogue.datasets)} data sets, "
        f"{len(catalogue.regions)} regions, {len(catalogue.sources)} official sources and "
        f"{len(queries)} queries are sound; {len(weak)} remarks."
    )
    sys.stdout.write("\n".join([*weak, sound]) + "\n")
    return 0
