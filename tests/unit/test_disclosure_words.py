"""What the words of items tell a reader: counted twice, part of another, or the mean of a stock."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from protection_builders import OWN, rule, shown, table

from yardstick.disclosure import protect
from yardstick.disclosure.relations import Relation


def ruled(**words):
    return {"d": replace(rule(people=("N", "S", "T"), whole_region=False)["d"], **words)}


def quarters(item, first, second):
    both = ((first, "2021-22 Q1"), (second, "2021-22 Q2"))
    return [table(counts, item, period=period) for counts, period in both]


def published(item, area):
    """Say that the two quarters of an area add to a year that is published."""
    rows = [("d", item, "", area, f"2021-22 Q{part}", "year") for part in (1, 2)]
    return pd.DataFrame(rows, columns=["dataset", "item", "part", "area", "period", "year"])


def test_a_second_count_is_not_told_by_the_one_that_counts_the_same():
    # A1's year of N is published, so that 8 is hidden beside 3; S would tell it, and so the 3.
    counts = pd.concat(
        [one for item in "NS" for one in quarters(item, [9, 3, 40], [9, 8, 40])], ignore_index=True
    )
    for words, told in (({}, 8), ({"same_as": {"N": ("d", "S")}}, None)):
        safe = protect(counts, ruled(**words), OWN, published("N", "A1"))
        assert shown(safe)[4] is None
        assert shown(safe, "S")[4] == told


def test_counts_that_do_not_agree_tell_nothing_of_each_other():
    counts = pd.concat([table([9, 3, 40]), table([9, 7, 40], "S")], ignore_index=True)
    safe = protect(counts, ruled(same_as={"N": ("d", "S")}), OWN)
    assert shown(safe, "S") == [9, 7, 40]


def days(first, last, mean):
    return pd.concat(
        [
            table(first, "S", period="2021-22 Q1"),
            table(last, "S", period="2021-22 Q2"),
            table(mean, "N", period="2021-22 Q2"),
        ],
        ignore_index=True,
    )


def test_a_stock_is_not_told_by_its_mean_and_the_day_before():
    rules = ruled(mean_of={"N": "S"})
    told = protect(days([9, 10, 40], [9, 3, 40], [9, 7, 40]), rules, OWN)
    assert shown(told, "S")[3:] == [9, None, 40]
    assert None in (shown(told, "S")[1], shown(told)[1])


def test_what_nothing_keeps_from_who_knows_the_rounding_is_kept_from_others():
    # 3 and what is 6 or more make twice 4 or twice 5: two values, whatever is hidden. Where the
    # mean may be rounded they make twice 3 as well, but not with a 7 that is shown.
    counts = days([9, 3, 40], [9, 7, 40], [9, 5, 40])
    safe = protect(counts, ruled(mean_of={"N": "S"}), OWN)
    assert safe.given_away == 1
    assert shown(safe, "S") == [9, None, 40, 9, None, 40]


def test_a_mean_of_other_days_tells_nothing():
    rules = ruled(mean_of={"N": "S"})
    apart = protect(days([9, 10, 40], [9, 3, 40], [9, 20, 40]), rules, OWN)
    alone = days([9, 10, 40], [9, 3, 40], [9, 7, 40]).iloc[3:]
    assert shown(apart, "S")[1] == 10
    assert shown(protect(alone, rules, OWN))[1] == 7


def test_what_is_not_rounded_is_known_alike_to_everybody():
    exact = Relation((0, 1), 8, 8)
    assert exact.loosely is exact
    assert replace(exact, total=2, loose=(-1, 1)).loosely.least == -1
