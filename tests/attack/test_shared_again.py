"""What is shared of records made again: it agrees, and whatever is made otherwise is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from beside_builders import YEAR, cell, cube
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, REGION, RUTLAND

from yardstick.access import scope
from yardstick.disclosure import price, shared_prices
from yardstick.export import comma_separated
from yardstick.results import education, shared_numbers
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.verify.education_again import check_education
from yardstick.verify.invented_markets import faults_of, market
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.invented_sharing import (
    PLACEMENTS,
    SMALL,
    SharingRegion,
    invented,
    invented_results,
)
from yardstick.verify.own_views import same_alone
from yardstick.verify.price_rules import Paid, broken
from yardstick.verify.recomputed import Tally
from yardstick.verify.recomputed_records import EXCLUSIONS, Per, Twin, whole
from yardstick.verify.recomputed_records import PLACEMENTS as PLACED
from yardstick.verify.recomputed_workforce import WorkforceTwin
from yardstick.verify.released import CUBES, PRICES, Released
from yardstick.verify.rounded_sharing import rounded
from yardstick.verify.shared_again import check_prices, check_tables, check_views

READER = "derbyshire"


@pytest.fixture(scope="module")
def returns():
    return invented(CATALOGUE, REGION, SMALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def made(folder, returns):
    results = invented_results(CATALOGUE, REGION, SMALL)
    return SharingRegion.publish(folder / "all", CATALOGUE, REGION, returns, rounded, results)


@pytest.fixture(scope="module")
def alone(folder, returns):
    mine = [one for one in returns if one.area == DERBYSHIRE]
    return SharingRegion.publish(folder / "alone", CATALOGUE, REGION, mine, None)


def afresh(made):
    """Return the same release before a desk that has made nothing yet."""
    root = made.desk.store.root
    return replace(made, desk=Desk.open(Settings(store=root, accounts=root.parent / "auth.yaml")))


def viewed(made, name=READER):
    tally = Tally()
    check_views(afresh(made), name, SMALL, tally)
    assert tally.made > 300
    return tally.wrong


@pytest.mark.parametrize("name", sorted(SMALL.accounts))
def test_every_view_is_made_of_what_the_release_shows(made, name):
    assert viewed(made, name) == []


def true_numbers(made, shown):
    """Return what a view would say that counted records, and rounded only what it counted."""
    kind = PLACED if shown.dataset == PLACED.dataset else EXCLUSIONS
    twin = Twin(made.released, CATALOGUE, REGION, kind)
    return {area: twin.own(area, shown.year, shown.part) for area in shown.areas}


def test_a_view_that_is_made_of_true_rows_is_found(made, monkeypatch):
    assert viewed(made) == []

    def rounded_late(shown, _query):
        true = true_numbers(made, shown)
        return {area: (5.0 * round(number / 5), False) for area, number in true.items()}

    monkeypatch.setattr(shared_numbers.Shown, "numbers", rounded_late)
    found = viewed(made)
    assert any(one.startswith("Placements") for one in found)
    assert any(one.startswith("Suspensions") for one in found)


def test_a_view_of_true_rows_that_are_not_even_rounded_is_not_told(made, monkeypatch):
    def exact(shown, _query):
        return {area: (number, False) for area, number in true_numbers(made, shown).items()}

    monkeypatch.setattr(shared_numbers.Shown, "numbers", exact)
    with pytest.raises(ValueError, match="Only numbers of a protected cube"):
        viewed(made)


def test_a_file_that_says_other_than_the_page_is_found(made, monkeypatch):
    assert viewed(made, "executive") == []
    as_written = comma_separated.written

    def more(value):
        return as_written(value + 1 if isinstance(value, float) else value)

    monkeypatch.setattr(comma_separated, "written", more)
    found = viewed(made, "executive")
    assert found
    assert all("in the file is not what" in one for one in found)


def test_years_of_pupils_that_are_added_otherwise_are_found(made, monkeypatch):
    def of_pupils():
        tally = Tally()
        check_education(afresh(made).desk.results(viewer_of(READER, made.desk)), tally)
        assert tally.made > 300
        return tally.wrong

    assert of_pupils() == []
    monkeypatch.setattr(education, "POOLED", 2)
    assert of_pupils()


def test_a_summary_of_an_older_return_and_a_cell_that_is_not_rounded_are_found(made):
    tally = Tally()
    check_tables(made, tally)
    assert tally.made > 100
    assert tally.wrong == []
    tables = dict(made.released.tables)
    tables["own_pay"] = [{**row, "period": "2099-00 Q1"} for row in tables["own_pay"][:1]]
    tables["shared_school_exclusions"] = [
        {**row, "number": row["number"] + 1} for row in tables["shared_school_exclusions"]
    ]
    spoilt = replace(made, released=replace(made.released, tables=tables))
    check_tables(spoilt, tally)
    assert any("rounded is not made" in one for one in tally.wrong)
    assert any(one.startswith("Roles of which pay is shown") for one in tally.wrong)
    assert any(one.startswith("Use of") for one in tally.wrong)


def own_views(made, alone):
    tally = Tally()
    among, apart = (afresh(one).desk.results(viewer_of(READER, one.desk)) for one in (made, alone))
    same_alone(tally, among, apart)
    assert tally.made > 500
    return tally.wrong


def test_own_views_are_made_of_own_records_alone(made, alone, monkeypatch):
    assert own_views(made, alone) == []
    everybodys = f"""
        CREATE TEMP VIEW "{{table}}" AS
        SELECT everything.* REPLACE ('{DERBYSHIRE}' AS area) FROM release."{{table}}" AS everything
        WHERE everything.dataset <> 'workforce' OR everything.area = '{DERBYSHIRE}';
    """  # noqa: S608 - a code of our own
    monkeypatch.setattr(scope, "_OWN_VIEW", everybodys)
    assert own_views(made, alone)


# ---- prices -----------------------------------------------------------------------------------


def test_a_release_shows_prices_that_keep_the_rules_and_others_are_found(
    made, returns, tmp_path, monkeypatch
):
    count, faults = check_prices(made, 0)
    assert count > 3
    assert faults == []
    monkeypatch.setattr(shared_prices, "may_show", lambda _: True)
    placed = [one for one in returns if one.dataset == PLACEMENTS]
    free = SharingRegion.publish(tmp_path / "free", CATALOGUE, REGION, placed, rounded)
    _, found = check_prices(free, 0)
    assert any("placements" in one for one in found)
    assert any("can say another's takings" in one for one in found)


@pytest.fixture(scope="module")
def markets():
    chance = np.random.default_rng(1)
    return [market(chance) for _ in range(40)]


@pytest.fixture(scope="module")
def untouched(markets):
    """Return what is wrong with the means that markets show by the rules as they are: nothing."""
    found = [faults_of(one) for one in markets]
    assert sum(count for count, _ in found) > 20
    return [fault for _, faults in found for fault in faults]


@pytest.mark.parametrize(
    ("module", "rule", "without", "told"),
    [
        (shared_prices, "may_show", lambda _: True, "providers"),
        (price, "LARGEST_SHARE", 0.0, "can say another's takings"),
        (price, "LEAST_PLACEMENTS", 1, "placements"),
        (price, "LEAST_AUTHORITIES", 1, "authorities"),
        (shared_prices, "may_be_told", price.may_show, "without"),
        (shared_prices, "_leaves_enough", lambda *_: True, "What is left of"),
        (shared_prices, "rounded", round, "is not that of its placements, rounded"),
    ],
)
def test_each_rule_of_prices_that_is_left_out_is_found(  # noqa: PLR0913, PLR0917 - a rule, and how it is found
    markets, untouched, monkeypatch, module, rule, without, told
):
    assert untouched == []
    monkeypatch.setattr(module, rule, without)
    assert any(told in fault for one in markets for fault in faults_of(one)[1])


# ---- what a small region has not got ----------------------------------------------------------


def released(**tables):
    empty = dict.fromkeys(("own_placements", "shared_send_placements", CUBES, PRICES), ())
    return Released({**empty, **tables})


def test_a_wording_leaves_untold_what_it_joins():
    said = [cube(DERBYSHIRE, wording="need: Four areas of need"), cube(DERBY, wording="need: All")]
    cells = [cell(DERBYSHIRE, 10, need="Another"), cell(DERBYSHIRE, 5), cell(DERBY, 5, need="All")]
    shown = released(shared_cube=said, shared_send_placements=cells)
    twin = Twin(shown, CATALOGUE, REGION, PLACED)
    assert twin.years([DERBY]) == [YEAR]
    assert twin.of_others(DERBYSHIRE, YEAR, "need.autism") is None
    assert twin.of_others(DERBY, YEAR, "need.autism") is None
    assert twin.of_others(DERBY, YEAR, "") == 5.0
    assert twin.of_others(DERBYSHIRE, YEAR, "basis.day") == 15.0
    assert twin.of_others(RUTLAND, YEAR, "") is None


def test_a_region_without_a_figure_has_no_sum_and_a_small_one_no_rate():
    twin = Twin(released(), CATALOGUE, REGION, PLACED)
    per = Per(twin.children(), 10_000)
    assert whole(twin.numbers({}, {}, per), per) == {}
    assert whole(twin.numbers({}, dict.fromkeys(REGION.authorities, 0.0), per), per) == {
        "number": 0.0
    }


@pytest.mark.parametrize(("shown", "found"), [(1_230_000.0, []), (1_234_000.0, ["rounded"])])
def test_a_mean_of_millions_is_told_to_three_figures(shown, found):
    paid = [Paid(str(at % 4), str(at % 8), str(at % 8), 1_234_000.0, ()) for at in range(48)]
    told = list(broken({(): shown}, paid))
    assert [one for one in told if "rounded" not in one] == []
    assert len(told) == len(found)


def test_nothing_is_made_again_of_pay_that_nobody_returned():
    twin = WorkforceTwin(released(shared_pay=(), shared_agency=()), CATALOGUE, REGION)
    assert twin.pay(DERBYSHIRE, "SW") == ([], {})
    assert twin.agencies(DERBYSHIRE) == ([], {})
