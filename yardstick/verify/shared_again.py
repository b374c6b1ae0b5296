"""Make again what an invented region shares of its records, for every account that may look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.verify import invented_markets
from yardstick.verify.education_again import check_education
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.invented_sharing import SharingRegion, invented, invented_results
from yardstick.verify.own_views import same_alone
from yardstick.verify.price_rules import Paid, broken, paths
from yardstick.verify.recomputed_records import BASE, EXCLUSIONS, PLACEMENTS, Twin
from yardstick.verify.recomputed_workforce import WorkforceTwin
from yardstick.verify.record_views import RecordViews
from yardstick.verify.released import PRICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.verify.invented_sharing import Size
    from yardstick.verify.recomputed import Tally

_SEED = 11


def check_records(
    folder: Path, catalogue: Catalogue, region: Region, size: Size, tally: Tally
) -> SharingRegion:
    """Publish a region's records and make again what everybody is shown of them."""
    returns = invented(catalogue, region, size)
    results = invented_results(catalogue, region, size)
    made = SharingRegion.publish(folder / "all", catalogue, region, returns, size.sharing, results)
    check_tables(made, tally)
    for name in sorted(size.accounts or made.desk.accounts.current().credentials.usernames):
        check_views(made, name, size, tally)
    own = {area for one in region.partners if one.id in size.alone for area in one.areas}
    mine = [one for one in returns if one.area in own]
    alone = SharingRegion.publish(folder / "alone", catalogue, region, mine, None)
    for name in sorted(size.alone):
        among, apart = (each.desk.results(viewer_of(name, each.desk)) for each in (made, alone))
        same_alone(tally, among, apart)
    return made


def check_views(made: SharingRegion, name: str, size: Size, tally: Tally) -> None:
    """Make every view of one account again."""
    results = made.desk.results(viewer_of(name, made.desk))
    own = [area for area in made.desk.region.authorities if area in results.viewer.areas]
    rest = [area for area in made.desk.region.authorities if area not in own]
    focuses = (*own, *rest[: size.areas])
    views = RecordViews(
        results, made.desk.catalogue, made.released, tally, focuses, every=size.every
    )
    views.everything()
    check_education(results, tally)


def check_tables(made: SharingRegion, tally: Tally) -> None:
    """Hold what a release shows of others to being rounded, and summaries to what they are of."""
    catalogue, region = made.desk.catalogue, made.desk.region
    for kind in (EXCLUSIONS, PLACEMENTS):
        twin = Twin(made.released, catalogue, region, kind)
        for (area, year), cube in twin.cubes.items():
            where = f"The cube of {kind.dataset} of {area} in {year}"
            rounded = all(int(str(cell["number"])) % BASE == 0 for cell in twin.cells[area, year])
            tally.holds(f"{where}, rounded", true=rounded)
            off = abs((twin.of_others(area, year, "") or 0.0) - twin.own(area, year, ""))
            tally.holds(f"{where}, its total", true=off <= float(str(cube["total"])))
    WorkforceTwin(made.released, catalogue, region).check_summaries(tally)


# ---- prices -----------------------------------------------------------------------------------


def check_prices(made: SharingRegion, markets: int) -> tuple[int, list[str]]:
    """Hold every mean of a release and of invented markets to its placements.

    Returns:
        How many means there were, and what is wrong with them.
    """
    chance = np.random.default_rng(_SEED)
    found = [invented_markets.faults_of(invented_markets.market(chance)) for _ in range(markets)]
    found += [(len(shown), list(broken(shown, paid))) for shown, paid in _of_release(made)]
    return sum(count for count, _ in found), [fault for _, faults in found for fault in faults]


def _of_release(
    made: SharingRegion,
) -> Iterator[tuple[Mapping[tuple[str, ...], float], list[Paid]]]:
    """Yield each year's means and the placements that are behind them."""
    twin = Twin(made.released, made.desk.catalogue, made.desk.region, PLACEMENTS)
    shown = made.released.tables[PRICES]
    for year in sorted({str(row["period"]) for row in shown}):
        of_year = [row for row in shown if row["period"] == year]
        held = [row for (_, when), rows in twin.records.items() if when == year for row in rows]
        by = invented_markets.BY
        yield paths(of_year, by), [Paid.of(row, by) for row in held]
