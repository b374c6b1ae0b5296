"""What can be asked about a workforce and what can be assumed, as a link says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.results.workforce_types import LIMITS, Assumed, WorkforceAsked, WorkforceQuestion


@given(st.tuples(*(st.integers(int(least), int(most)) for least, most in LIMITS.values())))
def test_what_is_asked_can_be_read_from_a_link(numbers):
    made = WorkforceAsked(WorkforceQuestion.PREMIUM, Assumed(*map(float, numbers)))
    assert WorkforceAsked.from_order(made.order) == made


def test_a_role_stands_in_the_link_of_pay_by_authority_and_in_no_other():
    made = WorkforceAsked(WorkforceQuestion.PAY_REGION, role="TM")
    assert made.order == "pay_region:TM"
    assert WorkforceAsked.from_order(made.order) == made
    assert WorkforceAsked.from_order("pay_region") == WorkforceAsked(WorkforceQuestion.PAY_REGION)
    assert WorkforceAsked(WorkforceQuestion.RATES, role="TM").order == "rates"


def test_a_link_without_an_order_asks_for_salaries_as_usual():
    assert WorkforceAsked.from_order("") == WorkforceAsked()
    assert WorkforceAsked(WorkforceQuestion.PREMIUM).order == "premium"


@pytest.mark.parametrize(
    "order",
    ["profit", "premium:30", "premium:a-b-c", "premium:nan-37-52", "premium:30-37-60",
     "premium:101-37-52"],
)  # fmt: skip
def test_what_nobody_can_assume_is_refused(order):
    with pytest.raises(ValueError, match=r"."):
        WorkforceAsked.from_order(order)
