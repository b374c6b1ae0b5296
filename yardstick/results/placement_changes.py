"""What changed in a year: the price of the same placements, and what the mix of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.results.records_asked import NEEDS, Asked
from yardstick.stats.mix import decomposed

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUMMED = ["placements", "spend", "spend_before", "asked_of", "asked_before", "asked"]


def increases(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return the increase of the same children's prices with the same provider, by provider.

    Like for like: a placement counts where its price of the year before is known. What was asked
    for is weighted by the price before, over those placements of which it is known.
    """
    rows = asked.run("placement_increases")
    made = rows.rename(columns={"provider": "part"})
    made.insert(1, "label", made["part"])
    made = _rates(made)
    whole = _rates(made[_SUMMED].sum().to_frame().T).iloc[0]
    totals = {str(name): float(number) for name, number in whole.dropna().items()}
    return made.sort_values(["spend", "part"], ascending=[False, True]), totals


def _rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the increases that were agreed and asked for, in per cent."""
    known = rows["asked_before"].where(rows["asked_before"] > 0)
    return rows.assign(
        agreed=100 * (rows["spend"] / rows["spend_before"] - 1), requested=rows["asked"] / known
    )


def mix(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return why the mean price is another than a year before: by need, in pounds a placement.

    Groups are need and basis together; what they add is shown by need. Parts add up to the whole
    difference. Empty where no return of a year before is held.
    """
    if asked.before is None:
        return pd.DataFrame({"part": [], "label": []}), {}
    rows = asked.run("placement_mix", before=asked.before.key)
    parts = decomposed(
        rows["placements"], rows["spend"], rows["placements_before"], rows["spend_before"]
    )
    each = rows.assign(mix=parts.mix, within=parts.within).drop(columns="basis")
    made = each.groupby("need", as_index=False).sum().rename(columns={"need": "part"})
    made.insert(1, "label", made["part"].map(asked.labels(NEEDS)))
    made["effect"] = made["mix"] + made["within"]
    size = made["effect"].abs()
    whole = made[["placements", "spend", "placements_before", "spend_before"]].sum()
    totals = {
        "mean": float(whole["spend"] / whole["placements"]),
        "mean_before": float(whole["spend_before"] / whole["placements_before"]),
        "mix": float(made["mix"].sum()),
        "within": float(made["within"].sum()),
    }
    return made.loc[size.sort_values(ascending=False, kind="stable").index], totals
