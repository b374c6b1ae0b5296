"""The attack on returns, and that it finds every rule of the defence when that rule is off."""

from __future__ import annotations

import sys

import pytest

from yardstick.access.policy import viewer_for
from yardstick.catalogue import load_catalogue
from yardstick.disclosure import relations, sums
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.verify.invented_region import DATASET, InventedRegion, invent
from yardstick.verify.onlooker import look
from yardstick.verify.reconstruction import Sight, reconstruct

# The package's function has the module's name.
protect = sys.modules["yardstick.disclosure.protect"]


@pytest.fixture(scope="module")
def regions(tmp_path_factory):
    """Make two regions: in the second, what one sum hides another gives back."""
    catalogue = load_catalogue(Settings.data)
    declared = catalogue.regions["east_midlands"]
    made = {}
    for seed in (3, 8):
        folder = tmp_path_factory.mktemp("attack") / "store"
        returns = {DATASET: invent(declared, 4, seed)}
        region = InventedRegion.make(folder, catalogue, declared, returns)
        made[seed] = region, region.publish()
    return made


def attacked(made, account="executive.reader"):
    """Attack what one account sees, through a desk that has made nothing yet."""
    region, one = made
    desk = Desk(
        one.store, one.catalogue, one.region, one.accounts, one.engine, one.library, one.releases
    )
    viewer = viewer_for(account, desk.accounts, desk.region)
    seen = look(desk.results(viewer), region.catalogue)
    return reconstruct([Sight(region.truth(), [seen])], viewer.areas, region.catalogue)


@pytest.mark.parametrize(
    ("seed", "account"),
    [(8, "executive.reader"), (3, "executive.reader"), (3, "rutland.lead")],
)
def test_a_viewer_with_a_solver_works_nothing_out(regions, seed, account):
    found = attacked(regions[seed], account)
    assert len(found.attacked) > 100
    assert not found.narrow


def nothing(*_):
    return iter(())


SEEDED = {
    "small counts are not hidden": (
        3,
        relations.Cells,
        "is_hidden",
        lambda self, at: self.extra[at],
    ),
    "what gives a count away is not looked for": (3, protect._Mending, "mend", lambda *_: set()),
    "sums are not looked at together": (8, protect, "narrow", lambda *_: set()),
    "areas are not added to the region": (3, sums, "_region", nothing),
    "parts are not added to their item": (3, sums, "_parts", nothing),
    "quarters are not added to the published year": (3, sums, "_years", nothing),
    "regional totals are exact": (3, protect, "round_to_ten", float),
    "what was found to give a count away is shown": (
        3,
        protect,
        "_shown",
        lambda counts, _: counts,
    ),
}


@pytest.mark.parametrize("fault", SEEDED)
def test_the_attack_finds_each_rule_that_is_switched_off(regions, monkeypatch, fault):
    seed, *switched_off = SEEDED[fault]
    monkeypatch.setattr(*switched_off)
    assert attacked(regions[seed]).narrow
