"""A region's placements as a release shares them: made of chance that is always the same."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, LEICESTER, MADE, RUTLAND
from placement_builders import DATASET, TABLE, keep, placement, table_of

from yardstick.disclosure.sharing import share
from yardstick.store.build import build_release
from yardstick.store.release import manifest_of

KEY = b"k" * 32
AREAS = (DERBYSHIRE, DERBY, LEICESTER, RUTLAND)
CUBES = CATALOGUE.datasets[DATASET].cubes


def placements(area, count=60, seed=1):
    """Return an authority's invented placements."""
    chance = np.random.default_rng(seed)
    return [
        placement(
            la_code=area,
            child_ref=f"P4-{area}-{at}",
            year_group=str(chance.choice(["5", "8", "10"])),
            primary_need=str(chance.choice(["ASD", "SEMH", "SLD"], p=[0.5, 0.4, 0.1])),
            placement_basis=str(chance.choice(["DAY", "R38"], p=[0.8, 0.2])),
            provider_name=f"Provider {chance.integers(9)}",
            provider_group=str(chance.choice(["North", "South", "East", "West"])),
            annual_price=float(chance.integers(40, 90)) * 1_000,
        )
        for at in range(count)
    ]


def publish(store, sharing=share, hours=0, catalogue=CATALOGUE):
    """Build a release and return what it says of itself."""
    info = build_release(
        store, catalogue, made=MADE + dt.timedelta(hours=hours), code_version="test",
        instruction=f"test {hours}", sharing=sharing,
    )  # fmt: skip
    return manifest_of(store, info.id)


def keep_each(store, areas=AREAS, count=60):
    """Record a return of each authority."""
    for seed, area in enumerate(areas):
        keep(store, table_of(*placements(area, count, seed)), area)


def frame(rows):
    """Return rows as the store hands them down."""
    names = ["area", "period", *(column.name for column in TABLE.columns)]
    made = pd.DataFrame([{**row, "area": row["la_code"]} for row in rows])
    return made.reindex(columns=list(dict.fromkeys(name for name in names if name != "la_code")))
