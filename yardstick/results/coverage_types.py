"""What comes out of the door about a release itself: what it holds, and the register's items.

A frame's columns are named in the class that carries it, as in `types`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.catalogue.declarations import DataSet, Indicator
    from yardstick.model import Area
    from yardstick.results.types import Stamp


@dataclass(frozen=True)
class Coverage:
    """What the release holds.

    Attributes:
        returns: One row per `dataset`, `period` and `area`: `state` (`received`, `late`,
            `missing`, `resubmitted`), `received` (date), `version`, `submission`, `invented`.
        files: One row per official file: `source`, `title`, `file`, `release`, `rows`,
            `measures`, `loaded`, `sha256`.
        revisions: One row per figure that a later file or return changed: `dataset`, `item`,
            `area`, `period`, `before`, `after`, `when`. Only what the viewer may see.
        manifest: Key and value of the release's manifest, for the page.
    """

    datasets: tuple[DataSet, ...]
    areas: Mapping[str, Area]
    returns: pd.DataFrame
    files: pd.DataFrame
    revisions: pd.DataFrame
    manifest: Mapping[str, str]
    stamp: Stamp


@dataclass(frozen=True)
class Entry:
    """One item of the register.

    Attributes:
        indicator: Its declaration.
        dataset: The return it belongs to.
        granted: Whether its figures are open to the viewer.
        latest: Newest period held, in words; empty where none is.
    """

    indicator: Indicator
    dataset: DataSet
    granted: bool
    latest: str
