"""What the analyses of a workforce share: the order of roles, and the return of a year before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.results.records_asked import Asked

ROLES: Final = "job_role"


def by_role(asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of the regional ladder: `part`, the role's code, and `label`."""
    labels = asked.labels(ROLES)
    place = {code: at for at, code in enumerate(labels)}
    made = rows.rename(columns={"role": "part"})
    made = made.sort_values("part", key=lambda one: one.map(place), kind="stable")
    made.insert(1, "label", made["part"].map(labels))
    return made.reset_index(drop=True)


def a_year_before(asked: Asked) -> Asked | None:
    """Return what asks the same quarter's return of a year before; None where there is none."""
    return replace(asked, period=asked.before, before=None) if asked.before else None
