"""Hold a view's rows, its figures of the whole and its file to the same made again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yardstick.verify.recomputed import number_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from yardstick.export.files import ExportFile
    from yardstick.verify.recomputed import Tally

Made = dict[str, object]  # a number or None, a text, or whether something is so; by column
Again = tuple[list[Made], dict[str, float]]  # rows, and figures of the whole


def same_rows(tally: Tally, where: str, shown: pd.DataFrame, mine: Sequence[Made]) -> None:
    """Hold each row that is shown to the one made again; both in the same order."""
    tally.same(f"{where}, how many rows", len(shown), float(len(mine)))
    for row, again in zip(rows_of(shown), mine, strict=False):
        for name, value in again.items():
            if isinstance(value, str | bool):
                tally.holds(f"{where}, {name}", true=row[name] == value)
            else:
                tally.same(f"{where}, {name}", row[name], number_in(again, name))


def same_of_parts(tally: Tally, where: str, shown: pd.DataFrame, mine: Sequence[Made]) -> None:
    """Hold rows that may stand in any order to one another, part by part."""
    order = sorted(mine, key=lambda row: str(row["part"]))
    same_rows(tally, where, shown.sort_values("part") if len(shown) else shown, order)


def same_whole(
    tally: Tally, where: str, shown: Mapping[str, float], mine: Mapping[str, float]
) -> None:
    """Hold the figures of the whole; one that is not there must be missing in both."""
    for name in sorted({*shown, *mine}):
        again = number_in({name: mine.get(name)}, name)
        tally.same(f"{where}, {name} of the whole", shown.get(name), again)


def same_file(tally: Tally, where: str, file: ExportFile, shown: pd.DataFrame) -> None:
    """Hold every number of a comma-separated file to the same on the page."""
    lines = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
    numbers = shown.select_dtypes("number")
    tally.same(f"{where}, lines of the file", len(lines), float(len(shown)))
    for line, row in zip(lines, rows_of(numbers), strict=False):
        for name, value in row.items():
            written = float(line[name]) if line[name] else None
            tally.same(f"{where}, {name} in the file", value, written)
