"""Which format a partner's file is in, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.intake.delimited import delimited_sheet
from yardstick.intake.errors import IntakeError

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.intake.sheets import Sheet


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Return every sheet of a file, in this process.

    Raises:
        IntakeError: It cannot be read; the message says why, and what to do.
    """
    try:
        with path.open("rb") as file:
            sheet = delimited_sheet(file)
    except OSError as fault:
        raise IntakeError(f"cannot be opened: {fault.strerror}.") from fault
    return (sheet,)
