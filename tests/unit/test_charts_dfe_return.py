"""What is said of a return to DfE, and its figures in the agreed order."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from test_export_dfe_return import SIGNED, STANDING

from yardstick.charts import dfe_return as words
from yardstick.submissions.exact import Exact

NONE = replace(STANDING, signed=(), may_sign=True)
ONE = replace(STANDING, signed=SIGNED[:1])
NUMBERS = {"number": [2738.0, 3.0, None, 2741.0], "value": [175.34, 3.74, None, 167.0]}
ROWS = pd.DataFrame(
    {
        "item_no": 2,
        "item": "Referrals",
        "unit": "per 10,000",
        "area": ["Derbyshire", "Rutland", "Leicester", "East Midlands (2 of 3)"],
        "la_code": ["830", "857", "856", ""],
        "status": ["shown", "p", "x", "shown"],
        **{name: pd.array(values, dtype="Float64") for name, values in NUMBERS.items()},
    }
)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (NONE, "Return to DfE, 2024-25 Q3: two signatures are missing"),
        (ONE, "Return to DfE, 2024-25 Q3: one signature is missing"),
        (STANDING, "Return to DfE, 2024-25 Q3: signed by two people"),
    ],
)
def test_the_headline_says_what_is_missing_in_ten_words(standing, said):
    assert words.headline(standing) == said
    assert len(said.split()) <= 10


def test_the_sentence_says_what_is_in_it_and_why_signatures_lapsed():
    assert words.sentence(NONE) == (
        "8 of 10 authorities have returned the quarter. Two different people sign it before it is "
        "made."
    )
    lapsed = replace(NONE, lapsed=SIGNED)
    assert words.sentence(lapsed).endswith("lapsed when newer figures were published.")
    assert words.sentence(STANDING).endswith("until the figures are published anew.")


def test_each_signature_says_whether_it_counts():
    shown = words.signatures(replace(STANDING, signed=SIGNED[:1], lapsed=SIGNED[1:]))
    assert [row[0].text for row in shown.rows] == ["host.a", "host.b"]
    assert [row[3].text for row in shown.rows] == [
        "● Counts",
        "○ Lapsed: the return has changed since",
    ]
    assert shown.rows[0][1].text == "1 Mar 2026, 09:30"


def test_the_figures_are_one_row_an_item_with_the_region_last():
    shown = words.figures(Exact("2024-25 Q3", "r2", ROWS, "a" * 64, 2, 3))
    assert [column.label for column in shown.columns[2:]] == [
        *("Derbyshire", "Rutland", "Leicester", "The region, exact")
    ]
    (row,) = shown.rows
    assert [cell.text for cell in row] == [
        *("2. Referrals", "per 10,000", "175.3 (2,738)", "3.7 p (3)", "x", "167.0 (2,741)")
    ]
    assert row[4].why == "not available"
    assert row[3].why == "provisional"


def test_an_authority_without_a_row_is_not_available():
    more = pd.concat([ROWS, ROWS.iloc[:1].assign(item="Contacts", item_no=1)], ignore_index=True)
    shown = words.figures(Exact("2024-25 Q3", "r2", more, "a" * 64, 2, 3))
    assert [cell.text for cell in shown.rows[1][3:]] == ["x", "x", "x"]
