"""Words shared by every stage: frozen values that import nothing of ours.

What belongs here is named by the field's practice (area, period, unit, status, judgement) or by
access (viewer, grant). What anything *means* for one indicator stands in `data/`, not here.
"""

from yardstick.model.areas import Area, AreaKind
from yardstick.model.periods import Period, PeriodKind
from yardstick.model.selections import Selection
from yardstick.model.viewers import Grant, Viewer
from yardstick.model.words import (
    Basis,
    Comparator,
    Counted,
    Direction,
    Judgement,
    Protection,
    Reach,
    State,
    Status,
    TrendWord,
    Unit,
)

__all__ = [
    "Area",
    "AreaKind",
    "Basis",
    "Comparator",
    "Counted",
    "Direction",
    "Grant",
    "Judgement",
    "Period",
    "PeriodKind",
    "Protection",
    "Reach",
    "Selection",
    "State",
    "Status",
    "TrendWord",
    "Unit",
    "Viewer",
]
