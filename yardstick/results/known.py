"""What an authority's return is held against, from the release that its own people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.scope import scoped_cursor
from yardstick.intake.known import NOTHING_KNOWN, Known, known_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.model import Period, Viewer
    from yardstick.results.desk import Desk


def known(desk: Desk, viewer: Viewer) -> Callable[[str, str, Period], Known]:
    """Return what looks up what a return of a data set, area and period is held against.

    Args:
        desk: Whose current release.
        viewer: Who sends it; an own area's figures are exact for them.
    """
    return lambda dataset, area, period: _known(desk, viewer, dataset, area, period)


def _known(desk: Desk, viewer: Viewer, dataset: str, area: str, period: Period) -> Known:
    if not desk.store.current.exists():
        return NOTHING_KNOWN
    cursor = scoped_cursor(desk.releases.get().connection, viewer)
    cells = desk.library.queries["returned_cells"].run(cursor)
    return known_from(
        cells[(cells["dataset"] == dataset) & (cells["area"] == area)],
        desk.library.queries["published_values"].run(cursor),
        catalogue=desk.catalogue,
        dataset=desk.catalogue.datasets[dataset],
        area=area,
        period=period,
    )
