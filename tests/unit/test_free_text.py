"""What people write in their own words: what is refused, what is not, and what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.intake.errors import IntakeError
from yardstick.intake.free_text import checked_text, identifier_in

# Valid by their check characters and of nobody (domain 9.1).
REFUSED = {
    "The pupil F831400024001 moved.": "a unique pupil number (UPN)",
    "Write to lead@example.org for more.": "an e-mail address",
    "Moved to DE1 2AB in May.": "a full postcode",
    "Her number is AB123456C.": "a National Insurance number",
    "Call 0116 232 3232.": "a telephone number",
    "NHS 943 476 5919 was counted twice.": "an NHS number",
    "ULN 1000000019 was counted twice.": "a unique learner number (ULN)",
    "One child, born 12/05/2011, was counted twice.": "a date of birth",
    "d.o.b. 2011-05-12": "a date of birth",
    "Wide digits: ９４３４７６５９１９.": "an NHS number",
    "Hidden: 943\u200b476\u200b5919.": "an NHS number",
}
ALLOWED = (
    "A new case system began on 1 April 2023: 1,589 contacts were entered late.",
    "Inspected on 12/05/2024; see the plan of 2024-25 Q3.",
    "Stillbirths are not counted here.",
    "943 476 5917 is no number of anybody's.",
    "KS1 2ND pupils were left out.",
)


@pytest.mark.parametrize("text", REFUSED)
def test_an_identifier_is_refused_by_its_kind_and_never_repeated(text):
    assert identifier_in(text) == REFUSED[text]
    with pytest.raises(IntakeError) as refusal:
        checked_text(text, 400)
    said = str(refusal.value)
    assert REFUSED[text] in said
    assert not any(word in said for word in text.split() if any(one.isdigit() for one in word))


@pytest.mark.parametrize("text", ALLOWED)
def test_days_and_numbers_that_are_of_nobody_are_let_through(text):
    assert identifier_in(text) == ""
    assert checked_text(text, 400) == text


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u200b\x00"])
def test_nothing_is_not_kept(text):
    with pytest.raises(IntakeError, match="Nothing is written"):
        checked_text(text, 10)


def test_more_than_may_be_said_is_refused_with_how_much_it_was():
    assert checked_text("a" * 10, 10) == "a" * 10
    with pytest.raises(IntakeError, match=r"This has 1,001 characters. Say it in at most 10\."):
        checked_text("a" * 1_001, 10)


@given(st.text(max_size=60))
def test_what_is_kept_is_one_line_of_letters_that_can_be_seen(text):
    try:
        kept = checked_text(text, 40)
    except IntakeError:
        return
    assert 0 < len(kept) <= 40
    assert kept.isprintable()
    assert kept == kept.strip()
    assert "  " not in kept
    assert checked_text(kept, 40) == kept
