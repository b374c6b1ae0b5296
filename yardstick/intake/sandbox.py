"""Reading a partner's file in a process of its own, so that no file can hurt the one that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.intake.sheets import Sheet


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return every sheet of a CSV file, workbook or Parquet file, hidden ones included.

    Raises:
        IntakeError: It cannot be read; the message says why, and what to do.
    """
    from yardstick.intake.opening import sheets_of  # noqa: PLC0415 - until the child is there

    return sheets_of(path)
