"""Places: authorities, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from yardstick.model.periods import Period


class AreaKind(StrEnum):
    """What sort of place an area is."""

    AUTHORITY = "authority"
    REGION = "region"
    COUNTRY = "country"
    COMBINED = "combined"  # two authorities for which only the joint figure exists


@dataclass(frozen=True)
class Area:
    """An authority or an aggregate of them, as it stood between two dates.

    Attributes:
        code: GSS code (the key everywhere); a combined area joins its parts' codes with `+`.
        dfe: Three-digit DfE code; empty for aggregates.
        name: As DfE writes it.
        kind: What sort of place.
        region: GSS code of the region it lies in; empty for England.
        valid_from: First day it existed; None means before any figure held here.
        valid_to: Last day it existed; None means it still does.
        parts: Codes of the authorities a combined area stands for.
    """

    code: str
    dfe: str
    name: str
    kind: AreaKind
    region: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    parts: tuple[str, ...] = ()

    def exists_in(self, period: Period) -> bool:
        """Whether the area existed on the period's last day."""
        begun = self.valid_from is None or self.valid_from <= period.end
        return begun and (self.valid_to is None or period.end <= self.valid_to)
