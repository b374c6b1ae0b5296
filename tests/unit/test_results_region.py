"""The region's in-year figure where not every authority has sent everything."""

from __future__ import annotations

import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    LEICESTER,
    REGION,
    new_store,
    open_desk,
    selection,
    send,
    viewer,
)

from yardstick.model import Basis, Judgement

QUARTERS = [f"2024-25 Q{part}" for part in range(1, 5)]
LATE = (DERBY, LEICESTER)


def region_of(results, indicator, basis, period=QUARTERS[-1]):
    trend = results.trend(selection(indicator=indicator, basis=basis))
    return trend.comparator.set_index("period").loc[period]


def sent_by(store, areas, period, **numbers):
    for area in areas:
        send(store, area, period, **numbers)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def results_of(store, *areas):
    return open_desk(store).results(viewer(*(areas or (DERBYSHIRE,))))


def per_10k(events, people):
    return events / people * 10_000


def people_of(areas):
    return sum(CATALOGUE.reference.population(area, 2024).people for area in areas)


def test_a_rolling_year_of_the_region_holds_each_quarter_over_the_children_of_who_sent_it(store):
    """Three quarters of ten authorities and one of eight are no year of eight."""
    for period in QUARTERS:
        late = LATE if period == QUARTERS[-1] else ()
        for area in REGION.authorities:
            if area not in late:
                # Every authority has the same rate in every quarter, to within a child.
                send(store, area, period, R02=round(people_of([area]) / 100))
    line = region_of(results_of(store), "R02", Basis.ROLLING)
    assert (line["with_value"], line["out_of"]) == (8, 10)
    # So the region has it too. Over the eight alone it came out at 455.
    assert line["value"] == pytest.approx(400, abs=0.5)
    every, eight = people_of(REGION.authorities), people_of(set(REGION.authorities) - set(LATE))
    events = 3 * round(every / 100, -1) + round(eight / 100, -1)
    assert line["value"] == pytest.approx(per_10k(events, (3 * every + eight) / 4), abs=0.05)


def test_a_whole_rolling_year_of_the_region_is_the_years_events_over_its_children(store):
    for period in QUARTERS:
        sent_by(store, REGION.authorities, period, R02=500)
    results = results_of(store)
    line = region_of(results, "R02", Basis.ROLLING)
    assert line["value"] == pytest.approx(per_10k(20_000, people_of(REGION.authorities)))
    quarter = region_of(results, "R02", Basis.ANNUALISED)
    assert quarter["value"] == pytest.approx(line["value"])


def test_totals_of_other_authorities_are_no_share_even_where_as_many_sent_each(store):
    whole = [area for area in REGION.authorities if area not in LATE]
    sent_by(store, whole, "2024-25 Q3", R02=400, R03=100)
    sent_by(store, REGION.authorities, "2024-25 Q4", R02=400, R03=100)
    send(store, DERBY, "2024-25 Q3", R02=900)
    send(store, LEICESTER, "2024-25 Q3", R03=90)
    results = results_of(store)
    assert region_of(results, "R03", Basis.QUARTERLY, "2024-25 Q3")["status"] == "x"
    assert region_of(results, "R03", Basis.QUARTERLY)["value"] == pytest.approx(25.0)


def test_a_count_that_its_authority_keeps_back_is_not_held_over_its_children(store):
    sent_by(store, [area for area in REGION.authorities if area != DERBY], "2024-25 Q4", R18=40)
    send(store, DERBY, "2024-25 Q4", R18="c")
    assert region_of(results_of(store), "R18", Basis.QUARTERLY)["status"] == "x"


@pytest.mark.parametrize("reader", [DERBY, DERBYSHIRE])
def test_a_quarter_in_which_nothing_happened_adds_nothing_to_a_year(store, reader):
    for period, plans, repeated in zip(QUARTERS, (12, 0, 18, 20), (2, 0, 3, 5), strict=True):
        send(store, DERBY, period, R10=plans, R13=repeated)
        send(store, DERBYSHIRE, period, R10=60, R13=15)
    results = results_of(store, reader)
    values = results.trend(selection(DERBY, indicator="R13", basis=Basis.ROLLING)).values
    mine = values.set_index(["area", "period"]).loc[(DERBY, QUARTERS[-1])]
    quarter = results.trend(selection(DERBY, indicator="R13", basis=Basis.QUARTERLY)).values
    nothing = quarter.set_index(["area", "period"]).loc[(DERBY, QUARTERS[1])]
    assert nothing["status"] == "z"
    if reader == DERBY:
        assert mine["value"] == pytest.approx(20.0)  # 10 of 50
        assert (mine["numerator"], mine["denominator"]) == (10, 50)
    else:
        assert mine["status"] == "c"  # its small counts stay hidden, and so does their sum


def test_a_year_in_which_nothing_happened_is_not_applicable(store):
    for period in QUARTERS:
        send(store, DERBY, period, R10=0, R13=0)
    rolling = results_of(store, DERBY).trend(selection(DERBY, indicator="R13", basis=Basis.ROLLING))
    assert rolling.latest_period is None
    assert set(rolling.values[rolling.values["area"] == DERBY]["status"]) == {"x", "z"}


@pytest.mark.parametrize(("sent", "judged"), [(1, False), (4, False), (5, True)])
def test_nobody_is_judged_against_a_region_of_fewer_than_half(store, sent, judged):
    """An authority that has sent alone would be held against itself, and be similar."""
    sent_by(store, REGION.authorities[:sent], QUARTERS[-1], R02=900)
    asked = selection(REGION.authorities[0], indicator="R02", basis=Basis.QUARTERLY)
    trend = results_of(store).trend(asked)
    assert trend.comparator["with_value"].iloc[-1] == sent
    assert (trend.verdict.judgement is not Judgement.NOT_COMPARED) is judged
