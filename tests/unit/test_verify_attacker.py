"""The attacker on a few numbers: what it reads, what it makes of it, and what it leaves out."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from desk_builders import CATALOGUE

from yardstick.model import Basis, Period
from yardstick.verify import onlooker, recomputed, s07
from yardstick.verify.reconstruction import Sight, Version, reconstruct
from yardstick.verify.seen import Cell, Seen, Total

DATASET, QUARTER = "riia_quarterly", "2021-22 Q1"
OWN, OTHER = "E06000017", "E06000016"
REPEATED = CATALOGUE.indicators["R03"]
PLAIN = next(one for one in CATALOGUE.indicators.values() if one.denominator is None)


def cell(item, area, part=""):
    return Cell(DATASET, item, part, area, QUARTER)


def total(item):
    return Total(DATASET, item, "", QUARTER)


def test_a_share_of_two_rounded_totals_can_tell_a_small_count():
    # 33 of the reader's own and 1 make 34, shown as 30 of 6,000: 35 would be shown as 40.
    truth = {
        cell("R03", OWN): 33.0,
        cell("R03", OTHER): 1.0,
        cell("R02", OWN): 4_000.0,
        cell("R02", OTHER): 2_000.0,
    }
    seen = Seen(
        numbers={cell("R02", OTHER): 2_000.0}, ratios=[(total("R03"), total("R02"), 30 / 6_000)]
    )
    found = reconstruct([Sight(truth, [seen])], [OWN], CATALOGUE)
    assert found.narrow == {Version(cell("R03", OTHER), 1.0): (1, 1)}


def test_what_was_read_of_counts_that_nobody_sent_tells_nothing():
    truth = {cell("R03", OTHER): 3.0, cell("R02S", OTHER, "1A"): 2.0}  # a part without its whole
    seen = Seen(sums=[((cell("R05", OTHER),), 7.0)], totals={total("R05"): 10.0})
    found = reconstruct([Sight(truth, [seen])], [OWN], CATALOGUE)
    assert len(found.attacked) == 2
    assert found.narrow == {}


def test_a_published_share_tells_of_the_counts_it_is_made_of_and_of_no_others():
    truth = {cell("R03", OTHER): 3.0, cell("R02", OTHER): 50.0}
    seen = Seen(numbers={cell("R02", OTHER): 50.0})
    for share, told in ((0.06, {Version(cell("R03", OTHER), 3.0): (3, 3)}), (0.5, {})):
        seen.shares[:] = [(cell("R03", OTHER), cell("R02", OTHER), share - 0.005, share + 0.005)]
        assert reconstruct([Sight(truth, [seen])], [OWN], CATALOGUE).narrow == told


def read(**results):
    return onlooker._Reader(SimpleNamespace(**results), CATALOGUE, Seen())


def test_a_published_school_year_says_nothing_of_quarters():
    reader = read()
    row = {"period": "2024/25", "area": OTHER, "numerator": 5.0, "denominator": 10.0}
    reader._published(REPEATED, row)
    assert reader.seen.sums == []
    reader._published(REPEATED, row | {"period": "2024-25"})
    assert len(reader.seen.sums) == 2


def parts(**row):
    values = pd.DataFrame(
        [{"part": "1A", "number": None, "share": None, "region_share": None} | row]
    )
    whole = SimpleNamespace(value=row.get("whole"))
    return SimpleNamespace(
        values=values.astype({"number": float, "region_share": float}), total=whole
    )


def test_parts_of_which_nothing_is_shown_are_read_as_nothing():
    reader = read(parts=lambda _asked: parts())
    reader._parts_of(CATALOGUE.indicators["R02S"], OTHER, QUARTER, None)
    assert reader.seen == Seen()


def test_a_part_is_made_again_where_the_region_shows_no_share():
    tally = recomputed.Tally()
    results = SimpleNamespace(
        areas=lambda: [SimpleNamespace(code=OTHER)],
        periods=lambda *_: [Period.parse(QUARTER)],
        parts=lambda _asked: parts(number=3.0, share=30.0, whole=10.0),
    )
    s07._Walk(results, CATALOGUE, tally, [OTHER])._parts(CATALOGUE.indicators["R02S"])
    assert (tally.made, tally.wrong) == (1, [])


def test_a_rolling_year_is_made_of_four_quarters_or_not_at_all():
    rolling = SimpleNamespace(basis=Basis.ROLLING, indicator=REPEATED)
    quarters = [Period.parse("2021-22 Q4").shifted(-ago).key for ago in range(4)]
    counts = {(OTHER, key): (1.0, 10.0) for key in quarters}
    assert recomputed._over(rolling, counts, OTHER, quarters[0]) == (4.0, 40.0)
    del counts[OTHER, quarters[2]]
    assert recomputed._over(rolling, counts, OTHER, quarters[0]) is None


@pytest.mark.parametrize(
    ("indicator", "pair", "value"),
    [
        (REPEATED, None, None),
        (REPEATED, (1.0, 0.0), None),
        (REPEATED, (1.0, 4.0), 25.0),
        (PLAIN, (7.0, 1.0), 7.0),
    ],
)
def test_a_figure_is_one_number_over_another_in_its_unit(indicator, pair, value):
    assert recomputed._value(indicator, Basis.QUARTERLY, pair) == value
