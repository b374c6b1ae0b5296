"""A draft against the release that readers get: what is new, revised and missing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.access.scope import scoped_cursor
from yardstick.model import Period
from yardstick.store.connection import open_release

if TYPE_CHECKING:
    import duckdb

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer
    from yardstick.store.connection import OpenRelease
    from yardstick.store.places import Store

_RETURN = ["dataset", "area", "period"]
_CELL = [*_RETURN, "item", "breakdown"]
NEW = [*_CELL, "number", "status", "submission"]
REVISED = [*_CELL, "before", "before_status", "after", "after_status", "submission"]


def figures(store: Store, viewer: Viewer, release: str) -> pd.DataFrame:
    """Return the returned figures of a release that a viewer may see; none without a release."""
    if not release:
        return pd.DataFrame(columns=NEW)
    with closing(open_release(store, release).connection) as connection:
        return _returned(scoped_cursor(connection, viewer))


def superseded(store: Store, viewer: Viewer) -> pd.DataFrame:
    """Return the provisional figures that official ones have taken the place of."""
    with closing(open_release(store).connection) as connection:
        return scoped_cursor(connection, viewer).sql("FROM superseded").df()[NEW]


def new_and_revised(
    draft: OpenRelease, viewer: Viewer, current: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the figures of returns that are new, and those that a later version changes."""
    drafted = _returned(scoped_cursor(draft.connection, viewer))
    held = current[_RETURN].drop_duplicates().assign(held=True)
    joined = drafted.merge(held, "left", _RETURN)
    new = joined[joined["held"].isna()][NEW].reset_index(drop=True)
    return new, _revised(drafted, current)


def _revised(drafted: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    both = drafted[_RETURN].merge(current[_RETURN]).drop_duplicates()
    before = current.drop(columns="submission").merge(both, "inner", _RETURN)
    after = drafted.merge(both, "inner", _RETURN)
    joined = before.rename(columns={"number": "before", "status": "before_status"}).merge(
        after.rename(columns={"number": "after", "status": "after_status"}), "outer", _CELL
    )
    same = joined["before_status"].eq(joined["after_status"]) & (
        joined["before"].eq(joined["after"]) | joined["before"].isna() & joined["after"].isna()
    )
    return joined[~same][REVISED].reset_index(drop=True)


def missing(
    draft: OpenRelease, viewer: Viewer, catalogue: Catalogue, region: Region
) -> pd.DataFrame:
    """Return the returns that some authority has sent for a period and another has not."""
    cursor = scoped_cursor(draft.connection, viewer)
    held = cursor.sql("SELECT dataset, area, period FROM submission WHERE newest").df()
    areas = [catalogue.reference.areas[code] for code in region.authorities]
    expected = [
        (dataset, area.code, period)
        for dataset, period in sorted(set(zip(held["dataset"], held["period"], strict=True)))
        for area in areas
        if area.exists_in(Period.parse(period))
    ]
    joined = pd.DataFrame(expected, columns=_RETURN).merge(held.assign(held=True), "left", _RETURN)
    return joined[joined["held"].isna()][_RETURN].reset_index(drop=True)


def _returned(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return cursor.sql("FROM returned").df()[NEW]
