"""How long a million rows of exclusions take from file to findings, and how much memory.

Run: python tests/bench_intake.py [ROWS]. The bars: under 20 seconds and under 1.5 GB.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

import pyarrow as pa  # noqa: E402 - found by the line above
from return_builders import DERBY, REFERENCE, RETURNS, checked  # noqa: E402 - likewise

from yardstick.intake.samples import sample_rows  # noqa: E402 - likewise
from yardstick.intake.sandbox import read_sheets  # noqa: E402 - likewise


def write(path: Path, rows: int) -> None:
    """Write so many exclusions of different pupils, in the required columns and sessions."""
    dataset = RETURNS["school_exclusions"]
    table = dataset.table("exclusions")
    row = sample_rows(dataset, table, REFERENCE, DERBY)[0]
    names = [
        column.name for column in table.columns if column.required or column.name == "sessions"
    ]
    head, tail = row["pupil_ref"][:9], "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(names) + "\n")
        for number in range(rows):
            letters = "".join(tail[(number >> shift) & 31] for shift in range(0, 20, 5))
            row["pupil_ref"] = f"{head}{letters * 8}-A"
            file.write(",".join(row[name] for name in names) + "\n")


def main(rows: int) -> None:
    """Print seconds and the largest memory of both processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exclusions.csv"
        write(path, rows)
        begun = time.perf_counter()
        sheets = read_sheets(path)
        read = time.perf_counter()
        answer = checked(RETURNS["school_exclusions"], sheets)
        done = time.perf_counter()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    kept = answer.tables.get("exclusions", pa.table({})).num_rows
    sys.stdout.write(
        f"{rows:,} rows: read {read - begun:.1f} s, checked {done - read:.1f} s, "
        f"{own:,.0f} MB here and {child:,.0f} MB in the child, {kept:,} rows kept, "
        f"findings {sorted({one.code for one in answer.findings})}\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
