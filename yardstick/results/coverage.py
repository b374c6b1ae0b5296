"""What a release holds: returns with their state, official files, revisions, the manifest."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.model import Period, Protection, Reach, Status
from yardstick.numbers import day_text
from yardstick.results.coverage_types import Coverage
from yardstick.results.sheets import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from yardstick.model import Viewer
    from yardstick.results.book import Book, Library
    from yardstick.store.release import ReleaseInfo

_RETURN = ["dataset", "period", "area"]
_CELL = [*_RETURN, "item", "breakdown"]


def coverage(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    book: Book,
    info: ReleaseInfo,
) -> Coverage:
    """Return what the release holds of the data sets the viewer was granted."""
    datasets = tuple(d for d in library.catalogue.datasets.values() if viewer.may_read(d.id))
    submissions = library.queries["dataset_returns"].run(cursor)
    return Coverage(
        datasets=datasets,
        areas=book.areas,
        returns=_returns(_with_joint(submissions, library), viewer, book),
        files=_files(library.queries["official_files"].run(cursor)),
        revisions=_revisions(cursor, library, viewer),
        manifest=_manifest(info),
        stamp=stamp(None, info),
    )


def _returns(submissions: pd.DataFrame, viewer: Viewer, book: Book) -> pd.DataFrame:
    """Return one row per data set, period and area that existed, with the state of its return."""
    newest = submissions[submissions["newest"]].drop(columns=["newest", "sha256"])
    found = expected(newest, viewer, book).merge(newest, on=_RETURN, how="left")
    late = found["received"] > found["due"]
    states = [found["received"].isna(), found["version"].fillna(0) > 1, late]
    found["state"] = np.select(states, ["missing", "resubmitted", "late"], default="received")
    found["received"] = found["received"].dt.date
    return found.drop(columns="due")


def _with_joint(submissions: pd.DataFrame, library: Library) -> pd.DataFrame:
    """Count a joint return for each of the authorities it is of, whichever of them sent it."""
    joint = [one.id for one in library.catalogue.datasets.values() if one.joint]
    for dataset, combined in product(joint, library.region.combined):
        sent = submissions[submissions["dataset"] == dataset]
        by = [code for code in combined.parts if code in set(sent["area"])]
        silent = [code for code in combined.parts if code not in by]
        copies = [sent[sent["area"] == one].assign(area=code) for one, code in product(by, silent)]
        submissions = pd.concat([submissions, *copies], ignore_index=True)
    return submissions


def expected(sent: pd.DataFrame, viewer: Viewer, book: Book) -> pd.DataFrame:
    """Return one row per `dataset`, `period` and `area` that a return is expected of.

    That is every authority that existed, for each period that some authority has returned. Of a
    data set that was given for own areas, only those are expected: what others sent is not in
    the viewer's scope, and would be told as missing.
    """
    return pd.DataFrame(
        [
            (dataset, period, code)
            for dataset, rows in sent.groupby("dataset", sort=False)
            for period in sorted(rows["period"].unique())
            for code, area in book.areas.items()
            if area.exists_in(Period.parse(period)) and _within(viewer, str(dataset), code)
        ],
        columns=_RETURN,
    )


def _within(viewer: Viewer, dataset: str, area: str) -> bool:
    return area in viewer.areas or viewer.reach(dataset) is Reach.REGION


def _files(files: pd.DataFrame) -> pd.DataFrame:
    found = files.rename(columns={"file": "sha256", "name": "file"})
    return found.assign(loaded=found["loaded"].dt.date)


def _revisions(cursor: duckdb.DuckDBPyConnection, library: Library, viewer: Viewer) -> pd.DataFrame:
    """Return what later files and returns changed.

    A non-owner who saw both sides of a corrected count could tell what it was, so other areas'
    changes are told without their numbers (domain 8.4, time-series differencing).
    """
    rows = library.queries["return_revisions"].run(cursor).rename(columns={"received": "when"})
    guarded = {
        dataset.id
        for dataset in library.catalogue.datasets.values()
        if dataset.protection is not Protection.PARTNER_FULL
    }
    hidden = rows["dataset"].isin(guarded) & ~rows["area"].isin(viewer.areas)
    rows["status"] = np.where(hidden, Status.SUPPRESSED.value, Status.SHOWN.value)
    rows[["before", "after"]] = rows[["before", "after"]].mask(hidden)
    official = library.queries["official_revisions"].run(cursor)
    official = official.rename(
        columns={"source": "dataset", "measure": "item", "loaded": "when"}
    ).assign(breakdown="", status=Status.SHOWN.value)
    frames = [frame for frame in (rows, official) if len(frame)] or [rows]
    found = pd.concat([frame[[*_CELL, "before", "after", "status", "when"]] for frame in frames])
    return found.assign(when=found["when"].dt.date)


def _manifest(info: ReleaseInfo) -> Mapping[str, str]:
    return {
        "Release": info.id,
        "Made": f"{day_text(info.made)}, {info.made:%H:%M} UTC",
        "Instruction": info.instruction,
        "Catalogue version": info.catalogue_version,
        "Product version": info.code_version,
        "Figures": "invented, for demonstration" if info.kind == "demonstration" else "real",
    }
