"""What a page is asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yardstick.model.words import Basis, Comparator


@dataclass(frozen=True)
class Selection:
    """What a page is asked to show: a request from a link or a control, never authority.

    Attributes:
        area: GSS code of the area in focus.
        comparator: What its figures are held against.
        group: Identifier of the group, where the comparator is one.
        model: Year of the statistical-neighbour model.
        period: Key of the period looked at; empty for the newest of each indicator.
        release: Identifier of the release read.
        indicator: Identifier of the indicator looked at; empty where a page shows many.
        basis: How its series is made; None for the indicator's own default.
    """

    area: str
    comparator: Comparator
    group: str = ""
    model: str = "2025"
    period: str = ""
    release: str = ""
    indicator: str = ""
    basis: Basis | None = None
