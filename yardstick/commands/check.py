"""Check the catalogue: what breaks it, and what is due for review."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.lint import lint
from yardstick.query import load_queries
from yardstick.results.desk import Settings

if TYPE_CHECKING:
    import argparse

SUMMARY = "Check data/ and queries/: what breaks them, and what is due for review."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--data", type=Path, default=Settings.data)


def run(given: argparse.Namespace) -> int:
    """Load everything, then print what is weak."""
    catalogue = load_catalogue(given.data)
    queries = load_queries(Settings.queries)
    weak = lint(given.data, today=dt.datetime.now(dt.UTC).date())
    sound = (
        f"{len(catalogue.indicators)} indicators in {len(catalogue.datasets)} data sets, "
        f"{len(catalogue.regions)} regions, {len(catalogue.sources)} official sources and "
        f"{len(queries)} queries are sound; {len(weak)} remarks."
    )
    sys.stdout.write("\n".join([*weak, sound]) + "\n")
    return 0
