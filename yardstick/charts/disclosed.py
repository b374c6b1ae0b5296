"""How a release is protected, told: its returns of counts, and its figures made of records."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts.disclosed_cubes import records
from yardstick.charts.disclosed_returns import returns
from yardstick.charts.record_story import put_together
from yardstick.model import Area, AreaKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yardstick.charts.record_words import Telling
    from yardstick.charts.stories import Story
    from yardstick.results.disclosed import Disclosed


class Part(StrEnum):
    """What the report tells of, in the order of the page."""

    RETURNS = "returns"
    RECORDS = "records"


_TELLERS: Final[Mapping[Part, Callable[[Disclosed], Telling]]] = MappingProxyType(
    {Part.RETURNS: returns, Part.RECORDS: records}
)


def story(result: Disclosed, part: Part) -> Story:
    """Return a part of the report as it is told. The same result always gives the same story."""
    region = result.region
    focus = Area(region.code, "", region.name, AreaKind.REGION, region.code)
    values = result.counts if part is Part.RETURNS else result.cubes
    return put_together(_TELLERS[part](result), focus, "", values, result.stamp)
