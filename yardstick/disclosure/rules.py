"""How a data set is protected: what the directors decided, and what its items are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yardstick.model import Protection

if TYPE_CHECKING:
    from collections.abc import Mapping

_GUARDED = frozenset({Protection.PARTNER_SUPPRESSED, Protection.PUBLIC})


@dataclass(frozen=True)
class Rule:
    """How one data set is protected.

    Attributes:
        profile: Decided by the directors, in the data set's file.
        people: Items that count people or events. Days and points are not counts of anybody:
            they are shown only beside a denominator that is.
        parts_of: Item with parts to the item its parts add to.
        whole_region: Whether the viewer holds every area's rows. Where not, no total is made.
        at_most: Item to the items it can never exceed.
        same_as: Item to the data set and the item that count the very same.
        mean_of: Item to the item whose mean it is on the last day of two periods.
    """

    profile: Protection
    people: frozenset[str]
    parts_of: Mapping[str, str]
    whole_region: bool
    at_most: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_as: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    mean_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def guards(self) -> bool:
        """Whether small counts of others are hidden."""
        return self.profile in _GUARDED

    @property
    def spares_own(self) -> bool:
        """Whether the viewer's own counts stay as they are."""
        return self.profile is not Protection.PUBLIC
