"""How large a partner's file may be, and what is said of one that is larger."""

from __future__ import annotations

from yardstick.intake.errors import IntakeError

# Half as much again as a million rows of the widest return as text (100 MB); no return is near.
MOST_BYTES = 150 * 1024**2
MOST_ROWS = 1_500_000
# The widest return across, with ten years of quarters beside each other, has under 200.
MOST_COLUMNS = 1_000
MOST_SHEETS = 100


def too_large() -> IntakeError:
    """Return what is said of a file beyond any of the limits."""
    return IntakeError(
        f"is too large: at most {MOST_BYTES // 1024**2} MB, {MOST_ROWS:,} rows, "
        f"{MOST_COLUMNS:,} columns and {MOST_SHEETS} sheets are read. Send the sheet of the "
        "return alone, without empty formatted rows and columns."
    )
