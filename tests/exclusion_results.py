"""Views of invented exclusions, as they come out of the door, for tests of pages and files."""

from __future__ import annotations

from functools import cache

from exclusion_builders import INFO, LEICESTER, LIBRARY, messy, release

from yardstick.results import exclusions as door
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView


@cache
def _held():
    return release(messy(1))


def exclusions(asked=None):
    """Return a view: that of Leicester's terms where none is asked for."""
    asked = asked or ExclusionsAsked(ExclusionsView.TERMS, LEICESTER)
    return door.exclusions(_held(), LIBRARY, asked, INFO)


def exclusion_years(area):
    """Return the school years that an authority's returns hold."""
    return door.exclusion_years(_held(), LIBRARY, area)
