"""The longest names that words must leave room for, every comparator, and words that blame."""

from __future__ import annotations

import re

from yardstick.model import Area, AreaKind, Comparator
from yardstick.results.types import Against

LONG_AREA = Area("E06000058", "839", "Bath and North East Somerset", AreaKind.AUTHORITY, "")
LONG_SHORT = "Entry to care to a new family home"
LONG_BELOW = "children looked after continuously for at least twelve months"
AGAINST = (
    Against(Comparator.REGION, "East Midlands", "9 of 10 authorities"),
    Against(Comparator.REGION, "Yorkshire and The Humber", "15 of 15 authorities"),
    Against(Comparator.ENGLAND, "England", ""),
    Against(Comparator.NEIGHBOURS, "Neighbours (mean of 10)", "10 of 10"),
    Against(Comparator.NEIGHBOURS_MEDIAN, "Neighbours (median of 10)", "10 of 10"),
    Against(Comparator.GROUP, "Cities and their large suburban authorities", "3 of 3"),
)
BLAME = re.compile(r"caus|because|due to|led to|driven|result of|thanks to|reflect", re.IGNORECASE)
