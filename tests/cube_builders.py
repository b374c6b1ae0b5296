"""Small specs and records for cubes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yardstick.disclosure.cube_spec import CubeSpec, Dimension, Measure, PublicMargin, Rung

KEY = b"k" * 32
YEARS = ("7", "8", "9", "10")
STAGES = Rung("Key stage", {"7": "KS3", "8": "KS3", "9": "KS3", "10": "KS4"})
EVERY = Rung("All", dict.fromkeys(YEARS, "all"))
SEXES = ("F", "M")
REASONS = ("disruption", "violence", "other")


def spec(*, public=(), **others):
    return CubeSpec(
        "exclusions",
        (
            Dimension("year", YEARS, (STAGES, EVERY)),
            Dimension("sex", SEXES, (Rung("All", dict.fromkeys(SEXES, "all")),)),
            Dimension("reason", REASONS, (Rung("All", dict.fromkeys(REASONS, "all")),)),
        ),
        (Measure("suspensions"), Measure("pupils", people=True)),
        ("record",),
        coupled=(("pupils", "suspensions"),),
        public=tuple(PublicMargin(*each) for each in public),
        **others,
    )


def records(count=200, seed=1, area="A", period="2024-25"):
    chance = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "area": area,
            "period": period,
            "year": chance.choice(YEARS, count, p=[0.1, 0.2, 0.3, 0.4]),
            "sex": chance.choice(SEXES, count, p=[0.35, 0.65]),
            "reason": chance.choice(REASONS, count, p=[0.6, 0.3, 0.1]),
            "record": [f"{area}{seed}-{at}" for at in range(count)],
            "suspensions": 1,
            "pupils": (chance.random(count) < 0.4).astype(int),
        }
    )
