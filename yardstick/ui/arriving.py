"""With what a link is read, on a page and for a file alike: a release that is kept, and rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yardstick.store.release import release_ids
from yardstick.ui.selection import Allowed, allowed, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.model import Selection, Viewer
    from yardstick.results.desk import Desk
    from yardstick.results.gate import Results


class Arrived(NamedTuple):
    """What a link came to.

    Attributes:
        results: The door to figures, for the viewer: of the release asked for, if it is kept.
        allowed: What the viewer may ask for.
        asked: What is asked for, as far as it may be.
        notices: What could not be had as asked, one sentence each.
    """

    results: Results
    allowed: Allowed
    asked: Selection
    notices: tuple[str, ...]


def arrive(desk: Desk, viewer: Viewer, params: Mapping[str, str]) -> Arrived:
    """Read a link's names and values for a viewer."""
    kept = release_ids(desk.store)
    wanted = params.get("release", "")
    results = desk.results(viewer, wanted if wanted in kept else "")
    others = tuple(release for release in kept if release != results.newest)
    offered = allowed(results, desk.region, (results.newest, *others))
    return Arrived(results, offered, *parse(params, offered))
