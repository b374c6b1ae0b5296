"""A small store with results of pupils, local and published, behind the real door, for tests."""

from __future__ import annotations

from desk_builders import (
    DERBY,
    DERBYSHIRE,
    ENGLAND,
    LEICESTER,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)

from yardstick.results.education_types import DATASETS, EducationAsked, Years

GLD, RWM, PROGRESS, SCORE = "C01", "E03", "E06", "E05"
PUBLISHED_AS = {RWM: "KS2RWM_Expected_STD", PROGRESS: "AVG_Prog8_Score"}
# Of each year: how many of how many looked-after children had a good level of development.
CHILDREN = {
    "2020/21": "z",
    "2021/22": (9, 20),
    "2022/23": (8, 21),
    "2023/24": (13, 25),
    "2024/25": (11, 22),
    "2025/26": (12, 24),
}


def desk(folder, *more):
    """Return a desk on a release: three authorities' returns, and what DfE has published since.

    With three of ten the region has a figure, and nobody is judged against it; `more` send too.
    """
    store = new_store(folder)
    for area in (DERBYSHIRE, DERBY, LEICESTER, *more):
        for year, said in CHILDREN.items():
            some, of = ("z", "z") if said == "z" else said
            few = {"2023/24": (2, 4)}.get(year) if area == DERBY else None
            some, of = few or (some, of)
            send(store, area, year, "looked_after_results", N_CLA_EYFSP=of, C01=some)
        for year, some in (("2024/25", 630), ("2025/26", 651)):
            told = {"N_KS2": 1000, "E03": some, "E04": 80, "N_KS4": 900, "E05": 41_400.5}
            send(store, area, year, "provisional_outcomes", **told)
    rows = [
        (PUBLISHED_AS[RWM], area, "2024/25", value)
        for area, value in ((DERBYSHIRE, 61.0), (DERBY, 60.0), (ENGLAND, 63.0))
    ]
    progress = [(PUBLISHED_AS[PROGRESS], DERBYSHIRE, "2023/24", -0.12)]
    publish_values(store, "a1b2c3d4", *rows, *progress)
    return open_desk(store)


def reader(*areas, datasets=DATASETS):
    """Return somebody who was given both data sets for the region, of these authorities."""
    return viewer(*areas, datasets=datasets)


def ask(results, indicator, years=Years.ONE, area=DERBYSHIRE):
    """Return a measure of an authority."""
    return results.education(selection(area), EducationAsked(indicator, years))


def of(result, area=DERBYSHIRE):
    """Return an authority's rows by year."""
    rows = result.rows[result.rows["area"] == area]
    return {row["period"]: row for row in rows.to_dict("records")}
