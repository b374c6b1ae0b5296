"""The catalogue of the repository: that it loads, fits together, and has a version."""

from __future__ import annotations

import shutil

import pytest
from catalogue_builders import change, small_catalogue
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from yardstick.catalogue import Catalogue, load_catalogue
from yardstick.model import Counted, Direction, Protection, Unit

DATA = ROOT / "data"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


def test_every_item_of_the_register_is_an_indicator(catalogue):
    expected = (
        [f"R{n:02}" for n in range(1, 25)]
        + ["R02S", "R09M"]
        + [f"S{n:02}" for n in range(1, 23)]
        + [f"E{n:02}" for n in range(1, 11)]
        + [f"C{n:02}" for n in range(1, 8)]
        + [f"X{n:02}" for n in range(1, 4)]
        + [f"W{n:02}" for n in range(1, 5)]
    )
    assert sorted(catalogue.indicators) == sorted(expected)


def test_indicators_come_in_their_declared_order(catalogue):
    orders = [indicator.order for indicator in catalogue.indicators.values()]
    assert orders == sorted(orders)
    assert list(catalogue.indicators)[:4] == ["R01", "R02", "R02S", "R03"]


def test_shared_returns_are_suppressed_and_official_statistics_stand_as_they_are(catalogue):
    profiles = {
        one.id: (one.number, Protection(one.protection)) for one in catalogue.datasets.values()
    }
    assert profiles == {
        "riia_quarterly": (1, Protection.PARTNER_SUPPRESSED),
        "social_care_additional": (2, Protection.PARTNER_SUPPRESSED),
        "workforce": (3, Protection.PARTNER_SUPPRESSED),
        "send_placements": (4, Protection.RECORDS),
        "school_exclusions": (5, Protection.RECORDS),
        "looked_after_results": (6, Protection.PARTNER_SUPPRESSED),
        "provisional_outcomes": (7, Protection.PARTNER_SUPPRESSED),
        "workforce_published": (None, Protection.OFFICIAL),
        "exclusions_published": (None, Protection.OFFICIAL),
    }


def test_only_education_returns_give_way_to_official_figures(catalogue):
    giving_way = {one.id for one in catalogue.datasets.values() if one.superseded_by_official}
    assert giving_way == {"looked_after_results", "provisional_outcomes"}


@pytest.mark.parametrize(
    ("dataset", "item", "whole"),
    [
        ("riia_quarterly", "R03", "R02"),
        ("riia_quarterly", "R06", "R05"),
        ("riia_quarterly", "R09", "N_ICPC"),
        ("riia_quarterly", "R13", "R10"),
        ("riia_quarterly", "R14", "R13"),
        ("riia_quarterly", "R18", "R15"),
        ("riia_quarterly", "R20", "R19"),
        ("social_care_additional", "S08", "N_CLA12U5"),
        ("social_care_additional", "S20", "S19"),
    ],
)
def test_a_part_can_never_exceed_its_whole(catalogue, dataset, item, whole):
    assert catalogue.items_of(dataset)[item].at_most == whole


def test_every_share_is_of_a_whole_that_limits_it(catalogue):
    # R09M and S16 count other events below than above; W03 counts leavers over those who stayed.
    exempt = {"R02S", "R09M", "S16", "W03"}
    for indicator in catalogue.indicators.values():
        if indicator.unit is Unit.PERCENT and indicator.id not in exempt:
            items = catalogue.items_of(indicator.dataset)
            wholes = _wholes(items, indicator.numerator.item)
            assert indicator.denominator.item in wholes, indicator.id


def _wholes(items, name):
    """Return the items that one can never exceed, one step after the other."""
    above = items[name].at_most
    return [] if above is None else [above, *_wholes(items, above)]


def test_only_flows_over_the_population_are_annualised(catalogue):
    for indicator in catalogue.indicators.values():
        over_people = indicator.denominator is not None and indicator.denominator.population
        expected = bool(over_people) and indicator.counted is Counted.FLOW
        assert indicator.annualise is expected, indicator.id


def test_what_may_mean_more_need_carries_no_judgement(catalogue):
    for identifier in ("R01", "R02", "R07", "R08", "R10", "R11", "R15", "R21", "R22", "S21"):
        assert catalogue.indicators[identifier].better is Direction.NEITHER
    assert "low" in catalogue.indicators["R10"].better_note


def test_breaks_stand_where_the_results_changed(catalogue):
    breaks = {
        one.id: [found.period for found in one.breaks] for one in catalogue.indicators.values()
    }
    assert breaks["E01"] == breaks["C01"] == ["2021/22"]
    assert "2024/25" in breaks["E06"]
    assert "2019/20" in breaks["E05"]


def test_no_two_indicators_share_a_series_of_one_release(catalogue):
    seen = [
        (series.source, series.measure, series.denominator)
        for indicator in catalogue.indicators.values()
        for series in indicator.published
    ]
    assert len(seen) == len(set(seen))


def test_the_tool_is_read_first_wherever_it_has_the_measure(catalogue):
    for indicator in catalogue.indicators.values():
        sources = [series.source for series in indicator.published]
        assert "lait" not in sources[1:], indicator.id


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("R02", "per 10,000 children aged 0 to 17"),
        ("R03", "% of referrals"),
        ("S11", "days, mean"),
        ("S22", "number"),
        ("E05", "points, mean"),
        ("X01", "per 100 pupils"),
        ("W04", "per social worker who holds cases"),
    ],
)
def test_a_unit_is_said_with_what_it_is_over(catalogue, indicator, words):
    assert catalogue.indicators[indicator].per_words == words


def test_the_version_is_the_same_wherever_the_files_lie(tmp_path, catalogue):
    copy = tmp_path / "elsewhere"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("store", "samples", "README.md"))
    assert load_catalogue(copy).version == catalogue.version
    assert len(catalogue.version) == 12


def test_the_version_does_not_depend_on_how_lines_end(tmp_path):
    data = small_catalogue(tmp_path)
    before = load_catalogue(data).version
    for path in data.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_catalogue(data).version == before


@given(
    st.sampled_from(["Elevenses are not counted", "In the almanac", "One breakfast"]),
    st.text("abc", min_size=1),
)
def test_any_other_text_is_another_version(tmp_path_factory, words, added):
    data = small_catalogue(tmp_path_factory.mktemp("version"))
    before = load_catalogue(data).version
    change(data, "indicators/second.yaml", words, words + added)
    assert load_catalogue(data).version != before
