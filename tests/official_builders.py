"""Official files of a few rows, and what was read of them, for tests of their intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from conftest import ROOT
from intake_catalogue import DERBY, authority, catalogue

from yardstick.intake.official import OfficialFile, read_official

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = ROOT / "data/samples"
RUTLAND = authority("857", "E06000017", "Rutland")
ROW = ("2024", *DERBY, "3500", "800", "1050")


def read_in(folder: Path, raw: bytes, name: str = "file.csv") -> OfficialFile:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(raw)
    return read_official(path, catalogue())


def told(found: OfficialFile) -> list[tuple[int | None, str]]:
    """Return the lines about rows that were left out, without those about spare columns."""
    return [(line.row, line.what) for line in found.problems if line.row not in (None, 1)]


def figures(found: OfficialFile, measure: str) -> dict[tuple[str, str], object]:
    """Return a measure's values by area and period, or the letter of why there is none."""
    rows = found.values[found.values["measure"] == measure]
    return {
        (row.area, row.period): row.status if pd.isna(row.value) else row.value
        for row in rows.itertuples()
    }
