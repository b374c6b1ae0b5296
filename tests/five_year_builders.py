"""Five years of a region, planted so that each kind of line on a page has something to say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from desk_builders import (
    DERBY,
    DERBYSHIRE,
    ENGLAND,
    LEICESTER,
    REGION,
    RUTLAND,
    new_store,
    open_desk,
    publish_values,
    send,
)

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.results.desk import Desk

QUARTERS = [
    f"{year}-{year % 100 + 1} Q{part}" for year in range(2020, 2025) for part in range(1, 5)
]


def five_years_in(folder: Path) -> Desk:
    """Return a desk on a store with five years of a few items.

    Derbyshire does worse and better than the others, Derby's newest quarter has not come,
    Leicester is late and Rutland corrected what it sent.
    """
    store = new_store(folder)
    for at, period in enumerate(QUARTERS):
        for area in REGION.authorities:
            if (area, at) == (DERBY, len(QUARTERS) - 1):
                continue  # the newest quarter has not come
            worse = area == DERBYSHIRE
            referrals = 2900 if worse and at > 15 else 2000
            send(
                store, area, period,
                R02=referrals,
                R03=round(referrals * (0.25 + 0.012 * at)) if worse else 480,
                R05=800, R06=780 if worse else 640,
                R09=800 + 5 * at if worse else 850, N_ICPC=950,
                R15=600,
                received=dt.date(2025, 6, 1) if area == LEICESTER else dt.date(2025, 5, 1),
            )  # fmt: skip
    send(
        store, RUTLAND, QUARTERS[-1], R02=2010, R03=480, R05=800, R06=640, R09=850, N_ICPC=950,
        R15=600, received=dt.date(2025, 7, 1),
    )  # fmt: skip
    publish_values(store, "2024", ("LAC", ENGLAND, "2023-24", 70.0), ("LAC", DERBY, "2023-24", 80))
    publish_values(
        store, "2025",
        ("LAC", ENGLAND, "2023-24", 71.0), ("LAC", ENGLAND, "2024-25", 67.0),
        ("LAC", DERBYSHIRE, "2024-25", 66.0), ("LAC", REGION.code, "2024-25", 62.0),
        ("LAC", RUTLAND, "2024-25", float("nan")),
    )  # fmt: skip
    return open_desk(store)
