"""In-year figures through the whole path: return, store, query, protection, figure."""

from __future__ import annotations

import math

import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    ENGLAND,
    LEICESTER,
    REGION,
    RUTLAND,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)
from five_year_builders import QUARTERS

from yardstick.access.errors import AccessDenied
from yardstick.model import Basis, Comparator, Judgement, Reach, Status, TrendWord


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Five years of every authority but one; Rutland small; one quarter missing; parts."""
    store = new_store(tmp_path_factory.mktemp("returned"))
    for at, period in enumerate(QUARTERS):
        for place, area in enumerate(REGION.authorities[:8]):
            if (area, period) == (DERBY, "2023-24 Q2"):
                continue  # did not send
            referrals = 4 if area == RUTLAND else 1000 + 100 * place
            repeats = 2 if area == RUTLAND else 150 + 6 * at
            send(
                store,
                area,
                period,
                R02=referrals,
                R03=repeats,
                R15=500 + at,
                R18=3,
                R06="x",
                R05=40,
                **(
                    {"R02S/6": referrals - 3, "R02S/2A": 2, "R02S/1A": 1} if area != RUTLAND else {}
                ),
            )
    publish_values(
        store,
        "autumn",
        ("CPP_Total_Rateper10,000", ENGLAND, "2023-24", 515.7),
        ("CPP_Total_Rateper10,000", ENGLAND, "2022-23", 538.1),
    )
    return open_desk(store)


@pytest.fixture(scope="module")
def results(desk):
    return desk.results(viewer(DERBYSHIRE))


def test_a_flow_is_shown_annualised_first_and_as_quarter_and_rolling_year(results):
    assert results.bases("R02") == (
        Basis.ANNUALISED,
        Basis.QUARTERLY,
        Basis.ROLLING,
        Basis.PUBLISHED,
    )
    assert results.bases("R15") == (Basis.QUARTERLY,)
    assert results.bases("R03")[:2] == (Basis.QUARTERLY, Basis.ROLLING)


def naive_rate(basis, at):
    """The same figure from the numbers sent and the population, with nothing in between."""
    people = CATALOGUE.reference.population(DERBYSHIRE, int(QUARTERS[at][:4])).people
    count = {Basis.QUARTERLY: 1000, Basis.ANNUALISED: 4000, Basis.ROLLING: 4000}[basis]
    return count / people * 10_000


@pytest.mark.parametrize("basis", [Basis.QUARTERLY, Basis.ANNUALISED, Basis.ROLLING])
def test_rates_agree_with_a_naive_second_opinion(results, basis):
    values = results.trend(selection(indicator="R02", basis=basis)).values
    mine = values[values["area"] == DERBYSHIRE].set_index("period")["value"]
    first = 3 if basis is Basis.ROLLING else 0
    assert mine.isna().sum() == first
    for at in range(first, len(QUARTERS)):
        assert mine[QUARTERS[at]] == pytest.approx(naive_rate(basis, at))


def test_another_areas_small_count_is_hidden_with_everything_made_of_it(results):
    trend = results.trend(selection(RUTLAND, indicator="R03"))
    rows = trend.values[trend.values["area"] == RUTLAND]
    assert set(rows["status"]) == {"c"}
    assert rows[["value", "numerator", "denominator", "lower", "upper"]].isna().all(axis=None)
    rolling = results.trend(selection(RUTLAND, indicator="R03", basis=Basis.ROLLING))
    assert rolling.values[rolling.values["area"] == RUTLAND]["value"].isna().all()
    compared = results.comparison(selection(indicator="R03")).values.set_index("area")
    assert compared.loc[RUTLAND, "judgement"] == Judgement.NOT_COMPARED
    assert compared.loc[RUTLAND, ["rank_low", "rank_high"]].isna().all()


def test_the_owner_sees_the_same_count_exactly(desk):
    own = desk.results(viewer(RUTLAND)).trend(selection(RUTLAND, indicator="R03"))
    assert own.latest.value == pytest.approx(50.0)
    assert (own.latest.numerator, own.latest.denominator) == (2, 4)


def test_a_quarter_that_was_not_sent_is_a_gap_and_hides_its_rolling_years(results):
    values = results.trend(selection(DERBY, indicator="R02", basis=Basis.ROLLING)).values
    mine = values[values["area"] == DERBY].set_index("period")["status"]
    gap = QUARTERS.index("2023-24 Q2")
    assert mine[QUARTERS[gap - 1]] == "shown"
    assert set(mine[QUARTERS[gap : gap + 4]]) == {"x"}
    assert mine[QUARTERS[gap + 4]] == "shown"


def test_an_area_that_did_not_exist_says_so_and_one_that_sent_nothing_is_not_available(results):
    points = results.trend(selection(indicator="R02")).values.set_index(["area", "period"])
    north = "E06000061"
    assert points.loc[(north, "2020-21 Q4"), "status"] == Status.NOT_APPLICABLE
    assert points.loc[(north, "2021-22 Q1"), "status"] == Status.UNAVAILABLE


def test_the_region_is_the_ratio_of_totals_to_the_nearest_ten(results):
    trend = results.trend(selection(indicator="R02", basis=Basis.QUARTERLY))
    line = trend.comparator.set_index("period").loc["2024-25 Q4"]
    sent = REGION.authorities[:8]
    people = sum(CATALOGUE.reference.population(area, 2024).people for area in sent)
    events = sum(1000 + 100 * at for at, area in enumerate(sent) if area != RUTLAND) + 4
    assert line["value"] == pytest.approx(round(events, -1) / people * 10_000)
    assert (line["with_value"], line["out_of"]) == (8, 10)
    assert trend.against.detail.endswith(
        "rounded to the nearest 10; 8 of 10 authorities have a figure"
    )


def test_an_item_nobody_sent_leaves_the_region_not_available(desk):
    owner = desk.results(viewer(DERBYSHIRE))
    trend = owner.trend(selection(indicator="R06"))
    assert set(trend.comparator["status"]) == {"x"}  # nobody sent the numerator


def test_england_stands_beside_a_year_and_never_beside_a_quarter_of_a_flow(results):
    england = selection(indicator="R02", comparator=Comparator.ENGLAND)
    year = results.trend(england).comparator.set_index("period")["value"]
    assert year["2024-25 Q4"] == 515.7  # the newest published year that is not later
    assert year["2023-24 Q3"] == 538.1
    assert year.isna()["2021-22 Q4"]
    quarter = results.trend(
        selection(indicator="R02", comparator=Comparator.ENGLAND, basis=Basis.QUARTERLY)
    )
    assert quarter.comparator["value"].isna().all()
    assert "a quarter is never put beside" in quarter.verdict.reason


def test_neighbours_are_averaged_over_those_that_have_a_value_and_say_how_many(results):
    trend = results.trend(
        selection(indicator="R02", comparator=Comparator.NEIGHBOURS, basis=Basis.QUARTERLY)
    )
    # Of Derbyshire's ten neighbours only Nottinghamshire sends returns here.
    people = CATALOGUE.reference.population("E10000024", 2024).people
    line = trend.comparator.set_index("period").loc["2024-25 Q4"]
    assert line["value"] == pytest.approx(1500 / people * 10_000)
    assert (line["with_value"], line["out_of"]) == (1, 10)
    median = results.trend(
        selection(indicator="R02", comparator=Comparator.NEIGHBOURS_MEDIAN, basis=Basis.QUARTERLY)
    )
    assert median.comparator["value"].equals(trend.comparator["value"])


@pytest.mark.parametrize("kind", [Comparator.NEIGHBOURS, Comparator.NEIGHBOURS_MEDIAN])
def test_one_neighbour_of_ten_is_shown_and_nobody_is_judged_against_it(results, kind):
    asked = selection(indicator="R02", comparator=kind, basis=Basis.QUARTERLY)
    trend = results.trend(asked)
    assert trend.verdict.judgement is Judgement.NOT_COMPARED
    assert trend.verdict.reason.startswith("Not compared: 1 of 10 authorities have a figure")
    assert trend.verdict.gap is None
    board = results.board(asked).values.set_index(["indicator", "area"]).loc[("R02", DERBYSHIRE)]
    assert board["judgement"] == Judgement.NOT_COMPARED.value
    assert board["comparator"] == trend.comparator["value"].iloc[-1]
    assert math.isnan(board["distance"])
    row = results.figures(asked, [DERBYSHIRE], ["2024-25 Q4"]).iloc[0]
    assert row["judgement"] == Judgement.NOT_COMPARED.value


def test_a_group_is_the_ratio_of_what_its_members_show(results):
    trend = results.trend(selection(indicator="R03", comparator=Comparator.GROUP, group="cities"))
    line = trend.comparator.set_index("period").loc["2023-24 Q2"]
    numerator, denominator = 2 * (150 + 6 * QUARTERS.index("2023-24 Q2")), 1300 + 1600
    assert line["value"] == pytest.approx(numerator / denominator * 100)
    assert (line["with_value"], line["out_of"]) == (2, 3)  # Derby did not send


def test_a_group_nobody_declared_compares_with_nothing(results):
    trend = results.trend(selection(indicator="R03", comparator=Comparator.GROUP, group="moon"))
    assert trend.comparator["value"].isna().all()
    assert trend.verdict.judgement is Judgement.NOT_COMPARED


def test_the_judgement_and_the_gap_come_from_the_interval(results):
    trend = results.trend(selection(indicator="R03"))
    assert trend.latest.value == pytest.approx(26.4)
    assert trend.verdict.judgement is Judgement.WORSE  # its region is held to nearest 10
    assert trend.verdict.gap is not None
    assert trend.verdict.gap_low <= trend.verdict.gap <= trend.verdict.gap_high
    assert trend.change == pytest.approx(2.4)  # on the same quarter of the year before


def test_five_rolling_years_that_rise_where_lower_is_better_are_worsening(results):
    assert results.trend(selection(indicator="R03")).recent.word is TrendWord.WORSENING
    assert results.trend(selection(DERBY, indicator="R03")).recent.word is TrendWord.CANNOT_SAY


def test_parts_show_numbers_and_shares_of_the_whole_and_hide_others_small_ones(results):
    own = results.parts(selection(indicator="R02S"))
    shares = own.values.set_index("part")
    assert shares.loc["police", "share"] == pytest.approx(99.7)
    assert own.total.value == 1000
    others = results.parts(selection(LEICESTER, indicator="R02S")).values.set_index("part")
    assert set(others["status"].drop("police")) == {"c"}
    nobody = results.parts(selection(RUTLAND, indicator="R02S"))
    assert nobody.total.status is Status.UNAVAILABLE


def test_only_own_rows_means_no_other_area_and_no_region(desk):
    own = desk.results(viewer(DERBYSHIRE, reach=Reach.OWN))
    trend = own.trend(selection(indicator="R03"))
    assert set(trend.values[trend.values["value"].notna()]["area"]) == {DERBYSHIRE}
    assert trend.comparator.empty or trend.comparator["value"].isna().all()
    assert trend.verdict.judgement is Judgement.NOT_COMPARED


def test_what_is_not_granted_looks_like_what_does_not_exist(desk):
    outside = desk.results(viewer(DERBYSHIRE, datasets=["social_care_additional"]))
    for name in ("R02", "no_such_indicator"):
        with pytest.raises(AccessDenied) as refused:
            outside.trend(selection(indicator=name))
        assert name not in str(refused.value)
    assert outside.indicators() == ()
    assert outside.board(selection()).values.empty
    assert outside.standing(selection()).findings == ()


def test_the_newest_period_is_one_that_half_of_the_authorities_have_sent(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        send(store, area, "2024-25 Q3", R02=100)
    send(store, DERBYSHIRE, "2024-25 Q4", R02=120)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    assert results.comparison(selection(indicator="R02")).period.key == "2024-25 Q3"
    asked = selection(indicator="R02", period="2024-25 Q4")
    assert results.comparison(asked).period.key == "2024-25 Q4"
    assert results.trend(selection(indicator="R02")).latest_period.key == "2024-25 Q4"
    assert results.trend(selection(DERBY, indicator="R02")).latest_period.key == "2024-25 Q3"
